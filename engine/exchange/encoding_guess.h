// Which legacy encoding a text looks like, only to name it to the clerk: nothing is converted on this ground.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hocba::exchange {

/// Bytes that are looked at: some hundred rows.
inline constexpr std::size_t kSample = 1 << 16;
/// The beginning of a UTF-8 text, whole letters.
std::string_view sample_of(std::string_view text);

/// The encoding in which most marked words of the bytes are Vietnamese syllables; empty if there is none, or
/// if there are too few words to tell.
std::string looks_like(std::string_view bytes);

/// How many of the words with marks are Vietnamese syllables, and how many there are; `text` is UTF-8.
struct Syllables {
    std::size_t vietnamese = 0, all = 0;
    bool most() const { return all > 0 && vietnamese * 5 >= all * 4; }
};
Syllables syllables_of(std::string_view text);

}  // namespace hocba::exchange
