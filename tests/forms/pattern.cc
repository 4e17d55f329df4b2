// Texts for the patterns of the schemas.
#include <stdexcept>

#include "tests/forms/record_maker.h"

namespace hocba::forms {
namespace {

std::runtime_error unknown(std::string_view pattern) {
    return std::runtime_error("a pattern that the record maker does not know: " + std::string(pattern));
}

/// "[0-9a-f-]" or one character, taken from the pattern's front.
std::string take_set(std::string_view& pattern) {
    if (std::string_view("\\(|*+?.").find(pattern[0]) != std::string_view::npos) throw unknown(pattern);
    if (pattern[0] != '[') {
        const std::string out(1, pattern[0]);
        pattern.remove_prefix(1);
        return out;
    }
    const std::string_view inside = pattern.substr(1, pattern.find(']') - 1);
    std::string out;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        const bool range = i + 2 < inside.size() && inside[i + 1] == '-';
        for (char c = inside[i]; c <= inside[range ? i + 2 : i]; ++c) out += c;
        i += range ? 2 : 0;
    }
    pattern.remove_prefix(inside.size() + 2);
    return out;
}

/// "{8}" or "{1,60}", taken from the pattern's front; one if there is none.
std::pair<int, int> take_count(std::string_view& pattern) {
    if (!pattern.starts_with('{')) return {1, 1};
    const std::string inside(pattern.substr(1, pattern.find('}') - 1));
    pattern.remove_prefix(inside.size() + 2);
    const std::size_t comma = inside.find(',');
    const int least = std::stoi(inside);
    return {least, comma == std::string::npos ? least : std::stoi(inside.substr(comma + 1))};
}

}  // namespace

std::string matching(std::string_view pattern, const std::function<int(int)>& below) {
    if (!pattern.starts_with('^') || !pattern.ends_with('$')) throw unknown(pattern);
    pattern = pattern.substr(1, pattern.size() - 2);
    std::string out;
    while (!pattern.empty()) {
        const std::string set = take_set(pattern);
        const auto [least, most] = take_count(pattern);
        for (int i = least + below(most - least + 1); i > 0; --i)
            out += set[static_cast<std::size_t>(below(static_cast<int>(set.size())))];
    }
    return out;
}

}  // namespace hocba::forms
