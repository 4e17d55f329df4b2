#include "engine/verify/procedure_check.h"

#include <algorithm>
#include <string>

#include "engine/sign/reason.h"
#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// Null if the procedure is none of those at hand.
const ProcedureRule* rule_of(const std::string& procedure, const Options& options) {
    if (options.procedures == nullptr) return nullptr;
    const auto found = std::find_if(options.procedures->begin(), options.procedures->end(),
                                    [&](const ProcedureRule& rule) { return rule.name == procedure; });
    return found == options.procedures->end() ? nullptr : &*found;
}

/// QĐ 1789/QĐ-SGDĐT, Điều 14.7: for a teacher who left, in that teacher's place, and the page names the
/// teacher.
void judge_on_behalf(const SignatureReport& signature, const ProcedureRule* rule, const IssueFound& issue,
                     std::vector<Reason>& reasons) {
    if (signature.on_behalf_of.empty()) return;
    const bool refused = !sign::may_be_signed_on_behalf(signature.field) ||
                         (rule != nullptr && !contains(rule->on_behalf, signature.field));
    if (refused) reasons.push_back(reason("on-behalf-refused", signature.field));
    if (signature.field == "homeroom" && issue.homeroom && *issue.homeroom != signature.on_behalf_of)
        reasons.push_back(reason("on-behalf-differs", signature.field + ": " + signature.on_behalf_of));
}

}  // namespace

void judge_procedures(const IssueFound& issue, const Options& options, Report& report) {
    std::string common;
    for (const SignatureReport& signature : report.signatures) {
        const std::string& name = signature.procedure;
        if (!signature.intact) continue;
        const ProcedureRule* rule = rule_of(name, options);
        judge_on_behalf(signature, rule, issue, report.reasons);
        if (name.empty()) continue;
        const std::string where = signature.field + ": " + name;
        if (!common.empty() && name != common) report.reasons.push_back(reason("procedure-differs", where));
        if (common.empty()) common = name;
        if (options.procedures != nullptr && rule == nullptr)
            report.reasons.push_back(reason("procedure-unknown", where));
        if (rule != nullptr && !contains(rule->roles, signature.field))
            report.reasons.push_back(reason("procedure-role", where));
    }
}

}  // namespace hocba::verify
