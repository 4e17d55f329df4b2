#include "archive/fold.h"

#include <array>

#include "engine/base/utf8.h"

namespace hocba::archive {
namespace {

struct Range {
    char32_t first, last;
    char32_t base;
};

// The capital letters of Vietnamese in NFC (Unicode 15, Latin-1 Supplement, Latin Extended-A, -B,
// Additional), and U+00D0, which many keyboards gave for Đ.
constexpr std::array<Range, 21> letters = {
    {{0xC0, 0xC5, U'A'},     {0xC8, 0xCB, U'E'},     {0xCC, 0xCF, U'I'},     {0xD0, 0xD0, U'D'},
     {0xD2, 0xD6, U'O'},     {0xD9, 0xDC, U'U'},     {0xDD, 0xDD, U'Y'},     {0x102, 0x102, U'A'},
     {0x110, 0x110, U'D'},   {0x128, 0x128, U'I'},   {0x168, 0x168, U'U'},   {0x1A0, 0x1A0, U'O'},
     {0x1AF, 0x1AF, U'U'},   {0x1EA0, 0x1EB7, U'A'}, {0x1EB8, 0x1EC7, U'E'}, {0x1EC8, 0x1ECB, U'I'},
     {0x1ECC, 0x1EE3, U'O'}, {0x1EE4, 0x1EF1, U'U'}, {0x1EF2, 0x1EF9, U'Y'}, {0xA0, 0xA0, U' '},
     {0x09, 0x0D, U' '}}};

char32_t base_of(char32_t point) {
    for (const Range& range : letters)
        if (point >= range.first && point <= range.last) return range.base;
    return point;
}

bool is_mark(char32_t point) {
    return point >= 0x300 && point <= 0x36F;  // Combining Diacritical Marks, where NFC has no single letter
}

}  // namespace

std::string fold(std::string_view text) {
    if (ill_formed_at(text)) return std::string(text);
    std::string out;
    bool space = true;
    for (const char32_t point : code_points(upper(nfc(text)))) {
        if (is_mark(point)) continue;
        const char32_t base = base_of(point);
        if (base != U' ' || !space) out += to_utf8(base);
        space = base == U' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace hocba::archive
