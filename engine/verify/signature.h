// One signature judged: its CMS over its bytes, its certificate at its time, and whether its signer may.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/verify/evidence.h"
#include "engine/verify/issue_check.h"
#include "engine/verify/timeline.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

struct Judged {
    SignatureReport report;
    std::vector<Reason> reasons;
};

/// What all signatures of a document share.
struct Circumstances {
    std::string_view pdf;
    const IssueFound& issue;  // its school, for the authority of the signer; who it prints
    const Options& options;
    Evidence& evidence;
    const Timeline& timeline;
};

Judged judge_signature(const Pair& pair, const Circumstances& circumstances);

}  // namespace hocba::verify
