#include "engine/form/placeholder.h"

#include <fmt/format.h>

#include "engine/form/format.h"
#include "engine/form/value.h"

namespace hocba::form {
namespace {

void complain(std::string_view inside, std::string place, Problems& problems) {
    const std::size_t bar = inside.find('|');
    if (bar != inside.npos && !parse_format(inside.substr(bar + 1))) {
        const std::string_view wrong = inside.substr(bar + 1);
        problems.add(std::move(place), fmt::format("Không có định dạng \"{}\"", wrong),
                     fmt::format("unknown format \"{}\"", wrong), nearest_hint(wrong, format_names()));
        return;
    }
    problems.add(std::move(place), fmt::format("Chỗ trống \"{{{}}}\" không đúng dạng", inside),
                 fmt::format("the placeholder \"{{{}}}\" is malformed", inside),
                 {"Ví dụ: {pupil.name}, {year.award?}, {pupil.born|date}",
                  "for example: {pupil.name}, {year.award?}, {pupil.born|date}"});
}

}  // namespace

std::optional<Hole> parse_hole(std::string_view text) {
    Hole hole;
    if (const std::size_t bar = text.find('|'); bar != text.npos) {
        const auto format = parse_format(text.substr(bar + 1));
        if (!format) return std::nullopt;
        hole.format = *format;
        text = text.substr(0, bar);
    }
    if (!text.empty() && text.back() == '?') {
        hole.optional = true;
        text.remove_suffix(1);
    }
    auto path = parse_path(text);
    if (!path) return std::nullopt;
    hole.path = std::move(*path);
    return hole;
}

Words parse_words(std::string_view text, const std::function<std::string(std::size_t)>& place_of_brace,
                  Problems& problems) {
    Words words;
    for (std::size_t nth = 0; !text.empty(); ++nth) {
        const std::size_t open = text.find('{');
        if (open != 0) words.push_back({std::string(text.substr(0, open)), {}});
        if (open == text.npos) break;
        const std::size_t close = text.find('}', open);
        const std::string_view inside = text.substr(open + 1, close == text.npos ? close : close - open - 1);
        if (auto hole = close == text.npos ? std::nullopt : parse_hole(inside)) {
            hole->place = place_of_brace(nth);
            words.push_back({"", std::move(hole)});
        } else {
            complain(inside.substr(0, 60), place_of_brace(nth), problems);
        }
        if (close == text.npos) break;
        text.remove_prefix(close + 1);
    }
    return words;
}

}  // namespace hocba::form
