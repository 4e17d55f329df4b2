#include "engine/form/value.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "engine/base/bytes.h"

namespace hocba::form {
namespace {

constexpr int kLargestCount = 999;
constexpr std::size_t kMostTracks = 64;
constexpr std::size_t kLongestNumber = 8;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

/// "12", "0.5" as thousandths.
std::optional<std::int64_t> thousandths(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view rest = point == text.npos ? "0" : text.substr(point + 1);
    if (whole.empty() || rest.empty() || whole.size() > kLongestNumber || rest.size() > 3)
        return std::nullopt;
    if (!std::all_of(whole.begin(), whole.end(), is_digit)) return std::nullopt;
    if (!std::all_of(rest.begin(), rest.end(), is_digit)) return std::nullopt;
    std::string digits = std::string(whole) + std::string(rest);
    digits.append(3 - rest.size(), '0');
    return std::stoll(digits);
}

/// Four digits; nothing leaves `year` as it is.
bool read_year(std::string_view text, int& year) {
    if (text.empty()) return true;
    if (text.size() != 4 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
    year = std::stoi(std::string(text));
    return true;
}

}  // namespace

std::optional<Length> parse_length(std::string_view text) {
    if (text.size() < 3) return std::nullopt;
    const std::string_view unit = text.substr(text.size() - 2);
    const auto number = thousandths(text.substr(0, text.size() - 2));
    if (!number || *number > 10'000'000) return std::nullopt;
    if (unit == "mm") return Length{*number};
    if (unit == "pt") return Length{(*number * 254 + 360) / 720};  // 1 pt = 25 400 / 72 µm
    return std::nullopt;
}

std::optional<std::array<Length, 4>> parse_margins(std::string_view text) {
    const auto parts = split(text, ' ');
    if (parts.size() != 4) return std::nullopt;
    std::array<Length, 4> margins;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto length = parse_length(parts[i]);
        if (!length) return std::nullopt;
        margins[i] = *length;
    }
    return margins;
}

std::optional<std::vector<Track>> parse_tracks(std::string_view text) {
    std::vector<Track> tracks;
    for (const std::string_view part : split(text, ' ')) {
        if (!part.empty() && part.back() == '*') {
            const std::string_view share = part.substr(0, part.size() - 1);
            const auto count = share.empty() ? std::optional<int>(1) : parse_count(share);
            if (!count) return std::nullopt;
            tracks.push_back({{}, *count});
            continue;
        }
        const auto length = parse_length(part);
        if (!length || length->um == 0) return std::nullopt;
        tracks.push_back({*length, 0});
    }
    if (tracks.size() > kMostTracks) return std::nullopt;
    return tracks;
}

std::optional<Size> parse_page_size(std::string_view text) {
    using namespace literals;
    if (text == "A4") return Size{210_mm, 297_mm};
    if (text == "A4 landscape") return Size{297_mm, 210_mm};
    return std::nullopt;
}

std::optional<std::vector<Applies>> parse_applies(std::string_view text) {
    std::vector<Applies> all;
    for (const std::string_view part : split(text, ' ')) {
        const std::size_t colon = part.find(':'), dots = part.find("..");
        if (colon == part.npos || dots == part.npos || dots < colon) return std::nullopt;
        const auto grade = parse_count(part.substr(0, colon));
        const std::string_view from = part.substr(colon + 1, dots - colon - 1), until = part.substr(dots + 2);
        Applies one{grade.value_or(0)};
        if (!grade || !read_year(from, one.from) || !read_year(until, one.until)) return std::nullopt;
        all.push_back(one);
    }
    return all;
}

std::optional<int> parse_count(std::string_view text) {
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const bool whole = error == std::errc() && end == text.data() + text.size() && text.front() != '0';
    if (!whole || count < 1 || count > kLargestCount) return std::nullopt;
    return count;
}

std::optional<Colour> parse_colour(std::string_view text) {
    if (text.size() != 7 || text.front() != '#') return std::nullopt;
    const auto bytes = from_hex(text.substr(1));
    if (!bytes) return std::nullopt;
    const auto part = [&](std::size_t i) { return static_cast<std::uint8_t>((*bytes)[i]); };
    return Colour{part(0), part(1), part(2)};
}

std::optional<Align> parse_align(std::string_view text) {
    if (text == "left") return Align::left;
    if (text == "centre") return Align::centre;
    if (text == "right") return Align::right;
    if (text == "justify") return Align::justify;
    return std::nullopt;
}

std::optional<VerticalAlign> parse_vertical(std::string_view text) {
    if (text == "top") return VerticalAlign::top;
    if (text == "middle") return VerticalAlign::middle;
    if (text == "bottom") return VerticalAlign::bottom;
    return std::nullopt;
}

bool is_name(std::string_view text) {
    return !text.empty() && is_lower(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_lower(c) || is_digit(c) || c == '-' || c == '_';
    });
}

bool is_variable(std::string_view text) {
    return is_name(text) && text.find('-') == text.npos;
}

std::optional<std::vector<std::string>> parse_path(std::string_view text) {
    std::vector<std::string> names;
    for (const std::string_view part : split(text, '.')) {
        if (!is_variable(part)) return std::nullopt;
        names.emplace_back(part);
    }
    return names;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == text.npos) return parts;
        text.remove_prefix(at + 1);
    }
}

}  // namespace hocba::form
