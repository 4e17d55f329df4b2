// A paragraph as shaped pieces, and the lines they fill.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/geometry.h"
#include "engine/base/result.h"
#include "engine/text/breaks.h"
#include "engine/text/shape.h"

namespace hocba::text {

/// Text of one font; U+000A ends a line.
struct Span {
    std::string_view text;
    FontId font = 0;
};

/// A word and the spaces after it. A forced line end counts as a space, so that no two words run together in
/// the text of a PDF.
struct Piece {
    FontId font = 0;
    const Word* word = nullptr;
    std::string_view text;  // the word alone, inside its Span's text
    std::uint32_t spaces = 0;
    bool may_break = false;  // a line may end after it
    bool must_break = false;
};

/// Pieces first…last − 1. `natural` is their width in font units without the spaces at the end of the line;
/// `gaps` are the spaces that a justified line may widen.
struct Line {
    std::uint32_t first = 0, last = 0;
    std::int64_t natural = 0;
    std::uint32_t gaps = 0;
    bool broken = false;  // by its width: only such a line is justified
};

struct Lines {
    std::vector<Line> lines;
    Length missing;              // what the widest word lacks; 0 if every word fits
    std::uint32_t too_wide = 0;  // that word's piece
};

/// Fault::font names the character that a font has not, with `where`.
Result<std::vector<Piece>> pieces(const std::vector<Span>& spans, Shaper& shaper, LineBreaker& breaker,
                                  const std::string& where);

struct Measure {
    Length size;    // of the type
    Length width;   // of the column
    Length indent;  // of the first line
};

/// Greedy: every line takes what fits. All fonts of a set count in the same units.
Lines fill(const std::vector<Piece>& pieces, const Measure& measure, Shaper& shaper);

/// As many lines as `lines` has, filled as if the column were just wide enough for that many: so that they
/// are of nearly the same length, for centred text.
Lines balanced(Lines lines, const std::vector<Piece>& pieces, const Measure& measure, Shaper& shaper);

/// Lets lines end between the letters of what is wider than the column. A short number stays whole, and
/// `fill` says what it lacks.
void break_wide(std::vector<Piece>& pieces, const Measure& measure, Shaper& shaper);

/// Font units to a length, rounded to the nearest micrometre.
Length scaled(std::int64_t units, Length size, int units_per_em);

}  // namespace hocba::text
