// Values of the mapping itself held against the form, before any pupil gets them.
#pragma once

#include <vector>

#include "engine/exchange/mapping.h"

namespace hocba::exchange {

/// Once each, at their lines of the mapping; they would be every pupil's problems otherwise.
std::vector<Problem> constant_problems(const Plan& plan, const record::Schema& schema);

}  // namespace hocba::exchange
