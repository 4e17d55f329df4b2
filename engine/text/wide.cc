// Words wider than their column: lines end between their letters.
#include <algorithm>

#include "engine/text/chunk.h"
#include "engine/text/letters.h"
#include "engine/text/paragraph.h"

namespace hocba::text {
namespace {

// A mark, a class, a day: "10," and "0" on two lines would be another mark. If such a number does not fit,
// the form is wrong.
constexpr std::size_t longest_number = 7;

/// Whether lines may end inside what stands from `first` to `last`.
bool may_be_cut(const std::vector<Piece>& pieces, std::uint32_t first, std::uint32_t last) {
    std::size_t count = 0;
    bool digits = false;
    for (std::uint32_t i = first; i < last; ++i) {
        count += letters(pieces[i].text).size();
        digits = digits || pieces[i].text.find_first_of("0123456789") != std::string_view::npos;
    }
    return count > 1 && !(digits && count <= longest_number);
}

/// Lays letters on lines of one width.
class WideCutter {
  public:
    WideCutter(std::int64_t limit, Shaper& shaper, std::vector<Piece>& out)
        : limit_(limit), shaper_(shaper), out_(out) {}

    void cut(const Piece& piece) {
        const auto parts = letters(piece.text);
        for (std::size_t first = 0; first < parts.size();) {
            std::size_t count = fitting(piece.font, parts, first);
            if (count == 0 && used_ > 0) {
                end_line();
                continue;
            }
            count = std::max<std::size_t>(count, 1);  // wider than the column by itself: filling complains
            const std::string_view text = joined(parts, first, count);
            out_.push_back({piece.font, &shaper_.shape(piece.font, text), text});
            used_ += out_.back().word->width;
            first += count;
            if (first < parts.size()) end_line();
        }
        Piece& last = out_.back();
        last.spaces = piece.spaces;
        last.may_break = piece.may_break;
        last.must_break = piece.must_break;
        used_ += piece.spaces * shaper_.shape(piece.font, " ").width;
    }

  private:
    void end_line() {
        out_.back().may_break = true;
        used_ = 0;
    }

    static std::string_view joined(const std::vector<std::string_view>& parts, std::size_t first,
                                   std::size_t count) {
        const std::string_view last = parts[first + count - 1];
        return {parts[first].data(),
                static_cast<std::size_t>(last.data() + last.size() - parts[first].data())};
    }

    /// Letters from `first` on that fit what is left of the line, measured together: kerning counts.
    std::size_t fitting(FontId font, const std::vector<std::string_view>& parts, std::size_t first) {
        std::int64_t width = used_;
        std::size_t count = 0;
        while (first + count < parts.size()) {
            width += shaper_.shape(font, parts[first + count]).width;
            if (width > limit_) break;
            ++count;
        }
        while (count > 0 && used_ + shaper_.shape(font, joined(parts, first, count)).width > limit_) --count;
        return count;
    }

    std::int64_t limit_, used_ = 0;
    Shaper& shaper_;
    std::vector<Piece>& out_;
};

}  // namespace

void break_wide(std::vector<Piece>& pieces, const Measure& measure, Shaper& shaper) {
    if (pieces.empty()) return;
    const int em = shaper.fonts()[pieces[0].font].metrics().units_per_em;
    const Length room = measure.width - std::max(Length{}, measure.indent);
    const std::int64_t limit = units_in(room, measure.size, em);
    std::vector<Piece> out;
    for (std::uint32_t at = 0; at < pieces.size();) {
        const Chunk chunk = chunk_at(pieces, at, shaper);
        const bool whole = chunk.inner <= limit || !may_be_cut(pieces, at, chunk.last);
        WideCutter cutter(limit, shaper, out);
        for (; at < chunk.last; ++at) {
            if (whole || pieces[at].text.empty()) {
                out.push_back(pieces[at]);
            } else {
                cutter.cut(pieces[at]);
            }
        }
    }
    pieces = std::move(out);
}

}  // namespace hocba::text
