// The text of a cell as the value that its member of the record has; what cannot be read is said, never
// guessed.
#pragma once

#include <string>

#include "engine/exchange/mapping.h"

namespace hocba::exchange {

/// The value (null: nothing stands there), or why it cannot be read (an empty Text if it can).
struct Value {
    Json json;
    Text refused = {};
    Text hint = {};
};

/// `text` is tidy. `own` are the column's words, `shared` the mapping's; both by folded().
Value read_value(const Target& target, const std::string& text, const Words& own, const Words& shared);

}  // namespace hocba::exchange
