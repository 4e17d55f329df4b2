// RFC 4180: rows of cells, each with the line where it begins.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace hocba::exchange {

/// A class has some 50 rows, a school some thousands.
inline constexpr std::size_t kMostRows = 20'000;
inline constexpr std::size_t kMostCells = 500;
/// Bytes of one cell: more than the longest text of a record, so that an unclosed quotation mark is noticed
/// soon.
inline constexpr std::size_t kLongestCell = 65'536;

struct Cell {
    std::string text;
    std::size_t line = 0;
};

struct Row {
    std::size_t line = 0;
    std::vector<Cell> cells;
    std::optional<Text> damage = {};  // why it is no row; its cells are then those of its first line, unread
    bool empty() const;
};

/// At most `most` rows. After a damaged row reading goes on at the next line.
std::vector<Row> parse_csv(std::string_view text, char delimiter, std::size_t most = kMostRows + 1);

}  // namespace hocba::exchange
