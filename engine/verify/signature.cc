#include "engine/verify/signature.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "engine/base/digest.h"
#include "engine/sign/reason.h"
#include "engine/sign/sign.h"
#include "engine/verify/chain.h"
#include "engine/verify/contents.h"
#include "engine/verify/reason.h"
#include "engine/verify/revocation_check.h"

namespace hocba::verify {
namespace {

using sign::RevocationState;

/// The signer's clock may go before the authority's by so much.
constexpr std::int64_t kClockSkew = 600;

/// The codes of all that is wrong with the CMS itself.
std::vector<std::string> cms_faults(std::string_view pdf, const RawSignature& raw, sign::CmsFacts& cms) {
    std::vector<std::string> faults;
    const std::string_view der = der_of(raw.contents, faults);
    if (der.empty()) return faults;
    cms = sign::inspect_cms(der);
    faults.insert(faults.end(), cms.faults.begin(), cms.faults.end());
    if (!cms.signature_matches && faults.empty()) faults.emplace_back("cms-signature");
    const std::string digest =
        cms.digest == sign::Digest::sha384 ? sha384(covered_bytes(pdf, raw)) : covered_digest(pdf, raw);
    if (cms.message_digest != digest) faults.emplace_back("digest-mismatch");
    return faults;
}

/// What /Reason says, as far as it is in our form; it is under the signature like every other byte.
void read_reason(const FieldFact& field, SignatureReport& report) {
    report.reason = field.reason;
    const auto reason = sign::read_reason(field.reason);
    if (!reason) return;
    report.procedure = reason->procedure;
    report.title = reason->title;
    report.on_behalf_of = reason->on_behalf_of;
    report.why = reason->why;
}

/// QĐ 1789/QĐ-SGDĐT, Điều 14.7: the leader signs for a teacher who left, with the leader's own authority.
std::string signing_role(const SignatureReport& report) {
    const bool for_another = !report.on_behalf_of.empty() && sign::may_be_signed_on_behalf(report.field);
    return for_another ? sign::kOnBehalfRole : report.role;
}

/// Judges the signer of one intact signature; every step adds its reasons.
class SignerJudge {
  public:
    SignerJudge(const Pair& pair, const sign::CmsFacts& cms, const Circumstances& all, Judged& judged)
        : all_(all),
          cms_(cms),
          judged_(judged),
          report_(judged.report),
          revision_(static_cast<std::int64_t>(pair.raw->revision)),
          claimed_(*judged.report.time_claimed) {}

    void judge() {
        find_time();
        if (all_.options.trust == nullptr) return;
        if (!find_signer()) return;
        judge_revocation(path_, {claimed_, report_.time_proven}, report_.field, all_.evidence, all_.options,
                         report_.certificate, judged_.reasons);
        find_level();
    }

  private:
    void say(std::string_view code, const std::string& detail = "") {
        judged_.reasons.push_back(reason(code, report_.field + (detail.empty() ? "" : ": " + detail)));
    }
    Instant when() const { return report_.time_proven.value_or(claimed_); }

    void find_time();
    bool find_signer();
    void judge_authority();
    void judge_printed_office(const std::string& title);
    trust::Authority authority_at(Instant moment) const;
    void find_level();

    const Circumstances& all_;
    const sign::CmsFacts& cms_;
    Judged& judged_;
    SignatureReport& report_;
    std::int64_t revision_;
    Instant claimed_;
    std::optional<Stamp> stamp_;  // what proves the time
    Path path_;
};

/// The signature's own timestamp, else the first document timestamp behind it (ETSI EN 319 142-1, 6.3).
void SignerJudge::find_time() {
    const Stamp* next = all_.timeline.after(revision_);
    if (!cms_.token.empty())
        stamp_ = judge_token(sign::inspect_token(cms_.token), cms_.signature,
                             next != nullptr ? next->time : all_.options.at, report_.field, all_.evidence,
                             all_.options, judged_.reasons);
    if (!stamp_ && next != nullptr) stamp_ = *next;
    if (stamp_) report_.time_proven = stamp_->time;
    if (claimed_ > all_.options.at) say("signed-later");
    if (stamp_ && claimed_.unix_s > stamp_->time.unix_s + kClockSkew) say("time-contradiction");
}

/// Path and authority at the time of signing. False if there is no path.
bool SignerJudge::find_signer() {
    auto others = cms_.certificates;
    const auto& stored = all_.evidence.certificates();
    others.insert(others.end(), stored.begin(), stored.end());
    const auto& roots = all_.options.trust->pdf_roots;
    path_ = find_path(cms_.signer_certificate, others, roots, when());
    const bool ended_before_proof = path_.fault == "certificate-time" && report_.time_proven &&
                                    find_path(cms_.signer_certificate, others, roots, claimed_).fault.empty();
    if (ended_before_proof) path_.fault = "no-proof-of-time";
    report_.trusted = path_.fault.empty();
    if (!report_.trusted) say(path_.fault, path_.detail);
    judge_authority();
    return report_.trusted;
}

trust::Authority SignerJudge::authority_at(Instant moment) const {
    return trust::authority_of(*all_.options.trust->signers, cms_.signer_certificate, signing_role(report_),
                               all_.issue.issue.school, moment);
}

/// At the time of signing; and now as well if that time is only what the signer's own clock says.
void SignerJudge::judge_authority() {
    if (!all_.options.trust->signers) return say("authorisation-unknown");
    if (all_.options.trust->signers_are_stale())
        say("signers-stale", to_rfc3339(*all_.options.trust->signers_as_of));
    const trust::Authority then = authority_at(when());
    if (then.standing == trust::Standing::school_unlisted)
        return say("school-unlisted", all_.issue.issue.school);
    const bool may = then.standing == trust::Standing::authorised;
    report_.authorised = may ? "yes" : "no";
    if (!may) return say("not-authorised");
    // NĐ 30/2020/NĐ-CP, Phụ lục I, II.7b: nobody signs in an office that is not theirs.
    if (!report_.title.empty() && report_.title != then.entry->title) say("title-differs", then.entry->title);
    judge_printed_office(then.entry->title);
    const Instant at = all_.options.at;
    if (report_.time_proven || authority_at(at).standing == trust::Standing::authorised) return;
    // A listing ends with its certificate, and of an ended certificate no-proof-of-time tells the same.
    if (at > report_.certificate.not_after) return;
    report_.authorised = "unknown";
    say("authority-ended");
}

/// What stands on the page above the leader's name, against what the Sở listed.
void SignerJudge::judge_printed_office(const std::string& title) {
    const auto& printed = all_.issue.printed;
    if (report_.field != "principal" || !printed) return;
    if (!trust::prints_office(title, {printed->authority, printed->office}))
        say("office-differs", trust::shown_title(title));
}

/// ETSI EN 319 142-1, 6: LT if the store has all that tells of both paths, LTA if a timestamp keeps the
/// store.
void SignerJudge::find_level() {
    if (!stamp_) return;
    report_.level = "B-T";
    const auto complete = [&](std::int64_t before) {
        return all_.evidence.store_is_good(path_.certificates, stamp_->time, before) &&
               all_.evidence.store_is_good(stamp_->path, stamp_->time, before);
    };
    if (!complete(std::numeric_limits<std::int64_t>::max())) return;
    report_.level = "B-LT";
    const auto& stamps = all_.timeline.stamps();
    if (std::any_of(stamps.begin(), stamps.end(),
                    [&](const Stamp& stamp) { return complete(stamp.revision); }))
        report_.level = "B-LTA";
}

}  // namespace

Judged judge_signature(const Pair& pair, const Circumstances& circumstances) {
    const auto& [field, raw] = pair;
    Judged judged;
    SignatureReport& report = judged.report;
    report.field = report.role = field->name;
    read_reason(*field, report);
    sign::CmsFacts cms;
    const auto faults = cms_faults(circumstances.pdf, *raw, cms);
    for (const auto& fault : faults) judged.reasons.push_back(reason(fault, field->name));
    report.intact = faults.empty();
    if (field->sub_filter != "/ETSI.CAdES.detached")
        judged.reasons.push_back(reason("sub-filter", field->name));
    report.time_claimed = parse_pdf_date(field->claimed);
    if (!report.time_claimed) judged.reasons.push_back(reason("signing-time", field->name));
    const auto certificate = read_certificate(cms.signer_certificate);
    if (certificate) {
        report.certificate = *certificate;
        report.signer = signer_named_in(cms.signer_certificate);
    }
    if (report.intact && report.time_claimed) SignerJudge(pair, cms, circumstances, judged).judge();
    return judged;
}

}  // namespace hocba::verify
