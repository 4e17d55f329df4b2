// A picture as the readers of symbols see it.
#pragma once

#include <cstdint>
#include <vector>

namespace hocba::scan {

/// One byte a pixel, 0 black, 255 white, row by row from the top, without padding.
struct Grey {
    int width = 0, height = 0;
    std::vector<std::uint8_t> pixels;
};

}  // namespace hocba::scan
