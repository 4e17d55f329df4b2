// Small flows and looks at their pages, for the tests of layout.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/layout/layout.h"

namespace flows {

using namespace hocba;

inline const text::FontSet& fonts() {
    static const auto set = text::FontSet::open(std::string(HOCBA_SOURCE) + "/fonts/manifest.json");
    REQUIRE(set);
    return *set;
}

enum Styles : form::StyleId { body, justified, cell, big, box };

/// A4 with margins of 20 mm and no furniture: 170 mm × 257 mm are free. Lines are 5 mm.
inline form::Flow flow() {
    form::Flow out;
    out.title = "Học bạ";
    out.language = "vi";
    out.subject = "Nguyễn Văn A";
    const Length margin{20000};
    out.page.margin_top = out.page.margin_right = out.page.margin_bottom = out.page.margin_left = margin;
    form::Style style;
    style.line_height = Length{5000};
    style.size = points(10);
    out.styles.assign(5, style);
    out.styles[justified].align = form::Align::justify;
    out.styles[cell].border = Length{200};
    out.styles[cell].padding_x = out.styles[cell].padding_y = Length{1000};
    out.styles[big].size = points(14);
    out.styles[big].line_height = Length{7000};
    out.styles[box] = out.styles[cell];
    out.sections.emplace_back();
    return out;
}

inline form::Block block(decltype(form::Block::value) value, std::string place = "form.xml:1:1") {
    return {std::move(value), std::move(place)};
}

inline form::Block paragraph(std::string text, form::StyleId style = body, int level = 0) {
    form::Paragraph out;
    out.style = style;
    out.level = level;
    out.inlines.push_back({std::move(text), false, false, form::Field::none});
    return block(out);
}

inline form::Cell table_cell(std::string text, int rows = 1, int columns = 1) {
    form::Cell out;
    out.style = cell;
    out.rows = rows;
    out.columns = columns;
    if (!text.empty()) out.blocks.push_back(paragraph(std::move(text)));
    return out;
}

inline form::Row row(std::vector<form::Cell> cells) {
    form::Row out;
    out.cells = std::move(cells);
    return out;
}

/// Columns of equal width, a head of one cell a column.
inline form::Table table(const std::vector<std::string>& head) {
    form::Table out;
    out.tracks.assign(head.size(), {Length{}, 1});
    std::vector<form::Cell> cells;
    for (const std::string& text : head) {
        cells.push_back(table_cell(text));
        cells.back().scope = form::Scope::column;
    }
    out.head.push_back(row(std::move(cells)));
    return out;
}

inline form::Blocks& blocks(form::Flow& flow) {
    return flow.sections.back().blocks;
}

inline page::Pages laid_out(const form::Flow& flow) {
    auto out = layout::lay_out(flow, fonts());
    if (!out) FAIL(out.error().problems[0].where << ": " << out.error().problems[0].what.en);
    return std::move(*out);
}

inline Problem complaint(const form::Flow& flow, Fault fault) {
    const auto out = layout::lay_out(flow, fonts());
    REQUIRE_FALSE(out);
    CHECK(out.error().fault == fault);
    return out.error().problems[0];
}

/// The texts of a page's groups, artifacts too, in order.
inline std::vector<std::string> texts(const page::Page& page) {
    std::vector<std::string> out;
    for (const page::Group& group : page.groups) {
        std::string text;
        for (const page::Item& item : group.items) {
            if (const auto* run = std::get_if<page::GlyphRun>(&item)) text += run->text;
        }
        if (!text.empty()) out.push_back(text);
    }
    return out;
}

template <class T>
std::vector<T> all(const page::Page& page) {
    std::vector<T> out;
    for (const page::Group& group : page.groups) {
        for (const page::Item& item : group.items) {
            if (const auto* found = std::get_if<T>(&item)) out.push_back(*found);
        }
    }
    return out;
}

/// `count` words "từ", parted by spaces.
inline std::string words(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += i ? " từ" : "từ";
    return out;
}

inline Length width_of(const page::GlyphRun& run) {
    const text::Metrics& metrics = fonts()[run.font].metrics();
    std::int64_t units = 0;
    std::int64_t spaces = 0;
    for (const page::Glyph& glyph : run.glyphs) units += glyph.advance;
    for (const char c : run.text) spaces += c == ' ';
    return Length{units * run.size.um / metrics.units_per_em} + run.word_space * spaces;
}

}  // namespace flows
