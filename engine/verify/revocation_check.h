// Whether the certificates behind one intact signature were revoked, and what that does to the verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verify/chain.h"
#include "engine/verify/evidence.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// When it was signed: by the signer's clock, and what a timestamp proves.
struct SigningTime {
    Instant claimed;
    std::optional<Instant> proven;
};

/// QĐ 1789, 24.3b: the state at signing counts; without a proven time any revocation does. `path` is a good
/// one; the states go into `certificate`, the reasons with `where`.
void judge_revocation(const Path& path, const SigningTime& time, const std::string& where, Evidence& evidence,
                      const Options& options, Certificate& certificate, std::vector<Reason>& reasons);

}  // namespace hocba::verify
