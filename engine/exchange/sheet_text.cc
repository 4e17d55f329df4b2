#include "engine/exchange/sheet_text.h"

#include <algorithm>

#include "engine/base/utf8.h"

namespace hocba::exchange {
namespace {

bool is_space(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\u00A0' || c == U'\u202F' || c == U'\u2007';
}

void end_line(std::u32string& out) {
    while (!out.empty() && out.back() == U' ') out.pop_back();
    if (!out.empty()) out += U'\n';
}

}  // namespace

std::string tidy(std::string_view text) {
    std::u32string out;
    for (const char32_t c : code_points(nfc(text))) {
        if (c == U'\n')
            end_line(out);
        else if (!is_space(c) && c != U'\r')
            out += c;
        else if (is_space(c) && !out.empty() && out.back() != U' ' && out.back() != U'\n')
            out += U' ';
    }
    while (!out.empty() && (out.back() == U' ' || out.back() == U'\n')) out.pop_back();
    std::string tidied;
    for (const char32_t c : out) tidied += to_utf8(c);
    return tidied;
}

std::string folded(std::string_view text) {
    std::string line = tidy(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return upper(line);
}

}  // namespace hocba::exchange
