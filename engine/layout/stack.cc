#include "engine/layout/stack.h"

#include <algorithm>

#include "engine/layout/table_break.h"

namespace hocba::layout {
namespace {

// A paragraph leaves no single line at the foot of a page and takes none to the top of the next.
constexpr std::uint32_t least_lines = 2;

struct Part {
    Node& node;
    Length available, full;

    std::optional<Node> operator()(TextSlice& slice) const {
        const std::uint32_t lines = lines_of(slice);
        if (lines == 0) return std::nullopt;
        Node front = node;
        std::get<TextSlice>(front.value).last = slice.first + lines;
        front.height = slice.passage->line_height * lines;
        slice.first += lines;
        node.height = slice.passage->line_height * (slice.last - slice.first);
        return front;
    }
    std::optional<Node> operator()(Leaf&) const { return std::nullopt; }
    std::optional<Node> operator()(Break&) const { return std::nullopt; }
    std::optional<Node> operator()(Kept& kept) const {
        if (node.height <= full) return std::nullopt;
        std::size_t first = 0;
        Content taken = take(kept.content, first, kept.content.size(), available, full);
        if (taken.empty()) return std::nullopt;
        kept.content.erase(kept.content.begin(), kept.content.begin() + static_cast<std::ptrdiff_t>(first));
        return split(Kept{std::move(taken)}, settle(std::get<Kept>(node.value).content));
    }
    std::optional<Node> operator()(Grid& grid) const {
        auto front = take_rows(grid, available, full);
        if (!front) return std::nullopt;
        return split(std::move(*front), grid.height);
    }
    std::optional<Node> operator()(Table& table) const {
        auto front = take_groups(table, available, full);
        if (!front) return std::nullopt;
        return split(std::move(*front), height_of(table));
    }

    /// How many lines go before the cut; an empty page takes what it can.
    std::uint32_t lines_of(const TextSlice& slice) const {
        const std::uint32_t count = slice.last - slice.first;
        const std::int64_t fit = available.um / slice.passage->line_height.um;
        if (fit <= 0 || fit >= count) return 0;
        const auto most = std::min(static_cast<std::uint32_t>(fit), count - std::min(count, least_lines));
        if (most >= least_lines && !node.with_next) return most;
        return available >= full ? static_cast<std::uint32_t>(fit) : 0;
    }

    static Length height(Kept& kept) { return settle(kept.content); }
    static Length height(const Grid& grid) { return grid.height; }
    static Length height(const Table& table) { return height_of(table); }

    /// The front as a block of its own; the node has kept the rest, of the given height.
    template <class Value>
    Node split(Value value, Length rest) const {
        Node front;
        front.before = node.before;
        front.gap = node.gap;
        front.element = node.element;
        front.place = node.place;
        front.height = height(value);
        front.value = std::move(value);
        node.height = rest;
        return front;
    }
};

/// A heading stays with what follows it, on the next page; only if it is alone on this one, it stays.
std::size_t without_headings(const Content& content, std::size_t first, std::size_t end, bool page_is_empty) {
    std::size_t kept = end;
    while (kept > first && content[kept - 1].with_next) --kept;
    return kept == first && page_is_empty ? end : kept;
}

}  // namespace

Length settle(Content& content) {
    Length height;
    Length after;
    bool top = true;
    for (Node& node : content) {
        if (node.weightless) continue;
        node.gap = top ? Length{} : std::max(after, node.before);
        after = node.after;
        height += node.gap + node.height;
        top = false;
    }
    return height;
}

std::optional<Node> take_part(Node& node, Length available, Length full) {
    return std::visit(Part{node, available, full}, node.value);
}

Content take(Content& content, std::size_t& first, std::size_t last, Length available, Length full) {
    Length used;
    std::size_t end = first;
    while (end < last && used + content[end].gap + content[end].height <= available) {
        used += content[end].gap + content[end].height;
        ++end;
    }
    std::optional<Node> part;
    if (end < last) part = take_part(content[end], available - used - content[end].gap, full);
    if (end < last && !part) end = without_headings(content, first, end, available >= full);
    Content taken;
    taken.reserve(end - first + 1);
    for (; first < end; ++first) taken.push_back(std::move(content[first]));
    if (part) taken.push_back(std::move(*part));
    if (first < last) content[first].gap = {};
    return taken;
}

Length smallest_part(const Node& node) {
    struct Smallest {
        const Node& node;
        Length operator()(const TextSlice& slice) const { return slice.passage->line_height; }
        Length operator()(const Leaf&) const { return node.height; }
        Length operator()(const Break&) const { return {}; }
        Length operator()(const Kept& kept) const {
            return kept.content.empty() ? Length{} : smallest_part(kept.content[0]);
        }
        Length operator()(const Grid& grid) const { return smallest_part_of(grid); }
        Length operator()(const Table& table) const {
            const Length head = table.head ? table.head->height : Length{};
            return table.groups.empty() ? head : head + smallest_part_of(table.groups[0]);
        }
    };
    return std::visit(Smallest{node}, node.value);
}

}  // namespace hocba::layout
