#include "engine/text/paragraph.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"

namespace hocba::text {
namespace {

tl::unexpected<Error> missing_character(const Word& word, const Piece& piece, const std::string& where) {
    const std::string shown = to_utf8(word.missing);
    const auto code = static_cast<std::uint32_t>(word.missing);
    return fail(
        Fault::font, where,
        {fmt::format("không phông chữ nào có ký tự “{}” (U+{:04X}) trong “{}”", shown, code, piece.text),
         fmt::format("no font has the character “{}” (U+{:04X}) of “{}”", shown, code, piece.text)},
        {"bỏ hoặc thay ký tự này trong hồ sơ", "remove or replace the character in the record"});
}

/// Cuts text between two line ends into words with the spaces after them.
class Cutter {
  public:
    Cutter(Shaper& shaper, std::vector<Piece>& out) : shaper_(shaper), out_(out) {}

    void cut(std::string_view text, FontId font) {
        const bool forced = !text.empty() && text.back() == '\n';
        if (forced) text.remove_suffix(1);
        do {
            const std::size_t word = std::min(text.find(' '), text.size());
            const std::size_t next = std::min(text.find_first_not_of(' ', word), text.size());
            Piece piece;
            piece.font = font;
            piece.text = text.substr(0, word);
            piece.word = &shaper_.shape(font, piece.text);
            piece.spaces = static_cast<std::uint32_t>(next - word);
            out_.push_back(piece);
            text.remove_prefix(next);
        } while (!text.empty());
        if (!forced) return;
        ++out_.back().spaces;
        out_.back().must_break = true;
    }

  private:
    Shaper& shaper_;
    std::vector<Piece>& out_;
};

std::string joined(const std::vector<Span>& spans) {
    std::string out;
    for (const Span& span : spans) out += span.text;
    return out;
}

/// Cuts one span at the line ends that fall into it; `start` is where it begins in the paragraph.
void cut_span(const Span& span, std::size_t start, const std::vector<std::uint32_t>& ends,
              std::size_t& end_index, Cutter& cutter, std::vector<Piece>& out) {
    std::size_t at = 0;
    while (at < span.text.size()) {
        const std::size_t end = std::min<std::size_t>(ends[end_index] - start, span.text.size());
        cutter.cut(span.text.substr(at, end - at), span.font);
        if (start + end == ends[end_index]) {
            out.back().may_break = true;
            ++end_index;
        }
        at = end;
    }
}

/// Font units that fit a width; floor, so that a full line never leaves its column.
std::int64_t units_in(Length width, Length size, int units_per_em) {
    return width.um * units_per_em / size.um;
}

/// What stands between two places where a line may end: it goes to one line as a whole.
struct Chunk {
    std::uint32_t last = 0;   // piece after it
    std::int64_t inner = 0;   // width without the spaces at its end
    std::int64_t spaces = 0;  // width of those
    std::uint32_t gaps = 0, end_gaps = 0;
};

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
            const Chunk chunk = chunk_at(at);
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
    Chunk chunk_at(std::uint32_t at) {
        Chunk out;
        out.last = at;
        do {
            const Piece& piece = pieces_[out.last++];
            out.inner += out.spaces + piece.word->width;
            out.gaps += out.end_gaps;
            out.spaces = piece.spaces * shaper_.shape(piece.font, " ").width;
            out.end_gaps = piece.spaces;
        } while (out.last < pieces_.size() && !pieces_[out.last - 1].may_break &&
                 !pieces_[out.last - 1].must_break);
        return out;
    }

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

Result<std::vector<Piece>> pieces(const std::vector<Span>& spans, Shaper& shaper, LineBreaker& breaker,
                                  const std::string& where) {
    std::vector<Piece> out;
    const std::string whole = spans.size() == 1 ? std::string() : joined(spans);
    const auto ends = breaker.after(spans.size() == 1 ? spans[0].text : std::string_view(whole));
    Cutter cutter(shaper, out);
    std::size_t start = 0;
    std::size_t end_index = 0;
    for (const Span& span : spans) {
        cut_span(span, start, ends, end_index, cutter, out);
        start += span.text.size();
    }
    for (const Piece& piece : out) {
        if (piece.word->missing != 0) return missing_character(*piece.word, piece, where);
    }
    return out;
}

Lines fill(const std::vector<Piece>& pieces, const Measure& measure, Shaper& shaper) {
    return Filler(pieces, measure, shaper).run();
}

Length scaled(std::int64_t units, Length size, int units_per_em) {
    const std::int64_t product = 2 * units * size.um + units_per_em;
    const std::int64_t divisor = 2 * static_cast<std::int64_t>(units_per_em);
    // Rounds down for negative numbers as well, so that a kern is the same on either side of zero.
    return {product >= 0 ? product / divisor : -((-product + divisor - 1) / divisor)};
}

}  // namespace hocba::text
