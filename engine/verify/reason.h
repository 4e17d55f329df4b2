// The catalogue of reasons: stable codes, and what each means to a clerk and to an operator.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/verify/envelope.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// The reason of that code with its text and usual weight. An unknown code is a reader's fault of ours or of
/// the sign room's: it weighs `invalid` and says so.
Reason reason(std::string_view code, std::string where = "");
Reason reason(std::string_view code, std::string where, Verdict weight);

void add(std::vector<Reason>& reasons, const std::vector<Finding>& findings);

/// invalid if one reason is, else indeterminate if one reason is, else valid.
Verdict verdict_of(const std::vector<Reason>& reasons);

}  // namespace hocba::verify
