// The text of a cell: NFC, without stray space; and as headers and words are compared.
#pragma once

#include <string>
#include <string_view>

namespace hocba::exchange {

/// NFC; runs of spaces, tabs and no-break spaces are one space, none at the ends of lines; lines end with
/// "\n", none is empty at the ends. Letters stay as they are: "hoà" and "hòa" are both right. `text` is
/// well-formed.
std::string tidy(std::string_view text);

/// Tidy, upper case, lines joined: equal for headers that look the same.
std::string folded(std::string_view text);

}  // namespace hocba::exchange
