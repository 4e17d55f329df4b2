// Fonts in the file: a subset with retained glyph ids, widths, and what every glyph means (ISO 32000-1, 9.7).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/result.h"
#include "engine/page/page.h"
#include "engine/pdf/writer.h"
#include "engine/text/font.h"

namespace hocba::pdf {

/// Glyphs that stand for the same characters: `count` of them from `first`, and their text in UTF-8.
struct Cluster {
    std::size_t first = 0, count = 0;
    std::string_view text;
};

/// The clusters of a run whose clusters ascend.
std::vector<Cluster> clusters(const page::GlyphRun& run);

/// What a glyph means, by glyph (looked up for every glyph of every page, so not in order); and the glyphs of
/// each font that is used.
using GlyphTexts = std::unordered_map<text::GlyphId, std::string>;
using UsedFonts = std::map<text::FontId, GlyphTexts>;

/// One meaning a glyph, the same whatever the order of the runs. Where a cluster means something else, its
/// characters need /ActualText.
UsedFonts used_fonts(const page::Pages& pages);

/// A width of /W: thousandths of an em, to three decimals.
std::int64_t width_in_millionths(const text::Font& font, text::GlyphId glyph);

/// Type 0 font with Identity-H over a CIDFontType2.
Result<Reference> write_font(Writer& writer, const text::Font& font, const GlyphTexts& glyphs);

}  // namespace hocba::pdf
