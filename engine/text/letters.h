// A text letter by letter: a character with the marks on it stays together.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace hocba::text {

/// The letters of a text in order (UAX #29: a character and what extends it). `text` must be well-formed.
std::vector<std::string_view> letters(std::string_view text);

}  // namespace hocba::text
