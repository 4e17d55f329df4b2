// One signature judged: its CMS over its bytes, its certificate, and whether its signer may.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/verify/envelope.h"
#include "engine/verify/facts.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

struct Judged {
    SignatureReport report;
    std::vector<Reason> reasons;
};

/// `school`: code of the issuing school, for the authority of the signer.
Judged judge_signature(std::string_view pdf, const RawSignature& raw, const FieldFact& field,
                       const std::string& school, const Options& options);

}  // namespace hocba::verify
