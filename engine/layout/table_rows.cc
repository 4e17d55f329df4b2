#include "engine/layout/table_rows.h"

#include <fmt/format.h>

#include <algorithm>

namespace hocba::layout {
namespace {

Length need_of(const GridCell& cell) {
    return cell.content_height + cell.padding_y * 2;
}

void spread(Grid& grid, const GridCell& cell) {
    Length have;
    for (int row = cell.row; row < cell.row + cell.rows; ++row)
        have += grid.heights[static_cast<std::size_t>(row)];
    const Length lack = need_of(cell) - have;
    if (lack.um <= 0) return;
    const Length share = lack / cell.rows;
    for (int row = cell.row; row < cell.row + cell.rows; ++row)
        grid.heights[static_cast<std::size_t>(row)] += share;
    grid.heights[static_cast<std::size_t>(cell.row + cell.rows - 1)] += lack - share * cell.rows;
}

/// The fields of one row that cells from above or from the left have taken.
class Field {
  public:
    explicit Field(int columns) : free_from_(static_cast<std::size_t>(columns), 0) {}

    int first_free(int row, int from) const {
        while (from < columns() && free_from_[static_cast<std::size_t>(from)] > row) ++from;
        return from;
    }
    bool occupy(const PlacedCell& cell) {
        if (cell.rows < 1 || cell.columns < 1 || cell.column + cell.columns > columns()) return false;
        for (int column = cell.column; column < cell.column + cell.columns; ++column) {
            int& free_from = free_from_[static_cast<std::size_t>(column)];
            if (free_from > cell.row) return false;
            free_from = cell.row + cell.rows;
        }
        return true;
    }
    int columns() const { return static_cast<int>(free_from_.size()); }

  private:
    std::vector<int> free_from_;
};

tl::unexpected<Error> misplaced(const std::string& where, int row) {
    return fail(Fault::form, where,
                {fmt::format("các ô của hàng {} chồng lên nhau hoặc vượt ra ngoài bảng", row + 1),
                 fmt::format("the cells of row {} overlap or leave the table", row + 1)},
                {"kiểm tra rows và columns của các ô", "check the cells' rows and columns"});
}

}  // namespace

void settle_rows(Grid& grid) {
    grid.heights = grid.minimum;
    std::vector<const GridCell*> spanning;
    for (const GridCell& cell : grid.cells) {
        Length& height = grid.heights[static_cast<std::size_t>(cell.row)];
        if (cell.rows == 1) {
            height = std::max(height, need_of(cell));
        } else {
            spanning.push_back(&cell);
        }
    }
    // Inner spans first, so that an outer one counts what they have added.
    std::stable_sort(spanning.begin(), spanning.end(),
                     [](const GridCell* a, const GridCell* b) { return a->rows < b->rows; });
    for (const GridCell* cell : spanning) spread(grid, *cell);
    grid.height = {};
    for (const Length height : grid.heights) grid.height += height;
}

Result<std::vector<PlacedCell>> place_cells(const std::vector<form::Row>& rows, int columns,
                                            const std::string& where) {
    std::vector<PlacedCell> out;
    Field field(columns);
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        int column = 0;
        for (const form::Cell& cell : rows[static_cast<std::size_t>(row)].cells) {
            column = field.first_free(row, column);
            const PlacedCell placed{&cell, row, column, cell.rows, cell.columns};
            const bool inside = row + cell.rows <= static_cast<int>(rows.size());
            if (!inside || !field.occupy(placed)) return misplaced(where, row);
            out.push_back(placed);
            column += cell.columns;
        }
        // ISO 14289-1, 7.5: a table is regular; what a short row leaves open becomes empty cells.
        while ((column = field.first_free(row, column)) < columns) {
            out.push_back({nullptr, row, column, 1, 1});
            field.occupy(out.back());
        }
    }
    return out;
}

std::vector<int> group_ends(const std::vector<PlacedCell>& cells, int rows) {
    std::vector<int> reach(static_cast<std::size_t>(rows), 0);
    for (const PlacedCell& cell : cells) {
        int& end = reach[static_cast<std::size_t>(cell.row)];
        end = std::max(end, cell.row + cell.rows);
    }
    std::vector<int> out;
    int end = 0;
    for (int row = 0; row < rows; ++row) {
        end = std::max({end, reach[static_cast<std::size_t>(row)], row + 1});
        if (end == row + 1) out.push_back(end);
    }
    return out;
}

}  // namespace hocba::layout
