#include "engine/layout/measure.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/layout/complaint.h"
#include "engine/layout/stack.h"

namespace hocba::layout {
namespace {

bool is_empty(const form::Paragraph& paragraph) {
    return std::all_of(paragraph.inlines.begin(), paragraph.inlines.end(), [](const form::Inline& part) {
        return part.text.empty() && part.field == form::Field::none;
    });
}

/// The baseline of a line, and a line tall enough for capitals with two marks, for dots below, and for what
/// else this text has: a breve over Ê is taller than any Vietnamese letter.
void set_vertical(Passage& out, const std::vector<text::Span>& spans, text::Shaper& shaper) {
    std::int32_t ascent = 0, descent = 0, top = 0, bottom = 0;
    int em = 1;
    for (const text::Span& span : spans) {
        const text::Metrics& metrics = shaper.fonts()[span.font].metrics();
        em = metrics.units_per_em;
        ascent = std::max(ascent, metrics.ascent);
        descent = std::min(descent, metrics.descent);
        top = std::max(top, shaper.tallest(span.font));
        bottom = std::min(bottom, shaper.deepest(span.font));
    }
    for (const text::Piece& piece : out.pieces) {
        top = std::max(top, piece.word->top);
        bottom = std::min(bottom, piece.word->bottom);
    }
    const Length up = text::scaled(ascent, out.size, em);
    const Length down = -text::scaled(descent, out.size, em);
    out.baseline = std::max((out.line_height - up - down) / 2 + up, text::scaled(top, out.size, em));
    out.line_height = std::max(out.line_height, out.baseline - text::scaled(bottom, out.size, em));
}

}  // namespace

std::uint32_t Measurer::element(page::Role role, std::uint32_t parent) {
    if (furniture_) return no_element;
    page::Element out;
    out.role = role;
    out.parent = parent;
    elements_.push_back(std::move(out));
    return static_cast<std::uint32_t>(elements_.size() - 1);
}

Result<Content> Measurer::body(const form::Blocks& blocks, Length width, std::uint32_t section) {
    Content out;
    if (auto done = append(out, blocks, width, section); !done) return forward(std::move(done));
    settle(out);
    return out;
}

Result<Content> Measurer::furniture(const form::Blocks& blocks, Length width, Numbers numbers) {
    furniture_ = true;
    numbers_ = numbers;
    auto out = body(blocks, width, no_element);
    furniture_ = false;
    return out;
}

Result<Passage> Measurer::passage(const std::string& text, const form::Style& style, Length width) {
    auto font = shaper_.fonts().find(style.family, style.bold, style.italic);
    if (!font) return forward(std::move(font));
    // The pieces point into the text, so it must be the one kept here.
    const std::vector<text::Span> kept{{strings_.emplace_back(text), *font}};
    Passage out;
    out.align = style.align;
    out.size = style.size;
    out.line_height = style.line_height;
    out.width = width;
    out.colour = style.colour;
    auto cut = text::pieces(kept, shaper_, breaker_, flow_.title);
    if (!cut) return forward(std::move(cut));
    out.pieces = std::move(*cut);
    out.lines = text::fill(out.pieces, {out.size, width, {}}, shaper_).lines;
    set_vertical(out, kept, shaper_);
    return out;
}

Result<void> Measurer::append(Content& out, const form::Blocks& blocks, Length width, std::uint32_t parent) {
    out.reserve(out.size() + blocks.size());
    for (const form::Block& block : blocks) {
        if (auto done = append(out, block, width, parent); !done) return done;
    }
    return {};
}

Result<void> Measurer::append(Content& out, const form::Block& block, Length width, std::uint32_t parent) {
    struct Visitor {
        Measurer& to;
        Content& out;
        Length width;
        std::uint32_t parent;
        const std::string& place;

        Result<void> put(Result<Node> node) const {
            if (!node) return forward(std::move(node));
            node->place = &place;
            out.push_back(std::move(*node));
            return {};
        }
        Result<void> operator()(const form::Paragraph& b) const {
            return put(to.paragraph(b, width, parent, place));
        }
        Result<void> operator()(const form::Stack& b) const {
            return to.append(out, b.blocks, width, parent);
        }
        Result<void> operator()(const form::Keep& b) const {
            Node node;
            Kept kept;
            if (auto done = to.append(kept.content, b.blocks, width, parent); !done) return done;
            if (kept.content.empty()) return {};
            node.height = settle(kept.content);
            node.before = kept.content.front().before;
            node.after = kept.content.back().after;
            node.value = std::move(kept);
            return put(std::move(node));
        }
        Result<void> operator()(const form::Columns& b) const {
            return put(to.columns(b, width, parent, place));
        }
        Result<void> operator()(const form::Box& b) const { return put(to.box(b, width, parent, place)); }
        Result<void> operator()(const form::Table& b) const { return put(to.table(b, width, parent, place)); }
        Result<void> operator()(const form::Signature& b) const {
            return put(to.signature(b, width, parent, place));
        }
        Result<void> operator()(const form::SealSquare& b) const { return put(to.seal(b, width, place)); }
        Result<void> operator()(const form::Picture& b) const {
            return put(to.picture(b, width, parent, place));
        }
        Result<void> operator()(const form::PageBreak&) const {
            Node node;
            node.value = Break{};
            node.weightless = true;
            return put(std::move(node));
        }
    };
    return std::visit(Visitor{*this, out, width, parent, block.place}, block.value);
}

Result<Content> Measurer::inner(const form::Blocks& blocks, Length width, std::uint32_t parent,
                                Length& height) {
    Content out;
    if (auto done = append(out, blocks, width, parent); !done) return forward(std::move(done));
    height = settle(out);
    return out;
}

Result<Node> Measurer::paragraph(const form::Paragraph& paragraph, Length width, std::uint32_t parent,
                                 const std::string& place) {
    const form::Style& s = style(paragraph.style);
    auto measured = lines(paragraph, s, width, place);
    if (!measured) return forward(std::move(measured));
    passages_.push_back(std::move(*measured));
    const Passage& passage = passages_.back();

    Node out;
    const auto count = static_cast<std::uint32_t>(passage.lines.size());
    out.value = TextSlice{&passage, 0, count};
    // An empty paragraph leaves a line free; it has no element (PDF/UA-1, 7.1: no empty structure).
    out.height = passage.line_height * std::max<std::int64_t>(1, count);
    out.before = s.space_before;
    out.after = s.space_after;
    out.with_next = paragraph.level > 0;
    if (count == 0) return out;
    out.element = element(paragraph.level > 0 ? page::Role::heading : page::Role::paragraph, parent);
    if (out.element != no_element) {
        elements_[out.element].level = paragraph.level;
        elements_[out.element].sealed = paragraph.sealed;
    }
    return out;
}

Result<std::vector<text::Span>> Measurer::spans(const form::Paragraph& paragraph, const form::Style& style) {
    std::vector<text::Span> out;
    out.reserve(paragraph.inlines.size());
    for (const form::Inline& part : paragraph.inlines) {
        auto font = shaper_.fonts().find(style.family, style.bold || part.bold, style.italic || part.italic);
        if (!font) return forward(std::move(font));
        std::string_view text = part.text;
        if (part.field != form::Field::none) {
            const bool page = part.field == form::Field::page_number;
            text = strings_.emplace_back(std::to_string(page ? numbers_.page : numbers_.count));
        }
        if (!text.empty() || is_empty(paragraph)) out.push_back({text, *font});
    }
    return out;
}

Result<Passage> Measurer::lines(const form::Paragraph& paragraph, const form::Style& style, Length width,
                                const std::string& place) {
    Passage out;
    out.align = style.align;
    out.size = std::min(style.size, type_limit_);
    out.line_height = style.line_height * out.size.um / style.size.um;
    out.width = width;
    out.indent = style.indent;
    out.colour = style.colour;
    largest_ = std::max(largest_, out.size);
    auto parts = spans(paragraph, style);
    if (!parts) return forward(std::move(parts));
    auto cut = text::pieces(*parts, shaper_, breaker_, place);
    if (!cut) return forward(std::move(cut));
    out.pieces = std::move(*cut);
    const text::Measure room{out.size, width, out.indent};
    text::Lines filled = text::fill(out.pieces, room, shaper_);
    if (filled.missing.um > 0) {
        text::break_wide(out.pieces, room, shaper_);
        filled = text::fill(out.pieces, room, shaper_);
    }
    if (filled.missing.um > 0) {
        const std::string_view word = out.pieces[filled.too_wide].text;
        return does_not_fit(place,
                            {fmt::format("chữ “{}” của {} rộng hơn chỗ có", word, flow_.subject),
                             fmt::format("the word “{}” of {} is wider than its room", word, flow_.subject)},
                            filled.missing);
    }
    if (out.align == form::Align::centre) filled = text::balanced(filled, out.pieces, room, shaper_);
    out.lines = std::move(filled.lines);
    set_vertical(out, *parts, shaper_);
    return out;
}

}  // namespace hocba::layout
