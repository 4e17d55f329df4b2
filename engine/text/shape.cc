#include "engine/text/shape.h"

#include <hb.h>

#include <algorithm>

#include "engine/base/handle.h"
#include "engine/base/utf8.h"
#include "engine/text/ink.h"

namespace hocba::text {
namespace {

using Buffer = Handle<hb_buffer_t, hb_buffer_destroy>;

// Ligatures would make one glyph of two letters; a form's text stays letter by letter.
constexpr hb_feature_t features[] = {{HB_TAG('l', 'i', 'g', 'a'), 0, 0, ~0U},
                                     {HB_TAG('c', 'l', 'i', 'g'), 0, 0, ~0U}};

char32_t first_missing(const Font& font, std::string_view word) {
    for (const char32_t code_point : code_points(word)) {
        if (!font.has(code_point)) return code_point;
    }
    return 0;
}

/// Marks have no advance; a substitute's letters have other heights than the form's font.
void measure_ink(Word& word, const Font& font, std::string_view text, bool substitute) {
    const auto is_mark = [](const ShapedGlyph& glyph) { return glyph.advance == 0; };
    const bool marked = std::any_of(word.glyphs.begin(), word.glyphs.end(), is_mark);
    if (!marked && !substitute) return;
    const std::vector<Ink> ink = ink_of(font, word.glyphs);
    word.placed = marks_stand(word.glyphs, ink, text);
    for (const Ink& glyph : ink) {
        word.top = std::max(word.top, glyph.top);
        word.bottom = std::min(word.bottom, glyph.bottom);
    }
}

Word shaped(const Font& font, std::string_view text, bool substitute) {
    const Buffer buffer(hb_buffer_create());
    hb_buffer_t* const b = buffer.get();
    // A cluster per character: the PDF maps every glyph back to its own characters.
    hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    const int size = static_cast<int>(text.size());
    hb_buffer_add_utf8(b, text.data(), size, 0, size);
    hb_buffer_set_direction(b, HB_DIRECTION_LTR);
    hb_buffer_set_script(b, HB_SCRIPT_LATIN);
    hb_buffer_set_language(b, hb_language_from_string("vi", -1));
    hb_shape(font.harfbuzz(), b, features, 2);

    Word out;
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(b, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(b, &count);
    out.glyphs.reserve(count);
    bool complete = true;
    for (unsigned i = 0; i < count; ++i) {
        out.glyphs.push_back({static_cast<GlyphId>(infos[i].codepoint), positions[i].x_advance,
                              positions[i].x_offset, positions[i].y_offset, infos[i].cluster});
        out.width += positions[i].x_advance;
        complete = complete && infos[i].codepoint != 0;
    }
    if (!complete) out.missing = first_missing(font, text);
    measure_ink(out, font, text, substitute);
    return out;
}

hb_glyph_extents_t extents(const Font& font, char32_t code_point) {
    hb_codepoint_t glyph = 0;
    hb_glyph_extents_t out{};
    if (hb_font_get_nominal_glyph(font.harfbuzz(), code_point, &glyph) != 0)
        hb_font_get_glyph_extents(font.harfbuzz(), glyph, &out);
    return out;
}

}  // namespace

const Shaper::Vertical& Shaper::vertical(FontId id) {
    Vertical& out = vertical_[id];
    if (out.top != 0) return out;
    for (const char32_t capital : U"ẾỄỂẤẪẨẮẴẲỐỖỔỮỬ") {
        out.top = std::max(out.top, extents(fonts_[id], capital).y_bearing);
    }
    for (const char32_t letter : U"ẬỢỤỴgjpqy") {
        const hb_glyph_extents_t e = extents(fonts_[id], letter);
        out.bottom = std::min(out.bottom, e.y_bearing + e.height);
    }
    return out;
}

const Word& Shaper::shape(FontId font, std::string_view word) {
    Words& words = words_[font];
    const auto known = words.find(word);
    if (known != words.end()) return known->second;
    const auto& chain = fonts_.fallback();
    const bool substitute = std::find(chain.begin(), chain.end(), fonts_[font].family()) != chain.end();
    return words.emplace(std::string(word), shaped(fonts_[font], word, substitute)).first->second;
}

}  // namespace hocba::text
