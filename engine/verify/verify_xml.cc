#include "engine/verify/verify_xml.h"

#include <algorithm>
#include <new>
#include <utility>

#include "engine/exchange/export.h"
#include "engine/record/moet_xml.h"
#include "engine/verify/chain.h"
#include "engine/verify/printed_signers.h"
#include "engine/verify/reason.h"
#include "engine/verify/revocation_check.h"
#include "engine/verify/seal_check.h"
#include "engine/verify/xml_reading.h"

namespace hocba::verify {
namespace {

constexpr std::size_t kMostProblems = 20;

/// What the signatures of one XML are held against.
struct Ground {
    std::string name;           // of the XML
    const std::string& school;  // "" if it is not known
    PrintedSigners named;       // by the XML's data
    Evidence& evidence;
    const Options& options;
    std::optional<Instant> existed;  // a timestamp proves that the XML existed then
};

/// One signature, judged as one in a PDF is: its path and authority at the time that it claims.
class SignatureJudge {
  public:
    SignatureJudge(const sign::XmlSignatureFacts& facts, const Ground& ground)
        : facts_(facts), where_(ground.name + "/" + facts.place), ground_(ground) {}

    SignatureReport judge(std::vector<Reason>& reasons) {
        reasons_ = &reasons;
        report_.field = where_;
        report_.role = facts_.role;
        report_.level = "XMLDSig";
        report_.intact = facts_.matches && facts_.faults.empty();
        for (const std::string& fault : facts_.faults) say(fault);
        if (!report_.intact && facts_.faults.empty()) say("xml-signature-value");
        report_.time_claimed = parse_instant(facts_.signing_time);
        if (!report_.time_claimed) say("signing-time");
        read_certificate_();
        judge_name();
        if (report_.intact && report_.time_claimed) judge_signer(*report_.time_claimed);
        return std::move(report_);
    }

  private:
    const sign::XmlSignatureFacts& facts_;
    std::string where_;
    const Ground& ground_;
    SignatureReport report_;
    std::vector<Reason>* reasons_ = nullptr;

    void say(const std::string& code, const std::string& detail = "") {
        reasons_->push_back(reason(code, where_ + (detail.empty() ? "" : ": " + detail)));
    }

    void read_certificate_() {
        if (facts_.certificates.empty()) return;
        const auto certificate = read_certificate(facts_.certificates.front());
        if (!certificate) return;
        report_.certificate = *certificate;
        report_.signer = signer_named_in(facts_.certificates.front());
    }

    void judge_signer(Instant when) {
        const Options& options = ground_.options;
        if (when > options.at) say("signed-later");
        if (options.trust == nullptr) return;
        report_.time_proven = ground_.existed;
        const std::string& signer = facts_.certificates.front();
        const Path path = find_path(signer, facts_.certificates, options.trust->pdf_roots, when);
        report_.trusted = path.fault.empty();
        if (report_.trusted)
            judge_revocation(path, {when, ground_.existed}, where_, ground_.evidence, options,
                             report_.certificate, *reasons_);
        else
            reasons_->push_back(reason(path.fault, where_ + ": " + path.detail));
        judge_authority(signer, when);
    }

    void judge_authority(const std::string& signer, Instant when) {
        // A transaction does not say at its root which school hands it in.
        const auto& trust = *ground_.options.trust;
        const auto& signers = trust.signers;
        if (!signers || ground_.school.empty()) return say("authorisation-unknown");
        if (trust.signers_are_stale()) say("signers-stale", to_rfc3339(*trust.signers_as_of));
        const auto [standing, entry] =
            trust::authority_of(*signers, signer, facts_.role, ground_.school, when);
        if (standing == trust::Standing::school_unlisted) return say("school-unlisted", ground_.school);
        const bool may = standing == trust::Standing::authorised;
        report_.authorised = may ? "yes" : "no";
        if (!may) return say("not-authorised");
        if (facts_.role == "principal") judge_office(entry->title);
    }

    /// MOET's XML has the own office (CHUC_VU_GIAM_HIEU_KY_HOC_BA), and no place for whom it is held.
    void judge_office(const std::string& title) {
        const std::string& named = ground_.named.office;
        if (!named.empty() && !trust::names_own_office(title, named))
            say("office-differs", trust::shown_title(title));
    }

    /// The name in the data, if it has one, against the certificate's.
    void judge_name() {
        const std::string name = facts_.role == "principal"  ? ground_.named.head
                                 : facts_.role == "homeroom" ? ground_.named.homeroom
                                                             : "";
        if (!same_person(name, report_.signer)) say("name-differs", name + " / " + report_.signer);
    }
};

std::string text_at(const Json& json, std::string_view object, std::string_view member) {
    const Json* found = json.find(object);
    return found == nullptr ? "" : found->text_or(member);
}

/// Who and what, as the XML says it.
About about(const Json& data) {
    About about;
    about.uuid = data.text_or("lookup_uuid");
    about.form = data.text_or("circular");
    about.pupil = text_at(data, "pupil", "name");
    about.born = text_at(data, "pupil", "born");
    about.school = text_at(data, "school", "code");
    const std::string id = text_at(data, "pupil", "id");
    if (id.size() > 4) about.pupil_tail = id.substr(id.size() - 4);
    const Json* years = data.find("years");
    if (years == nullptr || years->array() == nullptr || years->array()->empty()) return about;
    about.year = years->array()->back().text_or("name");
    about.class_name = years->array()->back().text_or("class");
    return about;
}

/// QĐ 1789, điều 12.2a: "Cấu trúc file XML".
void judge_structure(const XmlReading& reading, const std::string& name, std::vector<Reason>& reasons) {
    for (const std::string& fault : reading.signatures.faults) reasons.push_back(reason(fault, name));
    std::size_t told = 0;
    for (const Problem& problem : reading.problems) {
        if (++told > kMostProblems) break;
        reasons.push_back({"xml-data", problem.what, problem.where, Verdict::invalid});
    }
}

/// CV 2088, phụ lục 1.1: CBQL and KY_PHAT_HANH are mandatory, GVCN is not; the signature on a transaction is.
void judge_completeness(const sign::XmlFacts& facts, const std::string& name, std::vector<Reason>& reasons) {
    if (facts.signatures.empty()) return reasons.push_back(reason("xml-unsigned", name));
    if (facts.is_transaction) return reasons.push_back(reason("xml-transaction", name));
    for (const auto& [role, tag] : {std::pair{"principal", "CBQL"}, std::pair{"school", "KY_PHAT_HANH"}}) {
        const bool there = std::any_of(facts.signatures.begin(), facts.signatures.end(),
                                       [role = role](const auto& one) { return one.role == role; });
        if (!there) reasons.push_back(reason("unsigned-slot", name + "/" + tag));
    }
}

void judge_all(const XmlReading& reading, const Ground& ground, Report& report) {
    judge_structure(reading, ground.name, report.reasons);
    for (const auto& one : reading.signatures.signatures)
        report.signatures.push_back(SignatureJudge(one, ground).judge(report.reasons));
}

/// The PDF's signatures cover the XML that it carries, so what proves their time proves that of the XML.
std::optional<Instant> first_proof(const std::vector<SignatureReport>& of_pdf) {
    std::optional<Instant> first;
    for (const SignatureReport& one : of_pdf)
        if (one.intact && one.time_proven && (!first || *one.time_proven < *first)) first = one.time_proven;
    return first;
}

/// The data that MOET's XML would tell of the record: both through the same writer and reader.
Result<Json> data_of(std::string_view record_bytes, const form::Form& form) {
    const auto record = record::parse(record_bytes, form.schema(), "record.json");
    if (!record) return tl::unexpected(record.error());
    const auto unit = exchange::to_moet_xml(*record, {}, form.circular());
    if (!unit) return tl::unexpected(unit.error());
    auto reading = record::read_moet_xml(unit->xml, "record.json");
    if (!reading) return forward(std::move(reading));
    return std::move(reading->json);
}

/// QĐ 1789, điều 3.2: PDF and XML have the same value, so they must say the same.
void compare(const XmlReading& reading, const DataXml& xml, const std::string& name,
             std::vector<Reason>& reasons) {
    if (xml.form == nullptr) return reasons.push_back(reason("xml-not-compared", name));
    const auto printed = data_of(xml.record, *xml.form);
    const bool same = printed && *printed == reading.data;
    reasons.push_back(reason(same ? "xml-same-record" : "xml-other-record", name));
}

void judge_xml(std::string_view xml, const std::string& name, const Options& options, Report& report) {
    const XmlRead read = read_xml_limited(xml, name, sandbox::Deadline());
    if (!read.fault.empty()) {
        report.reasons.push_back(reason(read.fault, name));
    } else {
        report.document = about(read.reading.data);
        Evidence evidence({}, options);
        judge_all(read.reading,
                  {"", report.document.school, printed_signers(read.reading.data), evidence, options, {}},
                  report);
        if (read.reading.signatures.faults.empty())
            judge_completeness(read.reading.signatures, "", report.reasons);
        if (!read.reading.signatures.is_transaction) judge_recall(xml, options, report);
    }
    if (options.trust == nullptr) report.reasons.push_back(reason("no-trust"));
    if (!read.fault.empty() || !read.reading.signatures.faults.empty() || !read.reading.problems.empty())
        report.structure = "invalid";
    report.complete = report.structure == "valid" && !has(report.reasons, "unsigned-slot") &&
                      !read.reading.signatures.signatures.empty();
}

}  // namespace

Report verify_xml(std::string_view xml, const std::string& name, const Options& options) {
    Report report;
    report.input = name;
    report.kind = "xml";
    try {
        judge_xml(xml, name, options, report);
    } catch (const std::bad_alloc&) {
        // One file must not take the verdicts of the others with it.
        report.structure = "invalid";
        report.reasons = {reason("parser-limits", name)};
    }
    report.verdict = verdict_of(report.reasons);
    return report;
}

void judge_data_xml(const DataXml& xml, const Options& options, Report& report) {
    Evidence evidence(xml.facts, options);
    const auto existed = first_proof(report.signatures);
    const std::string embedded_name = std::string("PDF:") + kDataXml, beside_name = "XML";
    for (const auto& [bytes, name] :
         {std::pair{xml.embedded, embedded_name}, std::pair{xml.beside, beside_name}}) {
        if (bytes.empty()) continue;
        const XmlRead read = read_xml_limited(bytes, name, xml.deadline);
        if (!read.fault.empty()) {
            report.reasons.push_back(reason(read.fault, name));
            continue;
        }
        const bool is_embedded = name == embedded_name;
        judge_all(read.reading,
                  {name, xml.school, printed_signers(read.reading.data), evidence, options,
                   is_embedded ? existed : std::nullopt},
                  report);
        if (!read.reading.signatures.faults.empty()) continue;
        if (name == beside_name) judge_completeness(read.reading.signatures, name, report.reasons);
        compare(read.reading, xml, name, report.reasons);
    }
}

}  // namespace hocba::verify
