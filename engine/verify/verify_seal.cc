#include "engine/seal/seal.h"
#include "engine/verify/reason.h"
#include "engine/verify/seal_check.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

Report verify_seal(std::string_view qr_text, const std::string& name, const Options& options) {
    Report report;
    report.input = name;
    report.kind = "seal";
    const auto token = seal::parse(qr_text);
    if (!token) {
        const auto& problems = token.error().problems;
        report.structure = "invalid";
        report.reasons.push_back(reason("seal-text", problems.empty() ? name : problems.front().what.en));
        report.verdict = Verdict::invalid;
        return report;
    }
    const seal::Claims& claims = token->claims;
    fill_about(claims, report.document);
    report.pages = static_cast<int>(claims.pages);
    report.pages_seen = {static_cast<int>(claims.page)};
    report.complete = claims.pages == 1;
    const std::string where = "page " + std::to_string(claims.page);
    if (options.trust == nullptr) report.reasons.push_back(reason("no-trust"));
    judge_token(*token, where, options, report.reasons);
    const Asked asked{claims.document, claims.issued_at, {}, {}};
    judge_status(asked, options, report);
    judge_archive(asked, options, report);
    if (options.complete && !report.complete) report.reasons.push_back(reason("pages-missing", where));
    report.reasons.push_back(reason("not-sealed", where));
    report.reasons.push_back(reason("as-of-year", claims.school_year));
    report.verdict = verdict_of(report.reasons);
    if (report.verdict == Verdict::valid) report.reasons.push_back(reason("legal-note"));
    return report;
}

}  // namespace hocba::verify
