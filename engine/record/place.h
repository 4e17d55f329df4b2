// Places inside a record: steps from the root, written as a JSON pointer (RFC 6901).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"

namespace hocba::record {

/// Member names and array indices from the root of a record.
using Steps = std::vector<std::string>;

/// RFC 6901 §3: "~" is written "~0", "/" is written "~1". Empty for the root.
std::string pointer(const Steps& steps);

/// `pointer` + "/" + the escaped name.
std::string child(const std::string& pointer, std::string_view name);

/// The value at that place; null pointer if there is none.
const Json* value_at(const Json& root, const Steps& steps);

/// At most `most` characters of a text, for a message.
std::string shortened(std::string_view text, std::size_t most = 40);

}  // namespace hocba::record
