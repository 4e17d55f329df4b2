#include "engine/verify/signature.h"

#include <algorithm>
#include <optional>

#include "engine/base/digest.h"
#include "engine/sign/reason.h"
#include "engine/sign/sign.h"
#include "engine/verify/chain.h"
#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

/// Contents is the DER value and then only zeros (ISO 32000-1, 12.8.3.3; strictly: no other digit).
std::string_view der_of(const std::string& contents, std::vector<std::string>& faults) {
    const std::size_t length = sign::der_length(contents);
    if (length == 0 || length > contents.size()) {
        faults.emplace_back("cms-not-der");
        return {};
    }
    if (contents.find_first_not_of('\0', length) != std::string::npos) faults.emplace_back("padding");
    return std::string_view(contents).substr(0, length);
}

/// The codes of all that is wrong with the CMS itself.
std::vector<std::string> cms_faults(std::string_view pdf, const RawSignature& raw, sign::CmsFacts& cms) {
    std::vector<std::string> faults;
    const std::string_view der = der_of(raw.contents, faults);
    if (der.empty()) return faults;
    cms = sign::inspect_cms(der);
    faults.insert(faults.end(), cms.faults.begin(), cms.faults.end());
    if (!cms.signature_matches && faults.empty()) faults.emplace_back("cms-signature");
    if (cms.message_digest != covered_digest(pdf, raw)) faults.emplace_back("digest-mismatch");
    return faults;
}

std::string authorised(std::string_view certificate, const std::string& role, const std::string& school,
                       Instant when, const Options& options) {
    if (options.trust == nullptr || !options.trust->signers) return "unknown";
    return trust::may_sign(*options.trust->signers, certificate, role, school, when) ? "yes" : "no";
}

/// What /Reason says, as far as it is in our form; it is under the signature like every other byte.
void read_reason(const FieldFact& field, SignatureReport& report) {
    report.reason = field.reason;
    const auto reason = sign::read_reason(field.reason);
    if (!reason) return;
    report.procedure = reason->procedure;
    report.title = reason->title;
    report.on_behalf_of = reason->on_behalf_of;
}

/// QĐ 1789/QĐ-SGDĐT, Điều 14.7: the leader signs for a teacher who left, with the leader's own authority.
std::string signing_role(const SignatureReport& report) {
    const bool for_another = !report.on_behalf_of.empty() && sign::may_be_signed_on_behalf(report.field);
    return for_another ? sign::kOnBehalfRole : report.role;
}

/// Certificate, path and authority at the claimed time; only of an intact signature.
void judge_signer(const sign::CmsFacts& cms, Instant when, const std::string& school, const Options& options,
                  Judged& judged) {
    SignatureReport& report = judged.report;
    const auto say = [&](std::string_view code) { judged.reasons.push_back(reason(code, report.field)); };
    if (when > options.at) say("signed-later");
    if (options.trust == nullptr) return;
    const Path path = find_path(cms.signer_certificate, cms.certificates, options.trust->pdf_roots, when);
    report.trusted = path.fault.empty();
    if (!report.trusted)
        judged.reasons.push_back(reason(path.fault, report.field + ": " + path.detail));
    else
        judged.reasons.push_back(
            reason("revocation-unknown", report.field,
                   options.at > path.valid_until ? Verdict::indeterminate : Verdict::valid));
    report.authorised = authorised(cms.signer_certificate, signing_role(report), school, when, options);
    if (report.authorised == "no") say("not-authorised");
    if (report.authorised == "unknown") say("authorisation-unknown");
}

/// The common name in a subject of RFC 4514 form, or all of it.
std::string common_name(const std::string& subject) {
    const std::size_t at = subject.find("CN=");
    if (at == std::string::npos) return subject;
    return subject.substr(at + 3, subject.find(',', at) - at - 3);
}

}  // namespace

Judged judge_signature(std::string_view pdf, const RawSignature& raw, const FieldFact& field,
                       const std::string& school, const Options& options) {
    Judged judged;
    SignatureReport& report = judged.report;
    report.field = report.role = field.name;
    read_reason(field, report);
    sign::CmsFacts cms;
    const auto faults = cms_faults(pdf, raw, cms);
    for (const auto& fault : faults) judged.reasons.push_back(reason(fault, field.name));
    report.intact = faults.empty();
    if (field.sub_filter != "/ETSI.CAdES.detached")
        judged.reasons.push_back(reason("sub-filter", field.name));
    report.time_claimed = parse_pdf_date(field.claimed);
    if (!report.time_claimed) judged.reasons.push_back(reason("signing-time", field.name));
    const auto certificate = read_certificate(cms.signer_certificate);
    if (certificate) {
        report.certificate = *certificate;
        report.signer = common_name(certificate->subject);
    }
    if (report.intact && report.time_claimed)
        judge_signer(cms, *report.time_claimed, school, options, judged);
    return judged;
}

}  // namespace hocba::verify
