#include "engine/verify/revocation_check.h"

#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

using sign::RevocationState;

const char* word(RevocationState state) {
    switch (state) {
        case RevocationState::good:
            return "good";
        case RevocationState::revoked:
            return "revoked";
        case RevocationState::unknown:
            break;
    }
    return "unknown";
}

}  // namespace

void judge_revocation(const Path& path, const SigningTime& time, const std::string& where, Evidence& evidence,
                      const Options& options, Certificate& certificate, std::vector<Reason>& reasons) {
    const PathState then = evidence.state_of(path.certificates, time.proven.value_or(time.claimed));
    const PathState now = evidence.state_of(path.certificates, options.at);
    certificate.state_at_signing = word(then.state);
    certificate.state_now = word(now.state);
    const bool revoked_now = now.state == RevocationState::revoked;
    const bool revoked_then = then.state == RevocationState::revoked;
    const std::string since =
        where + (revoked_now && now.revoked_at ? ": " + to_rfc3339(*now.revoked_at) : "");
    if (revoked_then || (revoked_now && !time.proven))
        return reasons.push_back(reason("certificate-revoked", since));
    if (revoked_now) reasons.push_back(reason("certificate-revoked-later", since));
    const bool ended = options.at > path.valid_until;
    if (then.state == RevocationState::unknown)
        reasons.push_back(
            reason("revocation-unknown", where, ended ? Verdict::indeterminate : Verdict::valid));
    if (ended && (!time.proven || *time.proven > path.valid_until))
        reasons.push_back(reason("no-proof-of-time", where));
}

}  // namespace hocba::verify
