// A picture coded as an image XObject may hold it (ISO 32000-1, 8.9.5): its bytes go in as they came.
#pragma once

#include <cstdint>
#include <string>

namespace hocba {

struct Raster {
    /// `jpeg`: a whole file, DCTDecode. `png_rows`: a PNG's image data (its IDAT chunks, joined), FlateDecode
    /// with the PNG predictors (ISO 32000-1, 7.4.4.4), not interlaced.
    enum class Coding { jpeg, png_rows };
    Coding coding = Coding::jpeg;
    std::uint32_t width = 0, height = 0;  // pixels
    int colours = 3;                      // 1 grey or an index, 3 RGB
    int bits = 8;                         // a sample
    std::string palette = {};             // RGB, 3 bytes an index; empty if there is none
    std::string bytes;

    bool operator==(const Raster&) const = default;
};

}  // namespace hocba
