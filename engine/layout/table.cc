// Tables: rows to grids, and the structure that screen readers need (PDF/UA-1, 7.5).
#include <fmt/format.h>

#include <algorithm>

#include "engine/layout/measure.h"
#include "engine/layout/stack.h"

namespace hocba::layout {
namespace {

page::Scope scope_of(form::Scope scope) {
    switch (scope) {
        case form::Scope::none:
            return page::Scope::none;
        case form::Scope::column:
            return page::Scope::column;
        case form::Scope::row:
            return page::Scope::row;
    }
    return page::Scope::none;
}

/// Cells of rows from…to − 1 as a grid of their own.
Grid grid_of(std::vector<GridCell>& cells, std::size_t& next, const std::vector<form::Row>& rows, int from,
             int to) {
    Grid out;
    for (; next < cells.size() && cells[next].row < to; ++next) {
        cells[next].row -= from;
        out.cells.push_back(std::move(cells[next]));
    }
    for (int row = from; row < to; ++row) {
        out.minimum.push_back(rows[static_cast<std::size_t>(row)].min_height);
        out.keep.push_back(rows[static_cast<std::size_t>(row)].keep_together);
    }
    settle_rows(out);
    return out;
}

}  // namespace

Result<Node> Measurer::table(const form::Table& table, Length width, std::uint32_t parent,
                             const std::string& place) {
    auto tracks = tracks_of(table.tracks, {}, width, place);
    if (!tracks) return forward(std::move(tracks));
    const form::Style& s = style(table.style);
    Table out;
    out.width = tracks->empty() ? Length{} : tracks->back().right;
    out.border = s.border;
    out.colour = s.colour;
    const std::uint32_t element_id = element(page::Role::table, parent);
    if (element_id != no_element) elements_[element_id].alt = table.summary;

    // ISO 32000-1, 14.8.4.3.4: a THead or TFoot stands beside a TBody. A list without items has only a head.
    std::vector<Grid> head;
    if (!table.head.empty()) {
        const bool alone = table.body.empty() && table.foot.empty();
        const std::uint32_t part =
            element(alone ? page::Role::table_body : page::Role::table_head, element_id);
        if (auto done = rows(head, table.head, *tracks, table, part, place); !done)
            return forward(std::move(done));
        heads_.push_back(std::move(head[0]));
        out.head = &heads_.back();
    }
    const auto section = [&](const std::vector<form::Row>& part_rows, page::Role role) -> Result<void> {
        if (part_rows.empty()) return {};
        return rows(out.groups, part_rows, *tracks, table, element(role, element_id), place);
    };
    if (auto done = section(table.body, page::Role::table_body); !done) return forward(std::move(done));
    const page::Role foot = table.body.empty() ? page::Role::table_body : page::Role::table_foot;
    if (auto done = section(table.foot, foot); !done) return forward(std::move(done));

    Node node;
    node.before = s.space_before;
    node.after = s.space_after;
    node.height = out.head ? out.head->height : Length{};
    for (const Grid& group : out.groups) node.height += group.height;
    node.value = std::move(out);
    return node;
}

Result<void> Measurer::rows(std::vector<Grid>& out, const std::vector<form::Row>& rows,
                            const std::vector<Track>& tracks, const form::Table& table, std::uint32_t part,
                            const std::string& place) {
    const int count = static_cast<int>(rows.size());
    auto placed = place_cells(rows, static_cast<int>(tracks.size()), place);
    if (!placed) return forward(std::move(placed));
    std::vector<GridCell> cells;
    cells.reserve(placed->size());
    std::uint32_t row_element = no_element;
    int row = -1;
    for (const PlacedCell& one : *placed) {
        for (; row < one.row; ++row) row_element = element(page::Role::row, part);
        auto measured = cell(one, tracks, table, row_element);
        if (!measured) return forward(std::move(measured));
        cells.push_back(std::move(*measured));
    }
    // A row that spans from above fill has no cells, and stays a row.
    for (; row < count - 1; ++row) element(page::Role::row, part);
    // A head is repeated as a whole, whatever spans it has.
    std::vector<int> ends = &rows == &table.head ? std::vector<int>{count} : group_ends(*placed, count);
    std::size_t next = 0;
    int from = 0;
    for (const int to : ends) {
        out.push_back(grid_of(cells, next, rows, from, to));
        from = to;
    }
    return {};
}

Result<GridCell> Measurer::cell(const PlacedCell& placed, const std::vector<Track>& tracks,
                                const form::Table& table, std::uint32_t row) {
    const form::Style& s = style(placed.cell ? placed.cell->style : table.style);
    GridCell out;
    out.row = placed.row;
    out.column = placed.column;
    out.rows = placed.rows;
    out.x = tracks[static_cast<std::size_t>(placed.column)].left;
    out.width = tracks[static_cast<std::size_t>(placed.column + placed.columns - 1)].right - out.x;
    out.padding_x = s.padding_x;
    out.padding_y = s.padding_y;
    out.border = s.border;
    out.colour = s.colour;
    out.vertical = s.vertical;
    const bool header = placed.cell && placed.cell->scope != form::Scope::none;
    out.element = element(header ? page::Role::header_cell : page::Role::data_cell, row);
    if (out.element != no_element) {
        page::Element& cell_element = elements_[out.element];
        cell_element.scope = placed.cell ? scope_of(placed.cell->scope) : page::Scope::none;
        cell_element.rows = placed.rows;
        cell_element.columns = placed.columns;
        if (placed.cell) cell_element.sealed = placed.cell->sealed;
    }
    out.hollow = true;
    if (!placed.cell) return out;
    if (auto done = fill_cell(out, *placed.cell, s); !done) return forward(std::move(done));
    return out;
}

Result<void> Measurer::fill_cell(GridCell& out, const form::Cell& cell, const form::Style& s) {
    const std::size_t elements = elements_.size();
    auto content = inner(cell.blocks, out.width - s.padding_x * 2, out.element, out.content_height);
    if (!content) return forward(std::move(content));
    out.content = std::move(*content);
    out.hollow = elements_.size() == elements;
    // One paragraph is the cell's own text: a P inside TD would say nothing more and double the structure.
    const bool own = out.content.size() == 1 && elements_.size() == elements + 1 &&
                     elements_.back().role == page::Role::paragraph;
    if (!own) return {};
    elements_.pop_back();
    out.content[0].element = out.element;
    return {};
}

}  // namespace hocba::layout
