// Columns and boxes: grids of one row.
#include <fmt/format.h>

#include <algorithm>

#include "engine/layout/complaint.h"
#include "engine/layout/measure.h"
#include "engine/layout/stack.h"
#include "engine/layout/table_rows.h"

namespace hocba::layout {
namespace {

// form-language.md, rule 8: the floor of overflow="shrink", in half points.
constexpr int floor_half_points = 18;

int half_points_below(Length size) {
    const int half = static_cast<int>(to_points(size) * 2);
    return points(half / 2.0) < size ? half : half - 1;
}

}  // namespace

Result<Node> Measurer::columns(const form::Columns& columns, Length width, std::uint32_t parent,
                               const std::string& place) {
    auto tracks = tracks_of(columns.tracks, columns.gap, width, place);
    if (!tracks) return forward(std::move(tracks));
    if (columns.blocks.size() > tracks->size()) {
        return fail(Fault::form, place,
                    {fmt::format("{} khối nhưng chỉ có {} cột", columns.blocks.size(), tracks->size()),
                     fmt::format("{} blocks for {} columns", columns.blocks.size(), tracks->size())});
    }
    Node out;
    Grid grid;
    for (std::size_t i = 0; i < columns.blocks.size(); ++i) {
        GridCell cell;
        cell.column = static_cast<int>(i);
        cell.x = (*tracks)[i].left;
        cell.width = (*tracks)[i].right - cell.x;
        cell.vertical = columns.align;
        if (auto done = append(cell.content, columns.blocks[i], cell.width, parent); !done)
            return forward(std::move(done));
        cell.content_height = settle(cell.content);
        if (!cell.content.empty()) {
            out.before = std::max(out.before, cell.content.front().before);
            out.after = std::max(out.after, cell.content.back().after);
            out.with_next = out.with_next || cell.content.back().with_next;
        }
        grid.cells.push_back(std::move(cell));
    }
    grid.minimum = {Length{}};
    grid.keep = {true};
    settle_rows(grid);
    out.height = grid.height;
    out.value = std::move(grid);
    return out;
}

Result<Node> Measurer::box(const form::Box& box, Length width, std::uint32_t parent,
                           const std::string& place) {
    const form::Style& s = style(box.style);
    GridCell cell;
    cell.width = width;
    cell.padding_x = s.padding_x;
    cell.padding_y = s.padding_y;
    cell.border = s.border;
    cell.colour = s.colour;
    cell.vertical = s.vertical;
    const bool fixed = box.overflow != form::Overflow::grow;
    const Length height = std::max(box.height.value_or(Length{}), box.min_height);
    const Length room = fixed ? height - s.padding_y * 2 : Length{INT64_MAX};
    auto content = box_content(box, width - s.padding_x * 2, room, parent, place, cell.content_height);
    if (!content) return forward(std::move(content));
    cell.content = std::move(*content);

    Node out;
    Grid grid;
    grid.cells.push_back(std::move(cell));
    grid.minimum = {height};
    grid.keep = {fixed};
    settle_rows(grid);
    out.before = s.space_before;
    out.after = s.space_after;
    out.height = grid.height;
    out.value = std::move(grid);
    return out;
}

Result<Content> Measurer::box_content(const form::Box& box, Length width, Length room, std::uint32_t parent,
                                      const std::string& place, Length& height) {
    const std::size_t elements = elements_.size();
    const Length outside = std::exchange(largest_, Length{});
    auto content = inner(box.blocks, width, parent, height);
    const bool too_wide = !content && content.error().fault == Fault::form;
    const bool shrinks = box.overflow == form::Overflow::shrink;
    if (shrinks && (too_wide || (content && height > room))) {
        elements_.resize(elements);
        content = shrunk(box, width, room, parent, height);
    }
    largest_ = std::max(largest_, outside);
    if (!content || height <= room) return content;
    const char* vi = shrinks ? "kể cả với cỡ chữ 9, " : "";
    const char* en = shrinks ? ", even in 9 pt" : "";
    return does_not_fit(
        place,
        {fmt::format("{}nội dung khung “{}” của {} cao hơn khung", vi, box.name, flow_.subject),
         fmt::format("the content of the box “{}” of {} is taller than the box{}", box.name, flow_.subject,
                     en)},
        height - room);
}

Result<Content> Measurer::shrunk(const form::Box& box, Length width, Length room, std::uint32_t parent,
                                 Length& height) {
    const Length outside = type_limit_;
    const std::size_t elements = elements_.size();
    const std::size_t slots = slots_.size();
    Result<Content> out;
    // In half points, but at least once, so that a box already at the floor still has its complaint.
    int half = std::max(half_points_below(largest_), floor_half_points);
    for (; half >= floor_half_points; --half) {
        elements_.resize(elements);
        slots_.resize(slots);
        type_limit_ = std::min(outside, points(half / 2.0));
        out = inner(box.blocks, width, parent, height);
        if (!out && out.error().fault != Fault::form) break;
        if (out && height <= room) break;
    }
    type_limit_ = outside;
    return out;
}

}  // namespace hocba::layout
