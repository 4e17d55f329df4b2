// What a record says and the XML made from it does not.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::exchange {

/// A warning for each member of `given` that `back` lacks or has otherwise, at `place` + pointer. Empty
/// objects and lists say nothing and cannot be lost.
std::vector<Problem> losses(const Json& given, const Json& back, const std::string& place);

}  // namespace hocba::exchange
