// Content streams: the items of a page as operators, each group as marked content (ISO 32000-1, 8, 9, 14.6).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/page/page.h"
#include "engine/pdf/font_program.h"
#include "engine/pdf/image.h"
#include "engine/text/font.h"

namespace hocba::pdf {

/// `elements[n]` is the structure element whose content has MCID n on this page.
struct Content {
    std::string operators;
    std::vector<std::uint32_t> elements;
};

/// What the content streams name: fonts /F0…, images /I0….
struct Resources {
    const text::FontSet& fonts;
    const UsedFonts& used;
    const Images& images;
};

Content draw(const page::Pages& pages, std::size_t page, const Resources& resources);

/// Text showing operators of one run, between BT and ET, without font, colour and position.
std::string show_text(const page::GlyphRun& run, const text::Font& font, const GlyphTexts& meanings);

}  // namespace hocba::pdf
