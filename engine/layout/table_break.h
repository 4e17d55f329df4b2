// Cutting grids and tables where a page ends: between rows, and inside a row only when nothing else helps.
#pragma once

#include <optional>

#include "engine/layout/tree.h"

namespace hocba::layout {

/// The rows that fit; the grid keeps the rest. A grid that fits a page is not cut, unless it is one row that
/// may be. A cell over several rows that are cut apart goes on with its remaining lines.
std::optional<Grid> take_rows(Grid& grid, Length available, Length full);

/// The groups of rows that fit under the head; the table keeps the rest and repeats the head.
std::optional<Table> take_groups(Table& table, Length available, Length full);

Length height_of(const Table& table);
Length smallest_part_of(const Grid& grid);

}  // namespace hocba::layout
