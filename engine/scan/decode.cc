#include "engine/scan/decode.h"

#include <fmt/format.h>
#include <png.h>
#include <turbojpeg.h>

#include "engine/base/handle.h"

namespace hocba::scan {
namespace {

using Decompressor = Handle<void, tjDestroy>;

}  // namespace

tl::unexpected<Error> damaged(const char* what) {
    return fail(
        Fault::document, "",
        {fmt::format("Tệp {} bị hỏng nên không đọc được.", what),
         fmt::format("The {} file is damaged and cannot be read.", what)},
        {"Chụp hoặc quét lại, hoặc xin lại tệp.", "Take or scan it again, or ask for the file again."});
}

tl::unexpected<Error> too_large(std::size_t width, std::size_t height) {
    return fail(
        Fault::document, "",
        {fmt::format("Ảnh quá lớn: {} × {} điểm ảnh; đọc được nhiều nhất {} triệu điểm ảnh.", width, height,
                     kMostPixels / 1'000'000),
         fmt::format("The picture is too large: {} × {} pixels; at most {} million are read.", width, height,
                     kMostPixels / 1'000'000)},
        {"Lưu ảnh nhỏ lại, hoặc chụp riêng từng trang.", "Save it smaller, or take each page by itself."});
}

Result<Grey> decode_png(std::string_view bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return damaged("PNG");
    if (static_cast<std::size_t>(image.width) * image.height > kMostPixels) {
        png_image_free(&image);
        return too_large(image.width, image.height);
    }
    image.format = PNG_FORMAT_GRAY;
    Grey grey{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    grey.pixels.resize(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, grey.pixels.data(), 0, nullptr) == 0) return damaged("PNG");
    return grey;
}

Result<Grey> decode_jpeg(std::string_view bytes) {
    const Decompressor decompressor(tjInitDecompress());
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    int width = 0, height = 0, subsampling = 0, space = 0;
    if (!decompressor || tjDecompressHeader3(decompressor.get(), data, bytes.size(), &width, &height,
                                             &subsampling, &space) != 0)
        return damaged("JPEG");
    const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (pixels > kMostPixels) return too_large(width, height);
    Grey grey{width, height, std::vector<std::uint8_t>(pixels, 255)};
    // A progressive file may ask for the same pixels a million times.
    if (tjDecompress2(decompressor.get(), data, bytes.size(), grey.pixels.data(), width, 0, height, TJPF_GRAY,
                      TJFLAG_LIMITSCANS) != 0 &&
        tjGetErrorCode(decompressor.get()) != TJERR_WARNING)
        return damaged("JPEG");
    return grey;
}

}  // namespace hocba::scan
