// The published attacks by their names, beside what gave them away.
#pragma once

#include <vector>

#include "engine/verify/envelope.h"
#include "engine/verify/facts.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// Adds "attack-usf", "attack-isa", "attack-swa" and "attack-shadow-…" where the findings amount to one. They
/// explain a verdict that is invalid already; "certification", "value-appearance" and "appearance-changed"
/// are named where they are found.
void name_attacks(const Envelope& envelope, const Facts& facts, std::vector<Reason>& reasons);

}  // namespace hocba::verify
