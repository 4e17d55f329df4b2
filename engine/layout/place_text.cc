// Lines to glyph runs: one run for each stretch of one font.
#include "engine/layout/place.h"

namespace hocba::layout {
namespace {

/// Grows the runs of one line, from left to right.
class Runs {
  public:
    Runs(const Passage& passage, text::Shaper& shaper, Point start, Length word_space)
        : passage_(passage), shaper_(shaper), start_(start), word_space_(word_space) {}

    void add(const text::Piece& piece, page::Group& group) {
        if (!run_ || run_->font != piece.font) begin(piece.font, group);
        append(*piece.word, piece.text);
        const text::Word& space = shaper_.shape(piece.font, " ");
        for (std::uint32_t i = 0; i < piece.spaces; ++i) append(space, " ");
        spaces_ += piece.spaces;
    }

  private:
    void begin(text::FontId font, page::Group& group) {
        const int em = shaper_.fonts()[font].metrics().units_per_em;
        page::GlyphRun run;
        run.font = font;
        run.size = passage_.size;
        run.origin = start_;
        run.origin.x += text::scaled(units_, passage_.size, em) + word_space_ * spaces_;
        run.word_space = word_space_;
        run.colour = passage_.colour;
        group.items.emplace_back(std::move(run));
        run_ = &std::get<page::GlyphRun>(group.items.back());
    }

    void append(const text::Word& word, std::string_view text) {
        const auto base = static_cast<std::uint32_t>(run_->text.size());
        for (const text::ShapedGlyph& glyph : word.glyphs) {
            run_->glyphs.push_back(
                {glyph.id, glyph.advance, glyph.x_offset, glyph.y_offset, base + glyph.cluster});
        }
        run_->text += text;
        units_ += word.width;
    }

    const Passage& passage_;
    text::Shaper& shaper_;
    Point start_;
    Length word_space_;
    std::int64_t units_ = 0;
    std::int64_t spaces_ = 0;
    page::GlyphRun* run_ = nullptr;
};

struct Filling {
    Length left, word_space;
};

/// A justified line ends less than one micrometre a gap before its edge, and never behind it. A line whose
/// gaps would grow by more than half a space (a quarter of the type's size) is left as it is: few words would
/// stand far apart.
Filling filling(form::Align align, Length free, Length size, const text::Line& line) {
    switch (align) {
        case form::Align::left:
            return {};
        case form::Align::centre:
            return {free / 2, {}};
        case form::Align::right:
            return {free, {}};
        case form::Align::justify:
            if (line.broken && line.gaps > 0 && free / line.gaps <= size / 8) return {{}, free / line.gaps};
            return {};
    }
    return {};
}

}  // namespace

void Canvas::add_lines(page::Group& group, const TextSlice& slice, Point at) {
    for (std::uint32_t line = slice.first; line < slice.last; ++line) {
        add_line(group, *slice.passage, line, at);
        at.y += slice.passage->line_height;
    }
}

void Canvas::add_line(page::Group& group, const Passage& passage, std::uint32_t index, Point at) {
    const text::Line& line = passage.lines[index];
    const Length indent = index == 0 ? passage.indent : Length{};
    const int em = shaper_.fonts()[passage.pieces[line.first].font].metrics().units_per_em;
    const Length natural = text::scaled(line.natural, passage.size, em);
    const Filling fill = filling(passage.align, passage.width - indent - natural, passage.size, line);
    Runs runs(passage, shaper_, {at.x + indent + fill.left, at.y + passage.baseline}, fill.word_space);
    for (std::uint32_t i = line.first; i < line.last; ++i) runs.add(passage.pieces[i], group);
}

}  // namespace hocba::layout
