#include "engine/exchange/sheet_capitals.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "engine/base/utf8.h"

namespace hocba::exchange {
namespace {

bool small(char32_t c) {
    return u_islower(static_cast<UChar32>(c)) != 0;
}

/// Two ASCII capitals or more, and no ASCII small letter: only marked letters are small.
bool is_of_capitals(std::u32string_view text) {
    const auto capitals =
        std::count_if(text.begin(), text.end(), [](char32_t c) { return c >= U'A' && c <= U'Z'; });
    return capitals >= 2 &&
           std::none_of(text.begin(), text.end(), [](char32_t c) { return c >= U'a' && c <= U'z'; });
}

bool begins_word(std::u32string_view text, std::size_t at) {
    return at == 0 || text[at - 1] == U' ' || text[at - 1] == U'\n';
}

}  // namespace

std::string with_capitals(std::string_view text) {
    const std::u32string letters = code_points(text);
    if (is_of_capitals(letters)) return upper(text);
    std::string out;
    for (std::size_t i = 0; i < letters.size(); ++i)
        out += begins_word(letters, i) ? upper(to_utf8(letters[i])) : to_utf8(letters[i]);
    return out;
}

bool lacks_capital(std::string_view text, bool is_name) {
    const std::u32string letters = code_points(text);
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= letters.size(); ++i) {
        if (i < letters.size() && letters[i] != U' ' && letters[i] != U'\n') continue;
        const std::u32string_view word(letters.data() + begin, i - begin);
        begin = i + 1;
        if (word.empty()) continue;
        if (is_name && small(word.front()) && word.front() >= 0x80) return true;
        if (is_of_capitals(word) && std::any_of(word.begin(), word.end(), small)) return true;
    }
    return false;
}

}  // namespace hocba::exchange
