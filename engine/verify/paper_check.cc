#include "engine/verify/paper_check.h"

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/form/paper.h"
#include "engine/verify/attacks.h"
#include "engine/verify/order.h"
#include "engine/verify/procedure_check.h"
#include "engine/verify/reason.h"
#include "engine/verify/seal_check.h"
#include "engine/verify/signature_set.h"

namespace hocba::verify {
namespace {

/// QĐ 1789/QĐ-SGDĐT, Điều 22.3a: the head with a personal certificate, then the school with its own.
constexpr const char *kFirst = "principal", *kLast = "school";

const std::string* attachment(const Facts& facts, const char* name) {
    const auto found = facts.attachments.find(name);
    return found == facts.attachments.end() ? nullptr : &found->second;
}

/// paper.json, its digest in the XMP, and the keyed record must tell one story.
std::optional<form::Paper> paper_in(const Facts& facts, std::vector<Reason>& reasons) {
    const std::string* bytes = attachment(facts, form::kPaperJson);
    auto paper = form::paper_from(bytes == nullptr ? "" : *bytes, form::kPaperJson);
    if (!paper || to_hex(form::paper_id(*paper)) != property(facts, "digitisedId")) {
        reasons.push_back(reason("paper-differs", form::kPaperJson));
        return std::nullopt;
    }
    const std::string* keyed = attachment(facts, form::kKeyedJson);
    const std::string digest = keyed == nullptr ? "" : sha256(*keyed);
    if (digest != paper->keyed_sha256) reasons.push_back(reason("paper-differs", form::kKeyedJson));
    if (keyed != nullptr) reasons.push_back(reason("paper-keyed", form::kKeyedJson));
    return *std::move(paper);
}

void fill_about(const form::Paper& paper, About& about) {
    about.id = to_hex(form::paper_id(paper));
    about.pupil = paper.pupil_name;
    about.school = paper.school;
    about.year = form::years_of(paper);
    about.class_name = paper.class_name;
    about.born = paper.born;
    if (paper.pupil_id.size() >= 4) about.pupil_tail = paper.pupil_id.substr(paper.pupil_id.size() - 4);
}

/// Both slots, no other, and the last locks; signed in that order.
void judge_slots(const Facts& facts, Report& report) {
    std::vector<std::string> names;
    bool locks = false;
    for (const FieldFact& field : facts.fields) {
        if (field.is_timestamp) continue;
        names.push_back(field.name);
        locks = locks || (field.name == kLast && field.locks);
    }
    std::sort(names.begin(), names.end());
    if (names != std::vector<std::string>{kFirst, kLast} || !locks)
        report.reasons.push_back(reason("slot-missing", "AcroForm"));
    if (!report.signatures.empty() && report.signatures.front().field != kFirst)
        report.reasons.push_back(reason("signature-order", report.signatures.front().field));
}

std::optional<Instant> finished_at(const Report& report) {
    std::optional<Instant> last;
    for (const SignatureReport& one : report.signatures)
        if (one.time_claimed && (!last || *one.time_claimed > *last)) last = one.time_claimed;
    return last;
}

}  // namespace

bool is_paper(const Facts& facts) {
    return !property(facts, "digitisedId").empty() && attachment(facts, "issue.json") == nullptr;
}

void judge_paper(std::string_view pdf, const Envelope& envelope, const Facts& facts, const Options& options,
                 Report& report) {
    report.reasons.push_back(reason("paper-copy", "document"));
    const auto paper = paper_in(facts, report.reasons);
    IssueFound none;  // never issued: the school alone, for the authority of who signed
    none.issue.school = property(facts, "digitisedSchool");
    if (paper) {
        none.issue.school = paper->school;
        fill_about(*paper, report.document);
    }
    const bool all_signed = judge_signatures(pdf, envelope, facts, none, options, report);
    if (!all_signed) report.reasons.push_back(reason("paper-unconfirmed", "AcroForm"));
    report.complete = all_signed;
    judge_slots(facts, report);
    judge_order(none, report);
    judge_procedures(none, options, report);
    name_attacks(envelope, facts, report.reasons);
    if (!paper) return;
    const Asked asked{form::paper_id(*paper).substr(0, 8), paper->scanned_at,
                      all_signed ? finished_at(report) : std::nullopt, pdf};
    judge_status(asked, options, report);
    judge_archive(asked, options, report);
}

}  // namespace hocba::verify
