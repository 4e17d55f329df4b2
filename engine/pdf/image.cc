#include "engine/pdf/image.h"

#include <fmt/format.h>
#include <png.h>

#include <string>

#include "engine/pdf/items.h"

namespace hocba::pdf {
namespace {

constexpr std::uint64_t kMostPixels = 50'000'000;

tl::unexpected<Error> unreadable(std::string_view reason) {
    return fail(Fault::conformance, "image",
                {fmt::format("Không đọc được ảnh PNG ({}).", reason),
                 fmt::format("cannot read the PNG picture ({})", reason)},
                {"Hãy lưu lại ảnh dưới dạng PNG.", "save the picture as PNG again"});
}

/// Colour and alpha interleaved, as libpng gives them, to planes.
void split(Samples& samples, const std::string& pixels, std::size_t colours) {
    const std::size_t step = colours + 1, count = pixels.size() / step;
    samples.colour.reserve(count * colours);
    samples.alpha.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        samples.colour.append(pixels, i * step, colours);
        samples.alpha += pixels[i * step + colours];
    }
}

std::string entries(const Samples& samples, bool grey) {
    return fmt::format(
        "/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/Device{}/BitsPerComponent 8",
        samples.width, samples.height, grey ? "Gray" : "RGB");
}

std::uint32_t uint32_at(std::string_view bytes, std::size_t at) {
    std::uint32_t out = 0;
    for (std::size_t i = at; i < at + 4; ++i) out = out << 8U | static_cast<unsigned char>(bytes[i]);
    return out;
}

}  // namespace

/// libpng's simplified reader: 8-bit sRGB whatever the file's depth, palette and gamma.
Result<Samples> read_png(std::string_view png, std::uint64_t most_pixels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, png.data(), png.size()) == 0)
        return unreadable(image.message);
    if (static_cast<std::uint64_t>(image.width) * image.height > most_pixels) {
        png_image_free(&image);
        return unreadable(fmt::format("{} × {} pixel", image.width, image.height));
    }
    image.format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
    std::string pixels(PNG_IMAGE_SIZE(image), '\0');
    if (png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr) == 0)
        return unreadable(image.message);
    Samples out{image.width, image.height, {}, {}, (image.format & PNG_FORMAT_FLAG_COLOR) == 0};
    if ((image.format & PNG_FORMAT_FLAG_ALPHA) == 0) {
        out.colour = std::move(pixels);
    } else {
        split(out, pixels, out.grey ? 1 : 3);
    }
    return out;
}

/// W3C PNG, 11.3.4.3 and 5.3: chunks of length, type, data and CRC behind the signature.
std::uint32_t pixels_per_metre(std::string_view png) {
    constexpr std::size_t signature = 8, frame = 12;  // length, type and CRC of each chunk
    for (std::size_t at = signature; at + frame <= png.size();) {
        const std::size_t length = uint32_at(png, at);
        const std::string_view type = png.substr(at + 4, 4);
        if (type == "IDAT" || length > png.size() - at - frame) return 0;
        if (type == "pHYs" && length == 9) return png[at + 16] == 1 ? uint32_at(png, at + 8) : 0;
        at += frame + length;
    }
    return 0;
}

Images used_images(const page::Pages& pages) {
    Images images;
    for_each<page::Image>(pages, [&images](const page::Image& image, auto&&...) {
        images.try_emplace(image.bytes(), UsedImage{images.size(), &image});
    });
    return images;
}

/// A PNG as samples of its own.
static Result<Reference> write_png(Writer& writer, std::string_view png) {
    const auto samples = read_png(png, kMostPixels);
    if (!samples) return tl::unexpected(samples.error());
    std::string about = entries(*samples, samples->grey);
    // ISO 19005-3, 6.2.10 allows transparency where the output intent gives the blending space.
    if (!samples->alpha.empty())
        about += "/SMask " + to_string(writer.add_stream(entries(*samples, true), samples->alpha));
    return writer.add_stream(about, samples->colour);
}

/// ISO 32000-1, 8.9.5, with 7.4.4.4 for the rows of a PNG and 8.6.6.3 for a palette.
static Reference write_raster(Writer& writer, const Raster& raster) {
    std::string space = raster.colours == 3 ? "/DeviceRGB" : "/DeviceGray";
    if (!raster.palette.empty())
        space = fmt::format("[/Indexed/DeviceRGB {}{}]", raster.palette.size() / 3 - 1,
                            hex_string(raster.palette));
    std::string about =
        fmt::format("/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace{}/BitsPerComponent {}",
                    raster.width, raster.height, space, raster.bits);
    about += raster.coding == Raster::Coding::jpeg
                 ? "/Filter/DCTDecode"
                 : fmt::format(
                       "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {}/BitsPerComponent "
                       "{}/Columns {}>>",
                       raster.colours, raster.bits, raster.width);
    return writer.add_plain_stream(about, raster.bytes);
}

Result<Reference> write_image(Writer& writer, const page::Image& image) {
    if (const auto* raster = std::get_if<Raster>(&image.picture)) return write_raster(writer, *raster);
    return write_png(writer, std::get<std::string>(image.picture));
}

}  // namespace hocba::pdf
