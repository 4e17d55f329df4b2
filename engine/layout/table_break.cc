#include "engine/layout/table_break.h"

#include <algorithm>

#include "engine/layout/stack.h"
#include "engine/layout/table_rows.h"

namespace hocba::layout {
namespace {

/// Where a grid is cut: before row `row`, or `inside` it below its top.
struct Place {
    int row = 0;
    bool in_row = false;
    Length inside;
};

Length sum(const std::vector<Length>& heights, int from, int to) {
    Length out;
    for (int row = from; row < to; ++row) out += heights[static_cast<std::size_t>(row)];
    return out;
}

/// The part of a cell above the cut; `cell` keeps what goes on below it.
GridCell cut_cell(GridCell& cell, const Grid& grid, const Place& place, Length full) {
    const Length space = sum(grid.heights, cell.row, place.row) + place.inside - cell.padding_y * 2;
    GridCell front = cell;
    std::size_t first = 0;
    front.content = take(cell.content, first, cell.content.size(), space, full - cell.padding_y * 2);
    front.content_height = settle(front.content);
    front.rows = place.row + (place.in_row ? 1 : 0) - cell.row;
    front.vertical = form::VerticalAlign::top;

    cell.content.erase(cell.content.begin(), cell.content.begin() + static_cast<std::ptrdiff_t>(first));
    cell.content_height = settle(cell.content);
    cell.rows = cell.row + cell.rows - place.row;
    cell.row = 0;
    cell.vertical = form::VerticalAlign::top;
    cell.hollow = false;
    return front;
}

template <class Value>
std::vector<Value> slice(const std::vector<Value>& values, int from, std::size_t to) {
    return {values.begin() + from, values.begin() + static_cast<std::ptrdiff_t>(to)};
}

/// The height of a row that is cut: what its cells show of themselves above the cut.
Length cut_row_height(const Grid& front, const Place& place) {
    Length out;
    for (const GridCell& cell : front.cells) {
        if (cell.row + cell.rows <= place.row || cell.content.empty()) continue;
        const Length need = cell.content_height + cell.padding_y * 2;
        out = std::max(out, need - sum(front.heights, cell.row, place.row));
    }
    return out;
}

/// Nothing, and the grid unchanged, if the cut would be inside a row and no cell shows anything above it.
std::optional<Grid> cut(Grid& grid, const Place& place, Length full) {
    Grid front;
    Grid rest;
    for (GridCell cell : grid.cells) {
        const int rows_before = place.row + (place.in_row ? 1 : 0);
        if (cell.row + cell.rows <= place.row) {
            front.cells.push_back(std::move(cell));
        } else if (cell.row >= rows_before) {
            cell.row -= place.row;
            rest.cells.push_back(std::move(cell));
        } else {
            front.cells.push_back(cut_cell(cell, grid, place, full));
            rest.cells.push_back(std::move(cell));
        }
    }
    front.heights = slice(grid.heights, 0, static_cast<std::size_t>(place.row));
    front.keep = slice(grid.keep, 0, static_cast<std::size_t>(place.row + (place.in_row ? 1 : 0)));
    if (place.in_row) {
        const Length shown = cut_row_height(front, place);
        if (shown.um <= 0) return std::nullopt;
        front.heights.push_back(shown);
    }
    front.minimum = front.heights;
    front.height = sum(front.heights, 0, static_cast<int>(front.heights.size()));
    rest.minimum = slice(grid.minimum, place.row, grid.minimum.size());
    rest.keep = slice(grid.keep, place.row, grid.keep.size());
    if (place.in_row) rest.minimum[0] = std::max(Length{}, rest.minimum[0] - front.heights.back());
    settle_rows(rest);
    grid = std::move(rest);
    return front;
}

}  // namespace

std::optional<Grid> take_rows(Grid& grid, Length available, Length full) {
    const bool may_cut_row = grid.heights.size() == 1 && !grid.keep[0];
    if (available.um <= 0 || (grid.height <= full && !may_cut_row)) return std::nullopt;
    Length used;
    std::size_t index = 0;
    while (index < grid.heights.size() && used + grid.heights[index] <= available)
        used += grid.heights[index++];
    if (index == grid.heights.size()) return std::nullopt;
    const int row = static_cast<int>(index);
    if (grid.heights[index] > full || !grid.keep[index]) {
        if (auto front = cut(grid, {row, true, available - used}, full)) return front;
    }
    if (row == 0) return std::nullopt;
    return cut(grid, {row, false, {}}, full);
}

std::optional<Table> take_groups(Table& table, Length available, Length full) {
    const Length head = table.head ? table.head->height : Length{};
    Length left = available - head;
    std::size_t whole = 0;
    while (whole < table.groups.size() && table.groups[whole].height <= left) {
        left -= table.groups[whole].height;
        ++whole;
    }
    if (left.um < 0 || whole == table.groups.size()) return std::nullopt;
    auto part = take_rows(table.groups[whole], left, full - head);
    if (whole == 0 && !part) return std::nullopt;
    Table front{table.head, {}, table.width, table.border, table.colour, table.continued};
    const auto end = table.groups.begin() + static_cast<std::ptrdiff_t>(whole);
    front.groups.assign(std::make_move_iterator(table.groups.begin()), std::make_move_iterator(end));
    if (part) front.groups.push_back(std::move(*part));
    table.groups.erase(table.groups.begin(), end);
    table.continued = true;
    return front;
}

Length height_of(const Table& table) {
    Length out = table.head ? table.head->height : Length{};
    for (const Grid& group : table.groups) out += group.height;
    return out;
}

Length smallest_part_of(const Grid& grid) {
    Length out;
    for (const GridCell& cell : grid.cells) {
        if (cell.row > 0 || cell.content.empty()) continue;
        out = std::max(out, smallest_part(cell.content[0]) + cell.padding_y * 2);
    }
    return out;
}

}  // namespace hocba::layout
