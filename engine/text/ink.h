// Where a word's ink lies, and whether its marks stand on their letters.
#pragma once

#include <string_view>

#include "engine/text/shape.h"

namespace hocba::text {

/// In font units, from the word's beginning on the baseline; y grows upwards.
struct Ink {
    int left = 0, bottom = 0, right = 0, top = 0;
};

/// The ink of every glyph.
std::vector<Ink> ink_of(const Font& font, const std::vector<ShapedGlyph>& glyphs);

/// Whether a mark is above, below or inside its letter as Unicode has it. A font that has both may still lack
/// the anchor that puts one on the other: then the mark stands over the next letter.
bool marks_stand(const std::vector<ShapedGlyph>& glyphs, const std::vector<Ink>& ink, std::string_view text);

}  // namespace hocba::text
