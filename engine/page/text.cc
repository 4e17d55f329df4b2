// The text of a page in reading order, as the seal's digest sees it.
#include <optional>

#include "engine/page/page.h"

namespace hocba::page {
namespace {

constexpr char cell_mark = '\x1F';
constexpr char block_mark = '\n';

bool is_cell(Role role) {
    return role == Role::data_cell || role == Role::header_cell;
}

/// The cell that holds an element, itself included; 0 (the document) if none does.
std::uint32_t cell_of(const std::vector<Element>& elements, std::uint32_t element) {
    while (element != 0 && !is_cell(elements[element].role)) element = elements[element].parent;
    return element;
}

/// What parts two groups that follow one another: nothing if one element goes on.
std::string_view mark_between(const std::vector<Element>& elements, std::uint32_t before,
                              std::uint32_t after) {
    static constexpr char marks[] = {cell_mark, block_mark};
    if (before == after) return {};
    const std::uint32_t left = cell_of(elements, before);
    const std::uint32_t right = cell_of(elements, after);
    const bool cells = left != 0 && right != 0 && left != right;
    const bool one_row = cells && elements[left].parent == elements[right].parent;
    return {one_row ? &marks[0] : &marks[1], 1};
}

}  // namespace

std::string text_of(const Pages& pages, std::size_t page) {
    std::string out;
    std::optional<std::uint32_t> before;
    for (const Group& group : pages.pages[page].groups) {
        if (group.element == Group::artifact || group.furniture) continue;
        const Role role = pages.elements[group.element].role;
        if (role == Role::figure || role == Role::form) continue;  // the seal, pictures and slots: no text
        if (before) out += mark_between(pages.elements, *before, group.element);
        before = group.element;
        for (const Item& item : group.items) {
            if (const auto* run = std::get_if<GlyphRun>(&item)) out += run->text;
        }
    }
    return out;
}

}  // namespace hocba::page
