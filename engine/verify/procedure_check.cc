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
    if (!options.procedures) return nullptr;
    const auto found = std::find_if(options.procedures->begin(), options.procedures->end(),
                                    [&](const ProcedureRule& rule) { return rule.name == procedure; });
    return found == options.procedures->end() ? nullptr : &*found;
}

/// QĐ 1789/QĐ-SGDĐT, Điều 14.7: for a teacher who left, in that teacher's place.
void judge_on_behalf(const SignatureReport& signature, const ProcedureRule* rule,
                     std::vector<Reason>& reasons) {
    if (signature.on_behalf_of.empty()) return;
    const bool refused = !sign::may_be_signed_on_behalf(signature.field) ||
                         (rule != nullptr && !contains(rule->on_behalf, signature.field));
    if (refused) reasons.push_back(reason("on-behalf-refused", signature.field));
}

/// The page and the signature tell of the same absent teacher, for the same reason, or both of none.
void judge_printed_teacher(const SignatureReport& signature, const PrintedSigners& printed,
                           std::vector<Reason>& reasons) {
    const bool is_signed_so = !signature.on_behalf_of.empty();
    const std::string& where = signature.field;
    if (is_signed_so != printed.on_behalf.has_value()) reasons.push_back(reason("on-behalf-missing", where));
    if (is_signed_so && printed.homeroom != signature.on_behalf_of)
        reasons.push_back(reason("on-behalf-differs", where + ": " + signature.on_behalf_of));
    else if (is_signed_so && printed.on_behalf && printed.on_behalf->why != signature.why)
        reasons.push_back(reason("on-behalf-differs", where + ": " + signature.why));
}

/// NĐ 30/2020/NĐ-CP, Phụ lục I, II.7: the name under a signature is the signer's.
void judge_printed(const SignatureReport& signature, const PrintedSigners& printed,
                   std::vector<Reason>& reasons) {
    std::string name;
    if (signature.field == "principal") name = printed.head;
    if (signature.field == "homeroom") {
        judge_printed_teacher(signature, printed, reasons);
        name = printed.on_behalf ? printed.on_behalf->by : printed.homeroom;
    }
    if (!same_person(name, signature.signer))
        reasons.push_back(reason("name-differs", signature.field + ": " + name + " / " + signature.signer));
}

}  // namespace

void judge_procedures(const IssueFound& issue, const Options& options, Report& report) {
    std::string common;
    for (const SignatureReport& signature : report.signatures) {
        const std::string& name = signature.procedure;
        if (!signature.intact) continue;
        const ProcedureRule* rule = rule_of(name, options);
        judge_on_behalf(signature, rule, report.reasons);
        if (issue.printed) judge_printed(signature, *issue.printed, report.reasons);
        if (name.empty()) continue;
        const std::string where = signature.field + ": " + name;
        if (!common.empty() && name != common) report.reasons.push_back(reason("procedure-differs", where));
        if (common.empty()) common = name;
        if (options.procedures && rule == nullptr)
            report.reasons.push_back(reason("procedure-unknown", where));
        if (rule != nullptr && !contains(rule->roles, signature.field))
            report.reasons.push_back(reason("procedure-role", where));
    }
}

}  // namespace hocba::verify
