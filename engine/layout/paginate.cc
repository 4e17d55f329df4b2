#include "engine/layout/paginate.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/layout/complaint.h"
#include "engine/layout/stack.h"

namespace hocba::layout {
namespace {

/// A copy of the place; layout also makes blocks that no form names.
std::string place_of(const Node& node) {
    return node.place ? *node.place : std::string();
}

Length height_of(const Content& content) {
    Length out;
    for (const Node& node : content) out += node.gap + (node.weightless ? Length{} : node.height);
    return out;
}

}  // namespace

Paginator::Paginator(page::Pages& pages, const form::PageMaster& master, Slots& slots, text::Shaper& shaper)
    : pages_(pages), slots_(slots), shaper_(shaper), paper_(master.size) {
    body_.x = master.margin_left;
    body_.y = master.margin_top + master.header_height;
    body_.width = master.size.width - master.margin_left - master.margin_right;
    body_.height = master.size.height - body_.y - master.margin_bottom - master.footer_height;
    begin_page();
}

void Paginator::begin_page() {
    pages_.pages.emplace_back();
    pages_.pages.back().size = paper_;
    pages_.pages.back().year = year_;
    used_ = after_ = {};
}

Result<void> Paginator::add(Content content, bool new_page, std::uint32_t year) {
    year_ = year;
    if (new_page && !page_is_empty()) begin_page();
    if (page_is_empty()) pages_.pages.back().year = year;
    std::size_t first = 0;
    while (first < content.size()) {
        std::size_t last = first;
        while (last < content.size() && !std::holds_alternative<Break>(content[last].value)) ++last;
        if (auto done = add_until(content, first, last); !done) return done;
        if (last < content.size() && !page_is_empty()) begin_page();
        first = last + 1;
    }
    return {};
}

Result<void> Paginator::add_until(Content& content, std::size_t& first, std::size_t last) {
    while (first < last) {
        content[first].gap = page_is_empty() ? Length{} : std::max(after_, content[first].before);
        Content taken = take(content, first, last, body_.height - used_, body_.height);
        if (taken.empty() && page_is_empty()) return too_tall(content[first]);
        Canvas canvas(pages_.pages.back(), pages_.elements, slots_, shaper_, false);
        canvas.place(taken, {body_.x, body_.y + used_});
        canvas.finish();
        used_ += height_of(taken);
        if (!taken.empty()) after_ = taken.back().after;
        if (first < last) begin_page();
    }
    return {};
}

tl::unexpected<Error> Paginator::too_tall(const Node& node) const {
    return does_not_fit(
        fmt::format("page {}, {}", pages_.pages.size(), place_of(node)),
        {"nội dung không chia được và cao hơn một trang", "content that cannot be cut is taller than a page"},
        smallest_part(node) - body_.height);
}

}  // namespace hocba::layout
