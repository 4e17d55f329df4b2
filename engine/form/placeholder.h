// Placeholders in text: "{path}", "{path?}", "{path|format}", "{path?|format}".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/form/node.h"
#include "engine/form/problems.h"

namespace hocba::form {

/// "path", "path?", "path|format", "path?|format", without braces; nothing if malformed or of no known
/// format.
std::optional<Hole> parse_hole(std::string_view text);

/// Text cut at its placeholders. `place_of_brace(n)` is the place of the nth "{".
Words parse_words(std::string_view text, const std::function<std::string(std::size_t)>& place_of_brace,
                  Problems& problems);

}  // namespace hocba::form
