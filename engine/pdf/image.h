// Pictures as image XObjects (ISO 32000-1, 8.9): PNG files with transparency as a soft mask, rasters as they
// came.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/page/page.h"
#include "engine/pdf/writer.h"

namespace hocba::pdf {

/// Each different picture once: its bytes, held by the pages, and its place in the list.
struct UsedImage {
    std::size_t index = 0;
    const page::Image* image = nullptr;
};
using Images = std::map<std::string_view, UsedImage>;
Images used_images(const page::Pages& pages);

/// A picture as 8-bit sRGB samples, row by row.
struct Samples {
    std::uint32_t width = 0, height = 0;
    std::string colour;  // 1 or 3 bytes a pixel
    std::string alpha;   // 1 byte a pixel, or empty: opaque
    bool grey = false;
};

/// Every colour type, depth and interlacing of PNG. Fault::conformance if `png` is none, is damaged or has
/// more than `most_pixels`.
Result<Samples> read_png(std::string_view png, std::uint64_t most_pixels);

/// What a PNG says of its pixels' size (pHYs): pixels a metre across; 0 if it says nothing.
std::uint32_t pixels_per_metre(std::string_view png);

/// Fault::conformance if a PNG is none or larger than 50 million pixels. A raster's bytes are not looked at.
Result<Reference> write_image(Writer& writer, const page::Image& image);

}  // namespace hocba::pdf
