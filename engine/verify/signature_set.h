// The signatures of a document together: each field with its own bytes, in order, nothing between.
#pragma once

#include <string_view>

#include "engine/verify/envelope.h"
#include "engine/verify/facts.h"
#include "engine/verify/issue_check.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// Judges every signature and every revision; fills report.signatures and adds reasons. True if no prepared
/// field is left empty.
bool judge_signatures(std::string_view pdf, const Envelope& envelope, const Facts& facts,
                      const IssueFound& issue, const Options& options, Report& report);

}  // namespace hocba::verify
