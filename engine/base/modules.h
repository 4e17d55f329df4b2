// The dark and light squares of a QR symbol, without its quiet zone.
#pragma once

#include <cstdint>
#include <vector>

namespace hocba {

/// `side` × `side` modules, row by row from the top left; 1 is dark. Empty (side 0) before a seal is applied.
struct Modules {
    int side = 0;
    std::vector<std::uint8_t> dark;

    bool operator==(const Modules&) const = default;
    bool at(int row, int column) const { return dark[static_cast<std::size_t>(row * side + column)] != 0; }
};

}  // namespace hocba
