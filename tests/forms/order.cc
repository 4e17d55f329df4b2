// Reading order, headings and single lines.
#include <fmt/format.h>

#include <set>

#include "tests/forms/rules.h"

namespace hocba::forms {
namespace {

using page::Element;
using page::Role;

std::uint32_t up_to(const std::vector<Element>& elements, std::uint32_t element, auto wanted) {
    while (element != 0 && !wanted(elements[element].role)) element = elements[element].parent;
    return element;
}

/// What one page says of its body.
struct Body {
    std::uint32_t first = 0, last = 0;            // elements
    std::size_t first_lines = 0, last_lines = 0;  // of these elements
    bool one_element = true, headings_only = true;
};

class Order {
  public:
    Order(const page::Pages& pages, Findings& findings) : elements_(pages.elements), findings_(findings) {}

    void check(const Sheet& sheet) {
        const Body body = read(sheet);
        if (body.first == 0) return;
        if (before_.first != 0) turn(sheet.number, body);
        before_ = body;
    }

  private:
    void add(std::size_t page, const char* what, const std::string& which) {
        findings_.push_back(fmt::format("page {}: {}: {}", page, what, which));
    }

    Body read(const Sheet& sheet) {
        Body out;
        std::set<std::int64_t> lines;
        const Printed* above = nullptr;
        for (const Printed& text : sheet.texts) {
            if (text.furniture || text.element == page::Group::artifact) continue;
            const std::string& words = text.run->text;
            if (text.element < out.last) add(sheet.number, "reading order is not the structure's", words);
            if (above && above->group == text.group && goes_back(*above, text))
                add(sheet.number, "a text stands before the one it follows", words);
            if (text.element != out.last) lines.clear();
            if (out.first == 0) out.first = text.element;
            out.one_element = text.element == out.first;
            out.headings_only = out.headings_only && elements_[text.element].role == Role::heading;
            out.last = text.element;
            lines.insert(text.run->origin.y.um);
            out.last_lines = lines.size();
            if (out.last == out.first) out.first_lines = lines.size();
            above = &text;
        }
        return out;
    }
    static bool goes_back(const Printed& a, const Printed& b) {
        const Point& from = a.run->origin;
        const Point& to = b.run->origin;
        return to.y < from.y || (to.y == from.y && to.x < from.x);
    }

    /// From one page to the next.
    void turn(std::size_t page, const Body& body) {
        const Element& last = elements_[before_.last];
        const bool one_section = section_of(elements_, before_.last) == section_of(elements_, body.first);
        // A heading may have nothing below it: then the next heading is of its level.
        const Element& next = elements_[body.first];
        const bool heads_nothing = next.role == Role::heading && next.level <= last.level;
        const bool follows = body.first > before_.last;  // and is no column that goes on
        if (last.role == Role::heading && one_section && follows && !before_.headings_only && !heads_nothing)
            add(page - 1, "a heading is last on its page", fmt::format("element {}", before_.last));
        const bool divided = before_.last == body.first && last.role == Role::paragraph &&
                             cell_of(elements_, before_.last) == 0;
        if (!divided) return;
        if (before_.last_lines < 2 && !before_.one_element)
            add(page - 1, "a single line is left at the foot", fmt::format("element {}", before_.last));
        if (body.first_lines < 2 && !before_.one_element)
            add(page, "a single line has come to the top", fmt::format("element {}", body.first));
    }

    const std::vector<Element>& elements_;
    Findings& findings_;
    Body before_;
};

}  // namespace

std::uint32_t cell_of(const std::vector<Element>& elements, std::uint32_t element) {
    return up_to(elements, element,
                 [](Role role) { return role == Role::header_cell || role == Role::data_cell; });
}

std::uint32_t section_of(const std::vector<Element>& elements, std::uint32_t element) {
    return up_to(elements, element, [](Role role) { return role == Role::section; });
}

void check_order(const Sheets& sheets, const page::Pages& pages, Findings& findings) {
    Order order(pages, findings);
    for (const Sheet& sheet : sheets) order.check(sheet);
}

}  // namespace hocba::forms
