#include "engine/verify/timeline.h"

#include <algorithm>

#include "engine/sign/sign.h"
#include "engine/verify/chain.h"
#include "engine/verify/contents.h"
#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

/// Two authorities' clocks may differ by so much.
constexpr std::int64_t kClockSkew = 300;

Instant later(Instant time, std::int64_t seconds) {
    return {time.unix_s + seconds, time.offset_min};
}

/// The code of why the authority is not believed, or nothing.
std::string fault_of(const Path& path, const Certificate& authority, Instant time, PathState state) {
    if (path.fault == "certificate-time") return "timestamp-expired";
    if (!path.fault.empty()) return "timestamp-untrusted";
    if (time < authority.not_before) return "timestamp-untrusted";
    return state.state == sign::RevocationState::revoked ? "timestamp-revoked" : "";
}

}  // namespace

std::optional<Stamp> judge_token(const sign::TokenFacts& token, std::string_view bytes, Instant moment,
                                 const std::string& where, Evidence& evidence, const Options& options,
                                 std::vector<Reason>& reasons) {
    const auto refuse = [&](std::string_view code) {
        reasons.push_back(reason(code, where));
        return std::nullopt;
    };
    if (!token.faults.empty()) return refuse(token.faults.front());
    if (!is_over(token, bytes)) return refuse("timestamp-mismatch");
    if (options.trust == nullptr) return std::nullopt;
    if (token.time > options.at) return refuse("signed-later");
    if (token.time > later(moment, kClockSkew)) return refuse("timestamp-order");
    auto others = token.certificates;
    others.insert(others.end(), evidence.certificates().begin(), evidence.certificates().end());
    Path path = find_path(token.signer_certificate, others, options.trust->roots_of_timestamps(), moment,
                          Purpose::timestamps);
    const auto authority = read_certificate(token.signer_certificate);
    const PathState state = evidence.state_of(path.certificates, moment);
    const std::string fault = fault_of(path, authority.value_or(Certificate{}), token.time, state);
    if (!fault.empty()) return refuse(fault);
    return Stamp{token.time, 0, std::move(path.certificates)};
}

Timeline::Timeline(std::string_view pdf, const std::vector<Pair>& pairs, Evidence& evidence,
                   const Options& options, std::vector<Reason>& reasons) {
    Instant moment = options.at;
    for (auto pair = pairs.rbegin(); pair != pairs.rend(); ++pair) {
        const auto& [field, raw] = *pair;
        if (!field->is_timestamp) continue;
        if (field->sub_filter != "/ETSI.RFC3161") reasons.push_back(reason("sub-filter", field->name));
        std::vector<std::string> faults;
        const std::string_view der = der_of(raw->contents, faults);
        for (const auto& fault : faults) reasons.push_back(reason(fault, field->name));
        if (der.empty()) continue;
        auto stamp = judge_token(sign::inspect_token(der), covered_bytes(pdf, *raw), moment, field->name,
                                 evidence, options, reasons);
        if (!stamp) continue;
        stamp->revision = static_cast<std::int64_t>(raw->revision);
        moment = std::min(moment, stamp->time);
        evidence.known_since(moment, stamp->revision);
        stamps_.insert(stamps_.begin(), *std::move(stamp));
    }
}

const Stamp* Timeline::after(std::int64_t revision) const {
    const auto found = std::find_if(stamps_.begin(), stamps_.end(),
                                    [revision](const Stamp& stamp) { return stamp.revision > revision; });
    return found == stamps_.end() ? nullptr : &*found;
}

}  // namespace hocba::verify
