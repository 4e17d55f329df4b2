// Which legacy encoding a text looks like, only to name it to the clerk: nothing is converted on this ground.
#pragma once

#include <string>
#include <string_view>

namespace hocba::exchange {

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
