#include "engine/layout/place.h"

#include <algorithm>

#include "engine/layout/rules.h"

namespace hocba::layout {
namespace {

constexpr Colour draft_colour{192, 0, 0};
constexpr Length draft_rule = points(0.75);

Length lowered(form::VerticalAlign align, Length free) {
    if (free.um <= 0) return {};
    switch (align) {
        case form::VerticalAlign::top:
            return {};
        case form::VerticalAlign::middle:
            return free / 2;
        case form::VerticalAlign::bottom:
            return free;
    }
    return {};
}

Length height_of_rows(const Grid& grid, int from, int to) {
    Length out;
    for (int row = from; row < to; ++row) out += grid.heights[static_cast<std::size_t>(row)];
    return out;
}

Length clamped(Length value, Length most) {
    return std::max(Length{}, std::min(value, most));
}

}  // namespace

page::Group& Canvas::group(std::uint32_t element) {
    page::Group out;
    out.element = artifact_ ? page::Group::artifact : element;
    out.furniture = artifact_;
    page_.groups.push_back(std::move(out));
    return page_.groups.back();
}

void Canvas::place(const Content& content, Point at) {
    for (const Node& node : content) {
        at.y += node.gap;
        place(node, at);
        if (!node.weightless) at.y += node.height;
    }
}

void Canvas::place(const Node& node, Point at) {
    struct Visitor {
        Canvas& canvas;
        const Node& node;
        Point at;
        void operator()(const TextSlice& slice) const { canvas.place(slice, node.element, at); }
        void operator()(const Leaf& leaf) const { canvas.place(leaf, node, at); }
        void operator()(const Break&) const {}
        void operator()(const Kept& kept) const { canvas.place(kept.content, at); }
        void operator()(const Grid& grid) const { canvas.place(grid, at); }
        void operator()(const Table& table) const { canvas.place(table, at); }
    };
    std::visit(Visitor{*this, node, at}, node.value);
}

void Canvas::place(const TextSlice& slice, std::uint32_t element, Point at) {
    if (slice.first == slice.last) return;
    add_lines(group(element), slice, at);
}

void Canvas::place(const Passage& passage, Point at) {
    place(TextSlice{&passage, 0, static_cast<std::uint32_t>(passage.lines.size())}, no_element, at);
}

void Canvas::place(const Grid& grid, Point at) {
    for (const GridCell& cell : grid.cells) {
        const Rect area{at.x + cell.x, at.y + height_of_rows(grid, 0, cell.row), cell.width,
                        height_of_rows(grid, cell.row, cell.row + cell.rows)};
        add_frame(rules_, area, cell.border, cell.colour);
        if (cell.hollow && cell.element != no_element && !artifact_) group(cell.element);
        const Length free = area.height - cell.padding_y * 2 - cell.content_height;
        place(cell.content,
              {area.x + cell.padding_x, area.y + cell.padding_y + lowered(cell.vertical, free)});
    }
}

void Canvas::place(const Table& table, Point at) {
    const Point top = at;
    if (table.head) {
        // The head is in the structure once; its repetitions only help the eye (ISO 32000-1, 14.8.2.2).
        const bool outside = artifact_;
        artifact_ = outside || table.continued;
        place(*table.head, at);
        artifact_ = outside;
        at.y += table.head->height;
    }
    for (const Grid& group : table.groups) {
        place(group, at);
        at.y += group.height;
    }
    add_frame(rules_, {top.x, top.y, table.width, at.y - top.y}, table.border, table.colour);
}

void Canvas::place(const Leaf& leaf, const Node& node, Point at) {
    struct Visitor {
        Canvas& canvas;
        const Leaf& leaf;
        const Node& node;
        Point at;
        void operator()(const form::Signature* signature) const {
            canvas.place_slot(*signature, leaf, node, at);
        }
        void operator()(const form::SealSquare* seal) const { canvas.place_seal(*seal, leaf, at); }
        void operator()(const form::Picture* picture) const {
            const Rect area{at.x, at.y, leaf.width, node.height};
            canvas.group(node.element).items.push_back(page::Image{area, picture->png});
        }
    };
    std::visit(Visitor{*this, leaf, node, at}, leaf.block);
}

/// ND 30/2020, Phụ lục I, II.8a: the stamp covers about a third of the picture of the signature, on its left.
/// How wide that picture is, only its signing tells; it stands in the middle of its slot. So the stamp's
/// field reaches from where the stamp lies on the widest picture to the middle of the slot.
Rect Canvas::stamp_area(const form::Signature& signature, Length stamp) const {
    const Rect slot = slots_.find(signature.overlaps)->second;
    const Length width = stamp + slot.width / 6;
    const Length middle = slot.x + slot.width / 2;
    const Length top = slot.y + (slot.height - signature.height) / 2;
    return {clamped(middle - width, page_.size.width - width),
            clamped(top, page_.size.height - signature.height), width, signature.height};
}

void Canvas::place_slot(const form::Signature& signature, const Leaf& leaf, const Node& node, Point at) {
    Rect area{at.x, at.y, leaf.width, signature.height};
    if (!signature.overlaps.empty()) area = stamp_area(signature, leaf.width);
    slots_[signature.name] = area;
    group(node.element).items.push_back(page::Slot{signature.name, signature.tooltip, area, signature.lock});
}

void Canvas::place_seal(const form::SealSquare& seal, const Leaf& leaf, Point at) {
    page::Element figure;
    figure.role = page::Role::figure;
    figure.alt = seal.alt;
    const Rect area{at.x, at.y, leaf.width, seal.size};
    page::Group out;
    out.element = static_cast<std::uint32_t>(elements_.size());
    if (leaf.mark) {
        // Inside its square, so that it touches no text above.
        const Length half = draft_rule / 2;
        const Rect inside{area.x + half, area.y + half, area.width - half * 2, area.height - half * 2};
        std::vector<page::Stroke> frame;
        add_frame(frame, inside, draft_rule, draft_colour);
        for (const page::Stroke& edge : frame) out.items.push_back(edge);
        const auto count = static_cast<std::uint32_t>(leaf.mark->lines.size());
        const Length free = area.height - leaf.mark->line_height * count;
        add_lines(out, {leaf.mark, 0, count}, {area.x, area.y + free / 2});
    } else {
        out.items.push_back(page::Seal{area, {}});
    }
    elements_.push_back(std::move(figure));
    page_.groups.push_back(std::move(out));
}

void Canvas::finish() {
    if (rules_.empty()) return;
    page::Group out;
    out.furniture = artifact_;
    for (const page::Stroke& rule : joined(std::move(rules_))) out.items.push_back(rule);
    page_.groups.insert(page_.groups.begin() + static_cast<std::ptrdiff_t>(start_), std::move(out));
}

}  // namespace hocba::layout
