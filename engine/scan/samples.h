// The samples of a PDF's image as grey pixels (ISO 32000-1, 8.9.5).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/scan/grey.h"

namespace hocba::scan {

/// How the samples lie: rows begin at whole bytes, samples from the most significant bit on.
struct Layout {
    int width = 0, height = 0;
    int bits = 8;                            // 1, 2, 4, 8 or 16 a sample
    int colours = 1;                         // 1 grey or an index, 3 RGB, 4 CMYK
    bool inverted = false;                   // /Decode [1 0 …]
    std::vector<std::uint8_t> palette = {};  // grey of each index; empty if there is none
};

/// Pixels that `samples` is too short for are white.
Grey grey_of(std::string_view samples, const Layout& layout);

/// ITU-R BT.601.
std::uint8_t luminance(int red, int green, int blue);

}  // namespace hocba::scan
