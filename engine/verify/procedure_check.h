// What /Reason says of the procedure, and of whom somebody signed for, held against the record and the
// procedures at hand.
#pragma once

#include "engine/verify/issue_check.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// `report` has the PDF's signatures. Only intact ones are judged: what they say is said by their signers.
void judge_procedures(const IssueFound& issue, const Options& options, Report& report);

}  // namespace hocba::verify
