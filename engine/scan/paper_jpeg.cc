#include <fmt/format.h>
#include <turbojpeg.h>

#include "engine/base/handle.h"
#include "engine/scan/decode.h"
#include "engine/scan/paper_page.h"

namespace hocba::scan {
namespace {

using Decompressor = Handle<void, tjDestroy>;

/// ISO 32000-1, 7.4.8: DCTDecode reads baseline and, since PDF 1.3, progressive JPEG; of arithmetic or
/// lossless coding it says nothing. ISO 19005-3, 6.2.4.3: CMYK would need another output intent.
Result<void> fits(const JpegHeader& header) {
    if (header.frame < 0xC0 || header.frame > 0xC2 || header.bits != 8)
        return not_taken({"Tệp JPEG này mã hóa kiểu mà PDF không đọc được.",
                          "This JPEG is coded in a way that PDF does not read."},
                         {"Lưu lại thành JPEG thường (baseline, 8 bit).", "Save it as baseline JPEG."});
    if (header.colours != 1 && header.colours != 3)
        return not_taken(
            {fmt::format("Tệp JPEG có {} kênh màu; chỉ nhận màu RGB hoặc xám.", header.colours),
             fmt::format("The JPEG has {} colour channels; RGB or grey is taken.", header.colours)},
            {"Quét lại ở chế độ màu RGB.", "Scan it again in RGB."});
    if (header.orientation > 1)
        return not_taken({"Ảnh chưa xoay đúng chiều: máy chỉ ghi lệnh xoay (Exif) mà PDF không làm theo.",
                          "The picture is not upright: only Exif says how to turn it, and PDF ignores that."},
                         {"Xoay và lưu lại, hoặc quét đúng chiều.", "Turn and save it, or scan it upright."});
    return {};
}

}  // namespace

tl::unexpected<Error> not_taken(Text what, Text hint) {
    return fail(Fault::document, "", std::move(what), std::move(hint));
}

bool has_colour(const std::vector<std::uint8_t>& rgb) {
    constexpr int grey = 2;
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
        const int red = rgb[i], green = rgb[i + 1], blue = rgb[i + 2];
        if (std::max({red, green, blue}) - std::min({red, green, blue}) > grey) return true;
    }
    return false;
}

Result<PaperPage> jpeg_page(std::string_view bytes) {
    const JpegHeader header = jpeg_header(bytes);
    if (header.frame == 0 || header.width == 0 || header.height == 0) return damaged("JPEG");
    if (const auto fit = fits(header); !fit) return tl::unexpected(fit.error());
    const std::size_t pixels = static_cast<std::size_t>(header.width) * header.height;
    if (pixels > kMostPixels) return too_large(header.width, header.height);
    const Decompressor decompressor(tjInitDecompress());
    std::vector<std::uint8_t> rgb(3 * pixels);
    // What ends early or has a damaged piece is refused here, while the paper can still be scanned again.
    if (!decompressor ||
        tjDecompress2(decompressor.get(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      rgb.data(), static_cast<int>(header.width), 0, static_cast<int>(header.height),
                      TJPF_RGB, TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING) != 0)
        return damaged("JPEG");
    Raster picture{Raster::Coding::jpeg, header.width, header.height, header.colours, 8, {},
                   std::string(bytes)};
    return PaperPage{{}, std::move(picture), header.density, has_colour(rgb)};
}

}  // namespace hocba::scan
