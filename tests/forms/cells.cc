// Tables: which cell stands between which rules.
#include <fmt/format.h>

#include <map>
#include <optional>
#include <tuple>

#include "tests/forms/rules.h"

namespace hocba::forms {
namespace {

using page::Element;
using page::Role;

/// Where the structure puts a cell.
struct Place {
    std::uint32_t table = 0, row = 0;
    int column = 0;
};

std::uint32_t table_of(const std::vector<Element>& elements, std::uint32_t row) {
    const std::uint32_t parent = elements[row].parent;
    return elements[parent].role == Role::table ? parent : elements[parent].parent;
}

/// ISO 32000-1, 14.8.4.3.4: a cell takes the first field of its row that spans from above have left.
std::map<std::uint32_t, Place> places_of(const std::vector<Element>& elements) {
    std::map<std::uint32_t, Place> out;
    std::map<std::uint32_t, int> row_numbers;                             // by row; from 0 in its part
    std::map<std::uint32_t, int> rows_in;                                 // by part
    std::map<std::pair<std::uint32_t, std::pair<int, int>>, bool> taken;  // part, row and column
    for (std::uint32_t i = 0; i < elements.size(); ++i) {
        const Element& element = elements[i];
        if (element.role == Role::row) row_numbers[i] = rows_in[element.parent]++;
        if (element.role != Role::header_cell && element.role != Role::data_cell) continue;
        const std::uint32_t part = elements[element.parent].parent;
        const int row = row_numbers[element.parent];
        int column = 0;
        while (taken[{part, {row, column}}]) ++column;
        for (int r = row; r < row + element.rows; ++r)
            for (int c = column; c < column + element.columns; ++c) taken[{part, {r, c}}] = true;
        out[i] = {table_of(elements, element.parent), element.parent, column};
    }
    return out;
}

/// The nearest rules around some ink: nothing if a side has none.
std::optional<Box> field_around(const Sheet& sheet, const Box& ink) {
    Box out{-1, -1, INT64_MAX, INT64_MAX};
    for (const Box& rule : sheet.rules) {
        const std::int64_t x = (rule.left + rule.right) / 2, y = (rule.top + rule.bottom) / 2;
        const bool upright = rule.right - rule.left < rule.bottom - rule.top;
        if (upright && rule.top <= ink.top && rule.bottom >= ink.bottom) {
            if (x <= ink.left) out.left = std::max(out.left, x);
            if (x >= ink.right) out.right = std::min(out.right, x);
        }
        if (!upright && rule.left <= ink.left && rule.right >= ink.right) {
            if (y <= ink.top) out.top = std::max(out.top, y);
            if (y >= ink.bottom) out.bottom = std::min(out.bottom, y);
        }
    }
    if (out.left < 0 || out.top < 0 || out.right == INT64_MAX || out.bottom == INT64_MAX) return std::nullopt;
    return out;
}

class Cells {
  public:
    Cells(const page::Pages& pages, Findings& findings)
        : elements_(pages.elements), findings_(findings), places_(places_of(pages.elements)) {}

    void check(const Sheet& sheet) {
        std::map<std::uint32_t, Box> inks;
        const Printed* above = nullptr;
        for (const Printed& text : sheet.texts) {
            if (text.element == page::Group::artifact) continue;
            const std::uint32_t cell = cell_of(elements_, text.element);
            if (cell != 0) inks[cell] = around(inks[cell], text.ink);
            if (cell != 0 && above && above->group == text.group) head_words(sheet, cell, *above, text);
            above = &text;
        }
        rows_.clear();
        std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>, std::uint32_t> owners;
        for (const auto& [cell, ink] : inks) {
            const auto field = field_around(sheet, ink);
            if (!field) continue;  // without borders
            const auto key = std::tuple(field->left, field->top, field->right, field->bottom);
            if (!owners.emplace(key, cell).second) add(sheet, cell, "two cells stand in one field");
            place(sheet, cell, *field);
        }
    }

  private:
    void add(const Sheet& sheet, std::uint32_t cell, const char* what) {
        findings_.push_back(fmt::format("page {}: {}: element {}", sheet.number, what, cell));
    }
    /// The form's own words fit its columns: a line of a column's head ends after a space or a hyphen.
    void head_words(const Sheet& sheet, std::uint32_t cell, const Printed& above, const Printed& text) {
        const bool head = elements_[cell].scope == page::Scope::column;
        const bool new_line = above.run->origin.y != text.run->origin.y;
        const char last = above.run->text.back();
        if (head && new_line && last != ' ' && last != '-' && last != '/')
            add(sheet, cell, "a word of a head is broken");
    }
    void place(const Sheet& sheet, std::uint32_t cell, const Box& field) {
        const Place& at = places_.at(cell);
        const Element& element = elements_[cell];
        const std::pair across{field.left, field.right}, down{field.top, field.bottom};
        const auto [column, new_column] =
            columns_.try_emplace(std::tuple(at.table, at.column, element.columns), across);
        if (!new_column && column->second != across) add(sheet, cell, "a text stands beside its column");
        if (element.rows > 1) return;
        const auto [row, new_row] = rows_.try_emplace(at.row, down);
        if (!new_row && row->second != down) add(sheet, cell, "a text stands outside its row");
    }

    using Edges = std::pair<std::int64_t, std::int64_t>;
    const std::vector<Element>& elements_;
    Findings& findings_;
    std::map<std::uint32_t, Place> places_;
    std::map<std::tuple<std::uint32_t, int, int>, Edges> columns_;  // of all pages
    std::map<std::uint32_t, Edges> rows_;                           // of one page
};

}  // namespace

void check_cells(const Sheets& sheets, const page::Pages& pages, Findings& findings) {
    std::map<std::uint32_t, bool> bodies;  // by table with a head: ISO 14289-1, 7.2
    for (const Element& element : pages.elements) {
        if (element.role == Role::table_head) bodies.try_emplace(element.parent, false);
        if (element.role == Role::table_body) bodies[element.parent] = true;
    }
    for (const auto& [table, has_body] : bodies)
        if (!has_body) findings.push_back(fmt::format("a table has a head and no body: element {}", table));
    Cells cells(pages, findings);
    for (const Sheet& sheet : sheets) cells.check(sheet);
}

}  // namespace hocba::forms
