#include "engine/verify/order.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

/// The clocks of two desks may differ by so much.
constexpr std::int64_t kClockSkew = 600;

bool is_before(Instant one, Instant other) {
    return one.unix_s < other.unix_s - kClockSkew;
}

/// QĐ 1789/QĐ-SGDĐT, Điều 20.5: each role signs what the one before it has signed, so nobody is left out in
/// between. Fields that the form does not know are judged elsewhere.
void judge_procedure(const form::Form& form, Report& report) {
    const auto& slots = form.slots();
    std::size_t next = 0;
    for (const auto& signature : report.signatures) {
        const auto slot = std::find(slots.begin(), slots.end(), signature.field);
        if (slot == slots.end()) continue;
        if (static_cast<std::size_t>(slot - slots.begin()) != next)
            return report.reasons.push_back(reason("signature-order", signature.field));
        ++next;
    }
}

/// Nothing is signed before it was issued, nor before what it covers was signed.
void judge_times(std::optional<Instant> earliest, Report& report) {
    for (const auto& signature : report.signatures) {
        if (!signature.intact || !signature.time_claimed) continue;
        const Instant claimed = *signature.time_claimed, proven = signature.time_proven.value_or(claimed);
        if (earliest && (is_before(claimed, *earliest) || is_before(proven, *earliest)))
            report.reasons.push_back(reason("time-order", signature.field));
        earliest = earliest ? std::max(*earliest, claimed) : claimed;
    }
}

}  // namespace

void judge_order(const IssueFound& issue, Report& report) {
    if (issue.form != nullptr) judge_procedure(*issue.form, report);
    judge_times(issue.present ? std::optional(issue.issue.issued_at) : std::nullopt, report);
}

}  // namespace hocba::verify
