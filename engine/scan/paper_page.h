// One page of a scan. Only for the child of engine/sandbox; `where` is not filled.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/scan/paper.h"

namespace hocba::scan {

Result<PaperPage> jpeg_page(std::string_view bytes);
Result<PaperPage> png_page(std::string_view bytes);
/// `page` from 0.
Result<PaperPage> pdf_page(std::string_view pdf, int page);

/// What a JPEG says of its pixels' size and of how it is to be turned (JFIF 1.02; Exif 2.3, 4.6.4), and the
/// frame that codes it (ISO/IEC 10918-1, B.2.2).
struct JpegHeader {
    int frame = 0;  // the marker's second byte: 0xC0 baseline, 0xC1 extended, 0xC2 progressive, …
    int bits = 0, colours = 0;
    std::uint32_t width = 0, height = 0;
    Density density;
    int orientation = 1;  // Exif: 1 is upright
};
JpegHeader jpeg_header(std::string_view bytes);

/// Whether any pixel of 8-bit RGB has a colour: grey saved as RGB has none, and grey that went through JPEG
/// and back differs by 2 between red, green and blue.
bool has_colour(const std::vector<std::uint8_t>& rgb);

/// A file that is sound in itself and cannot go into a PDF/A as it is.
tl::unexpected<Error> not_taken(Text what, Text hint);

}  // namespace hocba::scan
