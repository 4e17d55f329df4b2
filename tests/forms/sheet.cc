#include "tests/forms/sheet.h"

#include <hb.h>

#include <algorithm>

namespace hocba::forms {
namespace {

Box box_of(const page::Stroke& stroke) {
    const std::int64_t half = stroke.width.um / 2;
    const auto [left, right] = std::minmax(stroke.from.x.um, stroke.to.x.um);
    const auto [top, bottom] = std::minmax(stroke.from.y.um, stroke.to.y.um);
    return left == right ? Box{left - half, top, right + half, bottom}
                         : Box{left, top - half, right, bottom + half};
}

/// Sorts the items of one group into a sheet.
struct Sorter {
    Sheet& sheet;
    InkMeter& meter;
    const page::Group& group;
    std::size_t index;
    bool furniture;  // the seal's figure too: it stands in header or footer

    void operator()(const page::GlyphRun& run) const {
        const Box ink = meter.ink(run);
        if (!ink.empty()) sheet.texts.push_back({&run, ink, index, group.element, furniture});
    }
    void operator()(const page::Stroke& stroke) const {
        sheet.rules.push_back(box_of(stroke));
        sheet.everything.push_back(sheet.rules.back());
    }
    void operator()(const page::Fill& fill) const { sheet.everything.push_back(forms::box_of(fill.area)); }
    void operator()(const page::Image& image) const { area(image.area); }
    void operator()(const page::Seal& seal) const { area(seal.area); }
    void operator()(const page::Slot& slot) const {
        const Box box = forms::box_of(slot.area);
        sheet.everything.push_back(box);
        // What overlaps an earlier field is a stamp. Its ring crosses no line above or below that field (NĐ
        // 30/2020, Phụ lục I, II.8a: it covers the signature); beside it a name of 100 letters may reach it.
        // It ends in the middle of the one that it covers (Canvas::stamp_area).
        Box own = box;
        for (const Box& field : sheet.fields)
            if (field.meets(box) && field.left < box.right && box.right < field.right) own.left = field.left;
        sheet.fields.push_back(own);
    }
    void area(const Rect& rect) const {
        sheet.areas.push_back(forms::box_of(rect));
        sheet.everything.push_back(sheet.areas.back());
    }
};

}  // namespace

Box box_of(const Rect& area) {
    return {area.x.um, area.y.um, area.right().um, area.bottom().um};
}

Box around(const Box& a, const Box& b) {
    if (a.empty()) return b;
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

const InkMeter::Extents& InkMeter::extents(text::FontId font, text::GlyphId glyph) {
    const auto [entry, fresh] = known_.try_emplace(std::uint64_t{font} << 16U | glyph);
    if (!fresh) return entry->second;
    hb_glyph_extents_t e{};
    hb_font_get_glyph_extents(fonts_[font].harfbuzz(), glyph, &e);
    entry->second = {e.x_bearing, e.y_bearing, e.width, e.height};
    return entry->second;
}

Box InkMeter::ink(const page::GlyphRun& run) {
    const std::int64_t em = fonts_[run.font].metrics().units_per_em;
    const auto um = [&](std::int64_t units) { return units * run.size.um / em; };
    Box out;
    std::int64_t pen = 0, spaces = 0;
    for (const page::Glyph& glyph : run.glyphs) {
        const Extents& e = extents(run.font, glyph.id);
        const std::int64_t left =
            run.origin.x.um + run.word_space.um * spaces + um(pen + glyph.x_offset + e.x);
        const std::int64_t top = run.origin.y.um - um(glyph.y_offset + e.y);
        const Box ink{left, top, left + um(e.width), top - um(e.height)};
        if (!ink.empty()) out = around(out, ink);
        pen += glyph.advance;
        spaces += glyph.cluster < run.text.size() && run.text[glyph.cluster] == ' ';
    }
    return out;
}

Sheet sheet_of(const page::Pages& pages, std::size_t page, InkMeter& meter) {
    Sheet out;
    out.number = page + 1;
    const page::Page& source = pages.pages[page];
    out.paper = {0, 0, source.size.width.um, source.size.height.um};
    for (std::size_t i = 0; i < source.groups.size(); ++i) {
        const page::Group& group = source.groups[i];
        const bool figure = group.element != page::Group::artifact &&
                            pages.elements[group.element].role == page::Role::figure;
        for (const page::Item& item : group.items)
            std::visit(Sorter{out, meter, group, i, group.furniture || figure}, item);
    }
    return out;
}

}  // namespace hocba::forms
