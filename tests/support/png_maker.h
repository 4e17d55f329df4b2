// PNG files byte by byte (W3C PNG): any colour type, depth and interlacing, whole or broken.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace hocba::test {

/// 8-bit or 16-bit samples of one pixel, as they stand in the file.
using PixelAt = std::function<std::string(std::uint32_t x, std::uint32_t y)>;

struct Png {
    std::uint32_t width = 1, height = 1;
    int depth = 8;
    int colour_type = 6;  // 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
    bool interlaced = false;
    std::string palette = {}, transparency = {};  // PLTE and tRNS
    std::uint32_t pixels_per_metre = 0;           // pHYs, if it is not 0
    PixelAt pixel = {};
};

std::string png(const Png& about);

/// A filled disc of that colour over all but the corners of a square; transparent around it.
std::string disc_png(std::uint32_t side, const std::string& rgb, std::uint32_t pixels_per_metre = 0);

}  // namespace hocba::test
