#include "engine/text/ink.h"

#include <hb.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "engine/base/utf8.h"

namespace hocba::text {
namespace {

enum class Side { above, below, inside };

/// Unicode 15, table 4-3 (canonical combining classes).
Side side_of(std::string_view text, std::uint32_t at) {
    const auto character = static_cast<UChar32>(code_points(text.substr(at))[0]);
    const int combining = u_getCombiningClass(character);
    if (combining == 220 || combining == 233) return Side::below;
    if (combining == 230 || combining == 234) return Side::above;
    return Side::inside;  // attached marks and overlays touch their letter
}

/// A third of its height is what a mark may reach into its letter: a breve into the horn of ư.
bool stands(const Ink& mark, const Ink& letter, int lowest, int highest, Side side) {
    const int centre = (mark.left + mark.right) / 2;
    const int tolerance = (mark.top - mark.bottom) / 3;
    if (centre < letter.left || centre > letter.right) return false;
    if (side == Side::above) return mark.bottom >= highest - tolerance;
    if (side == Side::below) return mark.top <= lowest + tolerance;
    return true;
}

}  // namespace

std::vector<Ink> ink_of(const Font& font, const std::vector<ShapedGlyph>& glyphs) {
    std::vector<Ink> out;
    int pen = 0;
    for (const ShapedGlyph& glyph : glyphs) {
        hb_glyph_extents_t extents{};
        hb_font_get_glyph_extents(font.harfbuzz(), glyph.id, &extents);
        const int left = pen + glyph.x_offset + extents.x_bearing;
        const int top = glyph.y_offset + extents.y_bearing;
        out.push_back({left, top + extents.height, left + extents.width, top});
        pen += glyph.advance;
    }
    return out;
}

bool marks_stand(const std::vector<ShapedGlyph>& glyphs, const std::vector<Ink>& ink, std::string_view text) {
    std::size_t letter = 0;
    int lowest = 0, highest = 0;
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const bool mark = i > 0 && glyphs[i].advance == 0;
        if (mark && !stands(ink[i], ink[letter], lowest, highest, side_of(text, glyphs[i].cluster)))
            return false;
        if (!mark) letter = i;
        lowest = mark ? std::min(lowest, ink[i].bottom) : ink[i].bottom;
        highest = mark ? std::max(highest, ink[i].top) : ink[i].top;
    }
    return true;
}

}  // namespace hocba::text
