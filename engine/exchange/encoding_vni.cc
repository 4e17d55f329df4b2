// VNI-Windows, the code of the VNI fonts (VNI Software Co., 1987): as its fonts show it and as xvnkb's vni.h
// lists it.
#include <array>

#include "engine/base/utf8.h"
#include "engine/exchange/encoding_tables.h"

namespace hocba::exchange {
namespace {

constexpr std::u32string_view kNoMarks;

struct Letter {
    unsigned char byte;
    char32_t small, capital;
};

/// Letters that are one byte; that of the capital is 0x20 below.
constexpr std::array<Letter, 9> kLetters{{{0xF4, U'ơ', U'Ơ'},
                                          {0xF6, U'ư', U'Ư'},
                                          {0xF1, U'đ', U'Đ'},
                                          {0xED, U'í', U'Í'},
                                          {0xEC, U'ì', U'Ì'},
                                          {0xE6, U'ỉ', U'Ỉ'},
                                          {0xF3, U'ĩ', U'Ĩ'},
                                          {0xF2, U'ị', U'Ị'},
                                          {0xEE, U'ỵ', U'Ỵ'}}};

struct Mark {
    unsigned char byte;
    std::u32string_view combining;
};

/// The byte after a letter, small; after capitals it is 0x20 below. Which of the two it is does not matter.
constexpr std::array<Mark, 17> kMarks{{
    {0xF9, U"\u0301"},        // aù á
    {0xF8, U"\u0300"},        // aø à
    {0xFB, U"\u0309"},        // aû ả
    {0xF5, U"\u0303"},        // aõ ã
    {0xEF, U"\u0323"},        // aï ạ
    {0xE2, U"\u0302"},        // aâ â
    {0xE1, U"\u0302\u0301"},  // aá ấ
    {0xE0, U"\u0302\u0300"},  // aà ầ
    {0xE5, U"\u0302\u0309"},  // aå ẩ
    {0xE3, U"\u0302\u0303"},  // aã ẫ
    {0xE4, U"\u0302\u0323"},  // aä ậ
    {0xEA, U"\u0306"},        // aê ă
    {0xE9, U"\u0306\u0301"},  // aé ắ
    {0xE8, U"\u0306\u0300"},  // aè ằ
    {0xFA, U"\u0306\u0309"},  // aú ẳ
    {0xFC, U"\u0306\u0303"},  // aü ẵ
    {0xEB, U"\u0306\u0323"},  // aë ặ
}};
constexpr std::size_t kTones = 5, kBreves = 11;  // the first marks are tones; from there on they are breves

/// The combining characters of a mark that `base` can have; empty if this byte is none.
std::u32string_view marks_after(char32_t base, unsigned char byte) {
    const std::u32string_view tones = U"aeouyAEOUYơưƠƯ", circumflexes = U"aeoAEO", breves = U"aA";
    for (std::size_t i = 0; i < kMarks.size(); ++i) {
        if (kMarks[i].byte != byte && kMarks[i].byte != byte + 0x20) continue;
        const std::u32string_view bases = i < kTones ? tones : i < kBreves ? circumflexes : breves;
        return bases.find(base) == bases.npos ? kNoMarks : kMarks[i].combining;
    }
    return kNoMarks;
}

/// 0 if the byte begins no character.
char32_t letter_of(unsigned char byte) {
    if (byte < 0x80) return byte;
    if (byte < 0xA0) return kWindowsSigns[byte - 0x80u];
    if (byte < 0xC0) return byte;  // signs of Latin-1
    for (const Letter& letter : kLetters) {
        if (letter.byte == byte) return letter.small;
        if (letter.byte == byte + 0x20) return letter.capital;
    }
    return 0;
}

}  // namespace

std::string from_vni(std::string_view bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char32_t base = letter_of(static_cast<unsigned char>(bytes[i]));
        text += to_utf8(base == 0 ? kNoMeaning : base);
        const auto marks =
            i + 1 < bytes.size() ? marks_after(base, static_cast<unsigned char>(bytes[i + 1])) : kNoMarks;
        for (const char32_t mark : marks) text += to_utf8(mark);
        if (!marks.empty()) ++i;
    }
    return nfc(text);
}

}  // namespace hocba::exchange
