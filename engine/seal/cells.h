// The sealed cells of one page in seven bits each (docs/seal-format.md, "The cells").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hocba::seal {

/// A cell of the page and its code.
struct Cell {
    std::int64_t number = 0;
    int code = 0;
    bool operator==(const Cell&) const = default;
};

struct PackedCells {
    std::int64_t first = 0;  // number of the first one; 0 without cells
    std::string bytes;
};

/// `cells` in ascending order of their numbers, none twice; a number between that is missing is said to be
/// missing. Nothing if they are not so, or span more than 255 numbers.
std::optional<PackedCells> pack(const std::vector<Cell>& cells);

/// Only what `pack` writes is read.
std::optional<std::vector<Cell>> unpack(std::int64_t first, std::string_view bytes);

}  // namespace hocba::seal
