#include <algorithm>
#include <new>
#include <optional>
#include <utility>

#include "engine/base/bytes.h"
#include "engine/sandbox/sandbox.h"
#include "engine/verify/attacks.h"
#include "engine/verify/copy_check.h"
#include "engine/verify/envelope.h"
#include "engine/verify/facts.h"
#include "engine/verify/issue_check.h"
#include "engine/verify/order.h"
#include "engine/verify/paper_check.h"
#include "engine/verify/procedure_check.h"
#include "engine/verify/reason.h"
#include "engine/verify/reproduction.h"
#include "engine/verify/seal_check.h"
#include "engine/verify/signature_set.h"
#include "engine/verify/structure.h"
#include "engine/verify/verify.h"
#include "engine/verify/verify_xml.h"

namespace hocba::verify {
namespace {

const char* code_of(sandbox::Ending ending) {
    return ending == sandbox::Ending::crashed ? "parser-crashed" : "parser-limits";
}

/// The child's facts; nothing, and a reason, if it did not come to an end.
std::optional<Facts> facts_of(std::string_view pdf, const Envelope& envelope,
                              const sandbox::Deadline& deadline, std::vector<Reason>& reasons) {
    const auto work = [&] { return encode(describe(pdf, envelope.revisions)); };
    const sandbox::Answer answer = sandbox::run_limited(work, deadline.limits());
    if (answer.ending != sandbox::Ending::finished) {
        reasons.push_back(reason(code_of(answer.ending), "document"));
        return std::nullopt;
    }
    auto facts = decode(answer.output);
    if (!facts) reasons.push_back(reason("parser-crashed", "document"));
    return facts;
}

/// A form of ours that was never issued.
bool is_draft(const Facts& facts) {
    const bool any_signed = std::any_of(facts.fields.begin(), facts.fields.end(),
                                        [](const FieldFact& field) { return field.is_signed; });
    return !any_signed && facts.properties.count("formId") != 0 && facts.properties.count("issueId") == 0 &&
           facts.attachments.count("issue.json") == 0;
}

void fill_document(const IssueFound& issue, const Facts& facts, Report& report) {
    if (!issue.present) return;
    if (!issue.tokens.empty()) fill_about(issue.tokens.front().claims, report.document);
    report.document.id = to_hex(issue.id);
    report.document.uuid = issue.issue.uuid;
    report.document.revision = issue.issue.revision;
    report.document.school = issue.issue.school;
    report.document.form = property(facts, "formId");
    for (const auto& token : issue.tokens) report.pages_seen.push_back(static_cast<int>(token.claims.page));
    report.complete =
        !issue.tokens.empty() && !has(issue.reasons, "seal-set") && !has(issue.reasons, "seal-text");
}

/// The last claimed time, if every prepared field is signed.
std::optional<Instant> finished_at(bool all_signed, const Report& report) {
    std::optional<Instant> last;
    if (!all_signed) return last;
    for (const auto& signature : report.signatures)
        if (signature.time_claimed && (!last || *signature.time_claimed > *last))
            last = signature.time_claimed;
    return last;
}

void judge_trust(const Options& options, std::vector<Reason>& reasons) {
    if (options.trust == nullptr) return reasons.push_back(reason("no-trust"));
    for (const auto& problem : options.trust->problems)
        reasons.push_back(reason("trust-file", problem.where));
}

/// The fields are those of the form, and the last of its procedure locks.
void judge_form_slots(const IssueFound& issue, const Facts& facts, std::vector<Reason>& reasons) {
    if (issue.form == nullptr) return;
    std::vector<std::string> expected = issue.form->slots(), found;
    const std::string last = expected.empty() ? "" : expected.back();
    bool locks = false;
    for (const FieldFact& field : facts.fields) {
        if (field.is_timestamp) continue;
        found.push_back(field.name);
        locks = locks || (field.name == last && field.locks);
    }
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    if (expected != found || !locks) reasons.push_back(reason("slot-missing", "AcroForm"));
}

std::string_view attachment(const Facts& facts, const char* name) {
    const auto found = facts.attachments.find(name);
    return found == facts.attachments.end() ? std::string_view() : std::string_view(found->second);
}

/// The data XML inside the PDF and the finished one beside it.
void judge_xml(const IssueFound& issue, const Facts& facts, const Options& options,
               const sandbox::Deadline& deadline, Report& report) {
    judge_data_xml({facts, attachment(facts, kDataXml), options.xml, attachment(facts, "record.json"),
                    issue.form, issue.issue.school, deadline},
                   options, report);
}

/// What needs no parser to be refused; so no parser is asked.
bool is_refused(const Envelope& envelope) {
    const auto stops = [](const Finding& fault) {
        return fault.code == "encrypted" || fault.code == "too-many-revisions" ||
               fault.code == "too-many-signatures";
    };
    return envelope.revisions.empty() || std::any_of(envelope.faults.begin(), envelope.faults.end(), stops);
}

void judge_content(std::string_view pdf, const Envelope& envelope, const Facts& facts, const Options& options,
                   const sandbox::Deadline& deadline, Report& report) {
    report.pages = static_cast<int>(facts.pages);
    add(report.reasons, facts.faults);
    if (!envelope.faults.empty() || !facts.faults.empty()) report.structure = "invalid";
    if (has(report.reasons, "too-many-signatures")) return;
    if (is_draft(facts)) return report.reasons.push_back(reason("draft", "document"));
    if (is_copy(facts)) return judge_copy(facts, options, deadline, report);
    if (is_paper(facts)) {
        judge_trust(options, report.reasons);
        return judge_paper(pdf, envelope, facts, options, report);
    }
    const IssueFound issue = check_issue(facts, options);
    report.reasons.insert(report.reasons.end(), issue.reasons.begin(), issue.reasons.end());
    fill_document(issue, facts, report);
    const bool all_signed = judge_signatures(pdf, envelope, facts, issue, options, report);
    judge_order(issue, report);
    judge_procedures(issue, options, report);
    name_attacks(envelope, facts, report.reasons);
    judge_form_slots(issue, facts, report.reasons);
    judge_xml(issue, facts, options, deadline, report);
    const std::string_view data_xml = attachment(facts, kDataXml);
    judge_pages({pdf, attachment(facts, "record.json"), data_xml, issue}, options, deadline, report.reasons);
    judge_trust(options, report.reasons);
    if (property(facts, "unverifiedLabels") == "true")
        report.reasons.push_back(reason("unverified-labels", "XMP"));
    if (!issue.present) return;
    const Asked asked{issue.id.substr(0, 8), issue.issue.issued_at, finished_at(all_signed, report), pdf};
    judge_status(asked, options, report);
    judge_archive(asked, options, report);
}

void judge_pdf(std::string_view pdf, const Options& options, const sandbox::Deadline& deadline,
               Report& report) {
    const Envelope envelope = read_envelope(pdf);
    add(report.reasons, envelope.faults);
    std::optional<Facts> facts;
    if (!is_refused(envelope)) facts = facts_of(pdf, envelope, deadline, report.reasons);
    if (facts)
        judge_content(pdf, envelope, *facts, options, deadline, report);
    else
        report.structure = "invalid";
    report.verdict = verdict_of(report.reasons);
}

Report empty_report(const std::string& name) {
    Report report;
    report.input = name;
    report.kind = "pdf";
    return report;
}

Report refused(const std::string& name, std::string_view code) {
    Report report = empty_report(name);
    report.structure = "invalid";
    report.reasons.push_back(reason(code, "document"));
    report.verdict = Verdict::invalid;
    return report;
}

}  // namespace

Verdict verdict_on_original(std::string_view pdf, const Options& options, const sandbox::Deadline& deadline) {
    Options inside = options;
    inside.xml = {};
    inside.inside_copy = true;
    Report report = empty_report("original");
    judge_pdf(pdf, inside, deadline, report);
    return report.verdict;
}

Report verify_pdf(std::string_view pdf, const std::string& name, const Options& options) {
    if (pdf.size() > largest_pdf) return refused(name, "too-large");
    try {
        Report report = empty_report(name);
        judge_pdf(pdf, options, sandbox::Deadline(), report);
        return report;
    } catch (const std::bad_alloc&) {
        // One file must not take the verdicts of the others with it.
        return refused(name, "parser-limits");
    }
}

}  // namespace hocba::verify
