// Lines from pieces: greedy, and for centred text of equal length.
#include "engine/text/chunk.h"
#include "engine/text/paragraph.h"

namespace hocba::text {
namespace {

class Filler {
  public:
    Filler(const std::vector<Piece>& pieces, const Measure& measure, Shaper& shaper)
        : pieces_(pieces), measure_(measure), shaper_(shaper) {
        if (!pieces.empty()) em_ = shaper.fonts()[pieces[0].font].metrics().units_per_em;
    }

    Lines run() {
        Length room = measure_.width - measure_.indent;
        Line line;
        std::int64_t pending = 0;  // spaces at the end of the line so far
        std::uint32_t pending_gaps = 0;
        for (std::uint32_t at = 0; at < pieces_.size();) {
            const Chunk chunk = chunk_at(pieces_, at, shaper_);
            const std::int64_t limit = units_in(room, measure_.size, em_);
            if (line.last > line.first && line.natural + pending + chunk.inner > limit) {
                end_line(line, true);
                room = measure_.width;
                pending = 0;
                pending_gaps = 0;
            }
            note_width(chunk, at, room);
            line.natural += pending + chunk.inner;
            line.gaps += pending_gaps + chunk.gaps;
            pending = chunk.spaces;
            pending_gaps = chunk.end_gaps;
            at = line.last = chunk.last;
            if (!pieces_[at - 1].must_break || at == pieces_.size()) continue;
            end_line(line, false);
            room = measure_.width;
            pending = 0;
            pending_gaps = 0;
        }
        if (line.last > line.first) end_line(line, false);
        return std::move(out_);
    }

  private:
    void end_line(Line& line, bool broken) {
        line.broken = broken;
        out_.lines.push_back(line);
        line = {line.last, line.last, 0, 0, false};
    }

    void note_width(const Chunk& chunk, std::uint32_t at, Length room) {
        if (chunk.inner <= units_in(room, measure_.size, em_)) return;
        const Length missing = scaled(chunk.inner, measure_.size, em_) - room;
        if (missing <= out_.missing) return;
        out_.missing = missing;
        out_.too_wide = at;
    }

    const std::vector<Piece>& pieces_;
    const Measure& measure_;
    Shaper& shaper_;
    int em_ = 1;
    Lines out_;
};

}  // namespace

Lines fill(const std::vector<Piece>& pieces, const Measure& measure, Shaper& shaper) {
    return Filler(pieces, measure, shaper).run();
}

Lines balanced(Lines lines, const std::vector<Piece>& pieces, const Measure& measure, Shaper& shaper) {
    constexpr Length fine{250};
    const std::size_t count = lines.lines.size();
    if (count < 2) return lines;
    Length low, high = measure.width;
    while (high - low > fine) {
        Measure narrower = measure;
        narrower.width = low + (high - low) / 2;
        Lines trial = fill(pieces, narrower, shaper);
        const bool holds = trial.lines.size() == count && trial.missing.um == 0;
        (holds ? high : low) = narrower.width;
        if (holds) lines = std::move(trial);
    }
    return lines;
}

Length scaled(std::int64_t units, Length size, int units_per_em) {
    const std::int64_t product = 2 * units * size.um + units_per_em;
    const std::int64_t divisor = 2 * static_cast<std::int64_t>(units_per_em);
    // Rounds down for negative numbers as well, so that a kern is the same on either side of zero.
    return {product >= 0 ? product / divisor : -((-product + divisor - 1) / divisor)};
}

}  // namespace hocba::text
