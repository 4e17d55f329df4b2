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

/// A character and the marks on it, which have no advance: glyphs from `first` on, and their text.
struct Letter {
    std::size_t first = 0, count = 0;
    std::string_view text;
    bool marked = false;
};

std::vector<Letter> letters(const page::GlyphRun& run) {
    std::vector<Letter> out;
    out.reserve(run.glyphs.size());
    for (const Cluster& cluster : clusters(run)) {
        const bool mark = !out.empty() && run.glyphs[cluster.first].advance == 0;
        if (!mark) {
            out.push_back({cluster.first, cluster.count, cluster.text, false});
            continue;
        }
        Letter& letter = out.back();
        letter.marked = true;
        letter.count += cluster.count;
        letter.text = {letter.text.data(), letter.text.size() + cluster.text.size()};
    }
    return out;
}

bool say_it_themselves(const page::GlyphRun& run, const Letter& letter, const GlyphTexts& meanings) {
    std::string_view left = letter.text;
    for (std::size_t i = 0; i < letter.count; ++i) {
        const std::string& said = meanings.at(run.glyphs[letter.first + i].id);
        if (left.substr(0, said.size()) != said) return false;
        left.remove_prefix(said.size());
    }
    return left.empty();
}

/// The character says the whole letter and its marks say nothing: so the text has the character's place and
/// width. Programs that extract text take a mark for a word of its own, which may fall to the line above.
void show_with_actual_text(TextShower& shower, const page::GlyphRun& run, const Letter& letter) {
    bool in_marks = false;
    shower.begin_actual_text(letter.text);
    for (std::size_t i = 0; i < letter.count; ++i) {
        const page::Glyph& glyph = run.glyphs[letter.first + i];
        if (i > 0 && glyph.advance == 0 && !in_marks) {
            in_marks = true;
            shower.end_actual_text();
            shower.begin_actual_text("");
        }
        shower.show(glyph);
    }
    shower.end_actual_text();
}

}  // namespace

std::string show_text(const page::GlyphRun& run, const text::Font& font, const GlyphTexts& meanings) {
    TextShower shower(run, font);
    for (const Letter& letter : letters(run)) {
        if (letter.marked || !say_it_themselves(run, letter, meanings)) {
            show_with_actual_text(shower, run, letter);
            continue;
        }
        for (std::size_t i = 0; i < letter.count; ++i) shower.show(run.glyphs[letter.first + i]);
    }
    return shower.finish();
}

}  // namespace hocba::pdf
