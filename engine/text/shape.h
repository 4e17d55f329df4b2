// Words to glyphs by HarfBuzz, each word once per font; the cache lives as long as one lay_out call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/text/font.h"

namespace hocba::text {

/// Advance and offsets in font units; `cluster` is the byte offset in the word.
struct ShapedGlyph {
    GlyphId id = 0;
    std::int32_t advance = 0;
    std::int32_t x_offset = 0, y_offset = 0;
    std::uint32_t cluster = 0;
};

struct Word {
    std::vector<ShapedGlyph> glyphs;
    std::int64_t width = 0;  // font units
    char32_t missing = 0;    // the first character the font has not; 0 if it has all
    bool placed = true;      // every mark stands on its letter
    /// How far the ink rises above the baseline and, negative, sinks below it. 0 for a word of plain letters
    /// in a form's own font: of those `Shaper::tallest` and `deepest` speak.
    std::int32_t top = 0, bottom = 0;

    bool drawn() const { return missing == 0 && placed; }
};

class Shaper {
  public:
    explicit Shaper(const FontSet& fonts) : fonts_(fonts), words_(fonts.size()), vertical_(fonts.size()) {}
    Shaper(const Shaper&) = delete;
    Shaper& operator=(const Shaper&) = delete;

    /// Latin, Vietnamese, left to right, without ligatures. The answer stays valid as long as the Shaper.
    const Word& shape(FontId font, std::string_view word);
    const FontSet& fonts() const { return fonts_; }
    /// How far the capitals with two marks (Ế, Ẫ, Ẳ …) rise above the baseline, in font units.
    std::int32_t tallest(FontId font) { return vertical(font).top; }
    /// How far the letters with a dot below or a descender (Ậ, ợ, g …) sink below it; negative.
    std::int32_t deepest(FontId font) { return vertical(font).bottom; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using Words = std::unordered_map<std::string, Word, Hash, std::equal_to<>>;
    struct Vertical {
        std::int32_t top = 0, bottom = 0;
    };

    const Vertical& vertical(FontId font);

    const FontSet& fonts_;
    std::vector<Words> words_;        // one a font
    std::vector<Vertical> vertical_;  // likewise; measured when first asked for
};

}  // namespace hocba::text
