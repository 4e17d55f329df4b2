// What stands between two places where a line may end.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/text/paragraph.h"

namespace hocba::text {

/// It goes to one line as a whole.
struct Chunk {
    std::uint32_t last = 0;   // piece after it
    std::int64_t inner = 0;   // width without the spaces at its end
    std::int64_t spaces = 0;  // width of those
    std::uint32_t gaps = 0, end_gaps = 0;
};

inline Chunk chunk_at(const std::vector<Piece>& pieces, std::uint32_t at, Shaper& shaper) {
    Chunk out;
    out.last = at;
    do {
        const Piece& piece = pieces[out.last++];
        out.inner += out.spaces + piece.word->width;
        out.gaps += out.end_gaps;
        out.spaces = piece.spaces * shaper.shape(piece.font, " ").width;
        out.end_gaps = piece.spaces;
    } while (out.last < pieces.size() && !pieces[out.last - 1].may_break && !pieces[out.last - 1].must_break);
    return out;
}

/// Font units that fit a width; floor, so that a full line never leaves its column.
inline std::int64_t units_in(Length width, Length size, int units_per_em) {
    return width.um * units_per_em / size.um;
}

}  // namespace hocba::text
