#include "engine/text/fallback.h"

#include <algorithm>
#include <optional>

#include "engine/text/letters.h"

namespace hocba::text {
namespace {

/// The font and, behind it, those that stand in for it.
Result<std::vector<FontId>> chain_of(const FontSet& fonts, FontId font) {
    std::vector<FontId> out{font};
    const Font& own = fonts[font];
    for (const std::string& family : fonts.fallback()) {
        if (family == own.family()) continue;
        auto substitute = fonts.find(family, own.bold(), own.italic());
        if (!substitute) return forward(std::move(substitute));
        out.push_back(*substitute);
    }
    return out;
}

std::optional<FontId> font_for(Shaper& shaper, const std::vector<FontId>& chain, std::string_view letter) {
    const auto draws = [&](FontId font) { return shaper.shape(font, letter).drawn(); };
    const auto has = [&](FontId font) { return shaper.shape(font, letter).missing == 0; };
    auto found = std::find_if(chain.begin(), chain.end(), draws);
    if (found == chain.end()) found = std::find_if(chain.begin(), chain.end(), has);
    if (found == chain.end()) return std::nullopt;
    return *found;
}

}  // namespace

Result<Drawn> drawn(Shaper& shaper, FontId font, std::string_view word) {
    const Word& whole = shaper.shape(font, word);
    if (whole.drawn()) return Drawn{{{font, word, &whole}}, 0};
    const auto chain = chain_of(shaper.fonts(), font);
    if (!chain) return tl::unexpected(chain.error());
    Drawn out;
    for (const std::string_view letter : letters(word)) {
        const auto by = font_for(shaper, *chain, letter);
        if (!by) return Drawn{{}, shaper.shape(font, letter).missing};
        if (out.stretches.empty() || out.stretches.back().font != *by) {
            out.stretches.push_back({*by, letter, nullptr});
        } else {
            std::string_view& text = out.stretches.back().text;
            text = {text.data(), text.size() + letter.size()};
        }
    }
    for (Stretch& stretch : out.stretches) stretch.word = &shaper.shape(stretch.font, stretch.text);
    return out;
}

}  // namespace hocba::text
