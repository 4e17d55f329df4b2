// A word over several fonts: letters that its own font cannot draw are drawn by the manifest's other
// families.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/text/shape.h"

namespace hocba::text {

/// A part of a word that one font draws.
struct Stretch {
    FontId font = 0;
    std::string_view text;
    const Word* word = nullptr;
};

/// A word as its stretches; without any if no font has the character `missing`.
struct Drawn {
    std::vector<Stretch> stretches;
    char32_t missing = 0;
};

/// A letter with its marks is never divided between fonts: it comes as a whole from the first of the family
/// and its substitutes, in the same weight and slope, that has its characters and places its marks; if none
/// places them, from the first that has the characters. Fault::font if a substitute cannot be opened.
Result<Drawn> drawn(Shaper& shaper, FontId font, std::string_view word);

}  // namespace hocba::text
