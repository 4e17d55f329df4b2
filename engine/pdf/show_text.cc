// Shaped glyphs as text showing operators (ISO 32000-1, 9.4.3).
#include <fmt/format.h>

#include "engine/pdf/content.h"

namespace hocba::pdf {
namespace {

/// Writes TJ arrays and keeps count of where the pen should be and where the widths of /W put it.
class TextShower {
  public:
    TextShower(const page::GlyphRun& run, const text::Font& font) : run_(run), font_(font) {}

    void show(const page::Glyph& glyph) {
        rise(glyph.y_offset);
        move(millionths(glyph.x_offset) + pending_);
        append_hex(array_, glyph.id);
        pending_ = millionths(glyph.advance - glyph.x_offset) - width_in_millionths(font_, glyph.id);
        const bool space = glyph.cluster < run_.text.size() && run_.text[glyph.cluster] == ' ';
        if (space) pending_ += divide(run_.word_space.um * 1000000, run_.size.um);
    }

    /// What the glyphs cannot say: ISO 32000-1, 14.9.4.
    void begin_actual_text(std::string_view text) {
        flush();
        out_ += fmt::format("/Span<</ActualText<FEFF{}>>>BDC\n", utf16_hex(text));
    }
    void end_actual_text() {
        flush();
        out_ += "EMC\n";
    }

    std::string finish() {
        rise(0);
        flush();
        return std::move(out_);
    }

  private:
    std::int64_t millionths(std::int64_t units) const {
        return divide(units * 1000000, font_.metrics().units_per_em);
    }
    void move(std::int64_t distance) {
        if (distance == 0) return;
        close_array();
        append_thousandths(elements_, -distance);  // a number in TJ moves to the left
    }
    void rise(std::int64_t units) {
        if (units == risen_) return;
        flush();
        risen_ = units;
        out_ += in_points({divide(units * run_.size.um, font_.metrics().units_per_em)}) + " Ts\n";
    }
    void flush() {
        close_array();
        if (!elements_.empty()) (out_ += '[').append(elements_) += "]TJ\n";
        elements_.clear();
    }
    void close_array() {
        if (!array_.empty()) (elements_ += '<').append(array_) += '>';
        array_.clear();
    }

    const page::GlyphRun& run_;
    const text::Font& font_;
    std::string out_, elements_, array_;
    std::int64_t pending_ = 0;  // 1 000 000 to the em
    std::int64_t risen_ = 0;    // font units
};

bool say_it_themselves(const page::GlyphRun& run, const Cluster& cluster, const GlyphTexts& meanings) {
    std::string_view left = cluster.text;
    for (std::size_t i = 0; i < cluster.count; ++i) {
        const std::string& said = meanings.at(run.glyphs[cluster.first + i].id);
        if (left.substr(0, said.size()) != said) return false;
        left.remove_prefix(said.size());
    }
    return left.empty();
}

}  // namespace

std::string show_text(const page::GlyphRun& run, const text::Font& font, const GlyphTexts& meanings) {
    TextShower shower(run, font);
    for (const Cluster& cluster : clusters(run)) {
        const bool plain = say_it_themselves(run, cluster, meanings);
        if (!plain) shower.begin_actual_text(cluster.text);
        for (std::size_t i = 0; i < cluster.count; ++i) shower.show(run.glyphs[cluster.first + i]);
        if (!plain) shower.end_actual_text();
    }
    return shower.finish();
}

}  // namespace hocba::pdf
