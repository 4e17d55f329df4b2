#include "engine/text/paragraph.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/text/fallback.h"

namespace hocba::text {
namespace {

tl::unexpected<Error> missing_character(char32_t missing, std::string_view word, const std::string& where) {
    const std::string shown = to_utf8(missing);
    const auto code = static_cast<std::uint32_t>(missing);
    return fail(Fault::font, where,
                {fmt::format("không phông chữ nào có ký tự “{}” (U+{:04X}) trong “{}”", shown, code, word),
                 fmt::format("no font has the character “{}” (U+{:04X}) of “{}”", shown, code, word)},
                {"bỏ hoặc thay ký tự này trong hồ sơ", "remove or replace the character in the record"});
}

/// Cuts text between two line ends into words with the spaces after them.
class Cutter {
  public:
    Cutter(Shaper& shaper, std::vector<Piece>& out, const std::string& where)
        : shaper_(shaper), out_(out), where_(where) {}

    Result<void> cut(std::string_view text, FontId font) {
        const bool forced = !text.empty() && text.back() == '\n';
        if (forced) text.remove_suffix(1);
        do {
            const std::size_t word = std::min(text.find(' '), text.size());
            const std::size_t next = std::min(text.find_first_not_of(' ', word), text.size());
            if (auto done = add(text.substr(0, word), font); !done) return done;
            out_.back().spaces = static_cast<std::uint32_t>(next - word);
            text.remove_prefix(next);
        } while (!text.empty());
        if (!forced) return {};
        ++out_.back().spaces;
        out_.back().must_break = true;
        return {};
    }

  private:
    Result<void> add(std::string_view text, FontId font) {
        const Word& word = shaper_.shape(font, text);
        if (word.drawn()) {
            out_.push_back({font, &word, text});
            return {};
        }
        const auto parts = drawn(shaper_, font, text);
        if (!parts) return tl::unexpected(parts.error());
        if (parts->missing != 0) return missing_character(parts->missing, text, where_);
        for (const Stretch& part : parts->stretches) out_.push_back({part.font, part.word, part.text});
        return {};
    }

    Shaper& shaper_;
    std::vector<Piece>& out_;
    const std::string& where_;
};

std::string joined(const std::vector<Span>& spans) {
    std::string out;
    for (const Span& span : spans) out += span.text;
    return out;
}

/// Cuts one span at the line ends that fall into it; `start` is where it begins in the paragraph.
Result<void> cut_span(const Span& span, std::size_t start, const std::vector<std::uint32_t>& ends,
                      std::size_t& end_index, Cutter& cutter, std::vector<Piece>& out) {
    std::size_t at = 0;
    while (at < span.text.size()) {
        const std::size_t end = std::min<std::size_t>(ends[end_index] - start, span.text.size());
        if (auto done = cutter.cut(span.text.substr(at, end - at), span.font); !done) return done;
        if (start + end == ends[end_index]) {
            out.back().may_break = true;
            ++end_index;
        }
        at = end;
    }
    return {};
}

}  // namespace

Result<std::vector<Piece>> pieces(const std::vector<Span>& spans, Shaper& shaper, LineBreaker& breaker,
                                  const std::string& where) {
    std::vector<Piece> out;
    const std::string whole = spans.size() == 1 ? std::string() : joined(spans);
    const auto ends = breaker.after(spans.size() == 1 ? spans[0].text : std::string_view(whole));
    Cutter cutter(shaper, out, where);
    std::size_t start = 0;
    std::size_t end_index = 0;
    for (const Span& span : spans) {
        if (auto done = cut_span(span, start, ends, end_index, cutter, out); !done)
            return forward(std::move(done));
        start += span.text.size();
    }
    return out;
}

}  // namespace hocba::text
