#include "engine/text/letters.h"

#include <unicode/uchar.h>

#include "engine/base/utf8.h"

namespace hocba::text {
namespace {

/// Bytes in UTF-8 (Unicode 15, table 3-6).
std::size_t length_of(char32_t character) {
    if (character < 0x80) return 1;
    if (character < 0x800) return 2;
    return character < 0x10000 ? 3 : 4;
}

}  // namespace

std::vector<std::string_view> letters(std::string_view text) {
    std::vector<std::string_view> out;
    std::size_t at = 0;
    for (const char32_t character : code_points(text)) {
        const std::size_t length = length_of(character);
        const bool extends = u_hasBinaryProperty(static_cast<UChar32>(character), UCHAR_GRAPHEME_EXTEND) != 0;
        if (out.empty() || !extends) {
            out.push_back(text.substr(at, length));
        } else {
            out.back() = {out.back().data(), out.back().size() + length};
        }
        at += length;
    }
    return out;
}

}  // namespace hocba::text
