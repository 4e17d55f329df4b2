// The rows of a table: which cell stands where, and how tall each row is.
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "engine/form/flow.h"
#include "engine/layout/tree.h"

namespace hocba::layout {

/// Row heights from the cells' contents. What a cell over several rows lacks is spread evenly over them.
void settle_rows(Grid& grid);

/// A cell of the flow at its place; null for the fields that a short row leaves open.
struct PlacedCell {
    const form::Cell* cell = nullptr;
    int row = 0, column = 0, rows = 1, columns = 1;
};

/// Cells row by row, from left to right. Fault::form if they overlap or leave the table.
Result<std::vector<PlacedCell>> place_cells(const std::vector<form::Row>& rows, int columns,
                                            const std::string& where);

/// Where a table may be cut: the row after each group of rows that spans hold together.
std::vector<int> group_ends(const std::vector<PlacedCell>& cells, int rows);

}  // namespace hocba::layout
