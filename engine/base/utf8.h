// Unicode text as UTF-8: well-formedness, NFC (UAX #15) and upper case, by ICU.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hocba {

/// The byte offset of the first ill-formed sequence; nothing if all is well-formed (Unicode 15, table 3-7).
std::optional<std::size_t> ill_formed_at(std::string_view text);

/// `text` must be well-formed.
std::string nfc(std::string_view text);
bool is_nfc(std::string_view text);
std::string upper(std::string_view text);

/// `text` must be well-formed.
std::u32string code_points(std::string_view text);
std::string to_utf8(char32_t code_point);

/// Foreign text for one line of a terminal: whatever could move its cursor, hide or reorder what follows
/// (controls, line and paragraph separators, bidirectional formatting; UAX #9) or is ill-formed becomes
/// U+FFFD; at most `longest` code points, then "…".
std::string on_one_line(std::string_view text, std::size_t longest = 2000);

}  // namespace hocba
