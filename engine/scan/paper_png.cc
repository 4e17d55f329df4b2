#include <png.h>

#include "engine/scan/decode.h"
#include "engine/scan/paper_page.h"

namespace hocba::scan {
namespace {

/// W3C PNG, 11.2.2.
constexpr int kRgb = 2, kIndexed = 3, kWithAlpha = 4;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t out = 0;
    for (std::size_t i = at; i < at + 4; ++i)
        out = out << 8U | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    return out;
}

struct Chunks {
    std::string_view header;  // IHDR
    std::string palette, data;
    Density density;
    bool transparent = false;
};

/// W3C PNG, 5.3: length, type, data and CRC, behind a signature of 8 bytes. libpng has checked the CRCs.
Chunks chunks_of(std::string_view png) {
    Chunks chunks;
    constexpr std::size_t frame = 12;
    for (std::size_t at = 8; at + frame <= png.size();) {
        const std::size_t length = number_at(png, at);
        if (length > png.size() - at - frame) break;
        const std::string_view type = png.substr(at + 4, 4), data = png.substr(at + 8, length);
        if (type == "IHDR") chunks.header = data;
        if (type == "PLTE") chunks.palette = data;
        if (type == "tRNS") chunks.transparent = true;
        if (type == "IDAT") chunks.data += data;
        if (type == "pHYs" && length == 9 && data[8] == 1)
            chunks.density = {number_at(data, 0), number_at(data, 4)};
        at += frame + length;
    }
    return chunks;
}

Result<void> fits(const Chunks& chunks) {
    if (chunks.transparent || (chunks.header[9] & kWithAlpha) != 0)
        return not_taken({"Ảnh PNG có phần trong suốt, không phải ảnh quét giấy.",
                          "The PNG has transparency; a scan of paper has none."},
                         {"Lưu lại ảnh không có kênh trong suốt.", "Save it without an alpha channel."});
    if (chunks.header[12] != 0)
        return not_taken({"Ảnh PNG lưu kiểu xen kẽ (interlaced), không đưa nguyên vào PDF được.",
                          "The PNG is interlaced and cannot go into a PDF as it is."},
                         {"Lưu lại PNG không xen kẽ.", "Save it without interlacing."});
    return {};
}

}  // namespace

Result<PaperPage> png_page(std::string_view bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return damaged("PNG");
    const std::uint32_t width = image.width, height = image.height;
    if (static_cast<std::size_t>(width) * height > kMostPixels) {
        png_image_free(&image);
        return too_large(width, height);
    }
    image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> rgb(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, rgb.data(), 0, nullptr) == 0) return damaged("PNG");
    Chunks chunks = chunks_of(bytes);
    if (chunks.header.size() != 13) return damaged("PNG");
    if (const auto fit = fits(chunks); !fit) return tl::unexpected(fit.error());
    const int type = chunks.header[9];
    if (type != kIndexed) chunks.palette.clear();  // else a suggestion for poorer screens
    Raster picture{Raster::Coding::png_rows,
                   width,
                   height,
                   type == kRgb ? 3 : 1,
                   chunks.header[8],
                   std::move(chunks.palette),
                   std::move(chunks.data)};
    return PaperPage{{}, std::move(picture), chunks.density, has_colour(rgb)};
}

}  // namespace hocba::scan
