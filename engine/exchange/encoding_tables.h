// Encodings, each as one function from bytes to UTF-8; what has no meaning becomes U+FFFD.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace hocba::exchange {

inline constexpr char32_t kNoMeaning = U'\uFFFD';

/// VN3 of TCVN 5712:1993, the "ABC" fonts: small letters with every mark, and the capitals Ă Â Ê Ô Ơ Ư Đ
/// alone; Á is written "á" in a font of capitals. 0x80–0x9F are signs of Windows-1252.
std::string from_tcvn3(std::string_view bytes);
/// VN1 of TCVN 5712:1993: VN3, and the other capitals among the control characters.
std::string from_tcvn5712_1(std::string_view bytes);
/// RFC 1456.
std::string from_viscii(std::string_view bytes);
/// VNI-Windows: a letter, then the byte of its mark.
std::string from_vni(std::string_view bytes);
/// UTF-16LE, UTF-16BE and Windows-1258 by ICU.
std::string from_utf16le(std::string_view bytes);
std::string from_utf16be(std::string_view bytes);
std::string from_windows1258(std::string_view bytes);

/// 0x80–0x9F of Windows-1252; the five positions that it leaves open are C1 controls.
inline constexpr std::u32string_view kWindowsSigns =
    U"€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

/// 256 characters, one a byte; 0 where a byte has no meaning.
using Table = std::array<char32_t, 256>;
std::string from_table(const Table& table, std::string_view bytes);

/// ASCII below 0x80, `upper` from 0x80 on.
Table ascii_and(std::u32string_view upper);

}  // namespace hocba::exchange
