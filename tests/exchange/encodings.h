// The encodings of the tests, by others' tables: glibc's iconv, and the VNI table as its users list it.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hocba::exchange {

/// The 134 Vietnamese letters that are not ASCII: 66 marked vowels and đ, small, then capital.
const std::vector<std::string>& letters();

/// NFC text in an encoding: "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1258", "tcvn3",
/// "tcvn5712-1", "viscii" or "vni"; UTF-16 with its byte order mark. In TCVN3 capitals with a tone become
/// small, as in a font of capitals.
std::string encoded(const std::string& text, const std::string& encoding);

/// Each byte as the character that Windows-1252 shows: "NguyÔn V¨n".
std::string shown_by_windows(std::string_view bytes);

}  // namespace hocba::exchange
