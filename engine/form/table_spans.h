// The cells of a table's rows in their columns, by the spans from above.
#pragma once

#include <algorithm>
#include <vector>

#include "engine/form/node.h"

namespace hocba::form {

/// Visits each cell of the row with its first column. `open`: for each column, how many rows a cell from
/// above still holds it; afterwards as the next row finds it. The number of columns filled, or more than
/// there are if a cell hits a span or the edge: then it stops there.
template <class Visit>
std::size_t place_row(const Node& row, std::vector<int>& open, const Visit& visit) {
    std::size_t column = 0;
    const auto skip = [&] {
        while (column < open.size() && open[column] > 0) ++column;
    };
    for (const Node& child : row.children) {
        const Cell& cell = std::get<Cell>(child.prototype);
        skip();
        const std::size_t first = column;
        for (int i = 0; i < cell.columns; ++i, ++column) {
            if (column >= open.size() || open[column] > 0) return open.size() + 1;
            open[column] = cell.rows;
        }
        visit(child, first);
    }
    skip();
    for (int& rows : open) rows = std::max(0, rows - 1);
    return column;
}

}  // namespace hocba::form
