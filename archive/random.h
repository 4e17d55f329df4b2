// Randomness as an argument: salts come from here and nowhere else.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "engine/base/result.h"

namespace hocba::archive {

/// That many unpredictable bytes; Fault::io if the system has none to give.
using Random = std::function<Result<std::string>(std::size_t)>;

/// getrandom(2).
Result<std::string> system_random(std::size_t size);

}  // namespace hocba::archive
