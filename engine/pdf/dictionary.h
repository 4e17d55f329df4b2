// Reads values out of the text of a dictionary that we wrote (ISO 32000-1, 7.3), without building objects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hocba::pdf {

/// The text of the value under `key` ("/Size"); nothing if there is none or the dictionary is broken.
std::optional<std::string_view> value_of(std::string_view dictionary, std::string_view key);

/// The dictionary, with its brackets, that begins at `text`; nothing if it does not end.
std::optional<std::string_view> dictionary_at(std::string_view text);

/// All integers of "[1 5 1]" or "12 0 R", in order.
std::vector<std::uint64_t> integers(std::string_view text);

/// The object number of "12 0 R"; 0 if it is no reference.
int referred(std::string_view text);

/// A literal or hexadecimal text string as UTF-8.
std::optional<std::string> parse_text_string(std::string_view text);

}  // namespace hocba::pdf
