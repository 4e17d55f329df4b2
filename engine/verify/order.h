// Who signed before whom: the order that the procedure prescribes, and times that do not contradict it.
#pragma once

#include "engine/verify/issue_check.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// `report` has its signatures, in the order of their revisions.
void judge_order(const IssueFound& issue, Report& report);

}  // namespace hocba::verify
