#include "engine/verify/verify.h"

#include <catch2/catch.hpp>
#include <string>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "tests/support/pki.h"
#include "tests/verify/issued.h"

using namespace hocba;
using namespace hocba::test;
using verify::Verdict;
using verify::verify_pdf;

namespace {

verify::Report judged(const std::string& pdf) {
    return verify_pdf(pdf, "x.pdf", options());
}

}  // namespace

TEST_CASE("a sealed document with both signatures is valid") {
    const auto report = judged(issued().pdf);
    CHECK(grounds(report) == "");
    CHECK(verdict(report) == "valid");
    CHECK(report.structure == "valid");
    CHECK(report.pages == 2);
    CHECK(report.pages_seen == std::vector<int>{1, 2});
    CHECK(report.complete);
    CHECK(report.document.id == to_hex(issued().parts.id));
    CHECK(report.document.uuid == "6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10");
    CHECK(report.document.pupil == "Nguyễn Văn A");
    CHECK(report.document.school == "01000417");
    CHECK(report.document.year == "2023-2024");
    CHECK(report.document.form == "test-form");
    REQUIRE(report.signatures.size() == 2);
    const auto& principal = report.signatures[0];
    CHECK(principal.field == "principal");
    CHECK(principal.signer == "Trần Văn E");
    CHECK(principal.intact);
    CHECK(principal.trusted);
    CHECK(principal.authorised == "yes");
    CHECK(principal.level == "B-B");
    CHECK(principal.certificate.issuer == "CN=hocba TEST Public CA,O=hocba TEST Public,C=VN");
    CHECK(principal.changes_after == std::vector<std::string>{"signature school"});
    CHECK(report.signatures[1].field == "school");
    CHECK(report.signatures[1].changes_after.empty());
    // Revocation is not known offline: said, but without weight while the certificates live.
    CHECK(has(report, "revocation-unknown"));
}

TEST_CASE("a draft, an unsigned and a half-signed document are told apart") {
    CHECK(grounds(judged(issued().draft)) == "draft");
    CHECK(verdict(judged(issued().draft)) == "invalid");
    CHECK(grounds(judged(issued().unsigned_pdf)) == "unsigned");
    CHECK(verdict(judged(issued().unsigned_pdf)) == "invalid");
    const auto half = judged(issued().half_pdf);
    CHECK(grounds(half) == "unsigned-slot");
    CHECK(verdict(half) == "indeterminate");
}

TEST_CASE("without a trust folder nothing is trusted") {
    verify::Options none;
    none.at = issued().at;
    const auto report = verify_pdf(issued().pdf, "x.pdf", none);
    CHECK(verdict(report) == "indeterminate");
    CHECK(grounds(report) == "no-trust");
    CHECK_FALSE(report.signatures.at(0).trusted);
    CHECK(report.signatures.at(0).intact);
}

TEST_CASE("an unknown root leaves the signer unknown") {
    trust::Trust other = issued().trust;
    other.pdf_roots.clear();
    verify::Options how = options();
    how.trust = &other;
    const auto report = verify_pdf(issued().pdf, "x.pdf", how);
    CHECK(grounds(report) == "chain");
    CHECK(verdict(report) == "indeterminate");
}

TEST_CASE("the trust folder of another department tells nothing against a document") {
    trust::Trust other = issued().trust;
    other.pdf_roots = {pki().der("unknown-root")};
    other.seal_keys.clear();
    other.signers = {{sha256("somebody else"), "principal", "79000123", {}, issued().at}};
    verify::Options how = options();
    how.trust = &other;
    const auto report = verify_pdf(issued().pdf, "x.pdf", how);
    CHECK(grounds(report) == "chain school-unlisted seal-key-unknown");
    CHECK(verdict(report) == "indeterminate");
    CHECK(report.signatures.at(0).authorised == "unknown");
}

TEST_CASE("a signer who may not sign in that role is refused") {
    const auto report = judged(signed_by("homeroom", "school"));
    CHECK(grounds(report) == "not-authorised");
    CHECK(verdict(report) == "invalid");
    CHECK(report.signatures.at(0).authorised == "no");
    CHECK(report.signatures.at(1).authorised == "yes");
    // The right people in each other's place.
    CHECK(grounds(judged(signed_by("school", "principal"))) == "not-authorised");
}

TEST_CASE("without the list of signers their authority is unknown") {
    trust::Trust other = issued().trust;
    other.signers.reset();
    verify::Options how = options();
    how.trust = &other;
    const auto report = verify_pdf(issued().pdf, "x.pdf", how);
    CHECK(grounds(report) == "authorisation-unknown");
    CHECK(verdict(report) == "indeterminate");
}

TEST_CASE("a list of keys or signers that is older than the status list names is told") {
    trust::Trust half = issued().trust;
    half.status->keys_as_of.unix_s += 1;
    verify::Options how = options();
    how.trust = &half;
    CHECK(grounds(verify_pdf(issued().pdf, "x.pdf", how)) == "keys-stale");
    half = issued().trust;
    half.status->signers_as_of.unix_s += 1;
    const auto report = verify_pdf(issued().pdf, "x.pdf", how);
    CHECK(grounds(report) == "signers-stale");
    CHECK(verdict(report) == "indeterminate");
}

TEST_CASE("times: before the signature, and after the certificates have ended") {
    verify::Options how = options();
    how.at = {issued().at.unix_s - 2 * 86400};
    CHECK(grounds(verify_pdf(issued().pdf, "x.pdf", how)) == "clock-behind signed-later");
    how.by_clock = false;
    CHECK(grounds(verify_pdf(issued().pdf, "x.pdf", how)) == "signed-later");
    how.at = {issued().at.unix_s + std::int64_t{3} * 365 * 86400};  // the signers' certificates end in 2029
    const auto late = verify_pdf(issued().pdf, "x.pdf", how);
    CHECK(grounds(late) == "no-proof-of-time revocation-unknown status-expired");
    CHECK(verdict(late) == "indeterminate");
}

TEST_CASE("the record, the issue and the properties tell one story") {
    const auto with = [](auto edit) { return grounds(judged(made_with(edit))); };
    CHECK(with([](Parts&) {}) == "");
    // Another record under the same issue: one mark raised.
    CHECK(with([](Parts& p) { p.record.replace(p.record.find("\"test\":6"), 8, "\"test\":9"); }) ==
          "form-unknown");
    CHECK(with([](Parts& p) { p.issue_json["revision"] = 2; }) == "form-unknown seal-document");
    CHECK(with([](Parts& p) { p.issue_json["school"] = "01000418"; }) ==
          "form-unknown not-authorised seal-document");
    CHECK(with([](Parts& p) { p.properties.back().second = std::string(64, '0'); }) ==
          "form-unknown seal-document");
    CHECK(with([](Parts& p) { p.properties.pop_back(); }) == "issue-xmp");
    CHECK(with([](Parts& p) { p.with_record = false; }) == "record-missing");
    CHECK(with([](Parts& p) { p.record = "{"; }) == "record-unreadable");
    CHECK(with([](Parts& p) { p.issue_json.erase("uuid"); }) == "issue-unreadable not-authorised");
    CHECK(with([](Parts& p) { p.issue_json["form_digest"] = "00"; }) == "issue-unreadable seal-document");
    CHECK(with([](Parts& p) { p.with_issue = false; }) == "issue-missing not-authorised");
}

TEST_CASE("the seals make the full set of this document's pages") {
    const auto with = [](Json::Array seals) {
        return grounds(judged(made_with([&](Parts& p) { p.issue_json["seals"] = std::move(seals); })));
    };
    const auto& seals = issued().parts.seals;
    CHECK(with({}) == "seal-missing");
    CHECK(with({seals[0]}) == "seal-set");
    CHECK(with({seals[1], seals[0]}) == "seal-set");
    CHECK(with({seals[0], seals[0]}) == "seal-set");
    CHECK(with({seals[0], "HTTPS://HOCBA.EXAMPLE/V#AAAA"}) == "seal-set seal-text");
    CHECK(with({seals[0], 7}) == "seal-set seal-text");
}

TEST_CASE("the report's JSON has the members of the contract") {
    const Json json = verify::to_json(judged(issued().half_pdf), true);
    std::string names;
    for (const auto& [name, value] : *json.object()) names += name + " ";
    CHECK(names ==
          "complete document grid input kind log pages pages_seen reasons signatures status structure "
          "verdict ");
    CHECK(json.text_or("kind") == "pdf");
    const Json& first = json.find("signatures")->array()->at(0);
    names.clear();
    for (const auto& [name, value] : *first.object()) names += name + " ";
    CHECK(names ==
          "authorised certificate changes_after field intact level on_behalf_of procedure reason role signer "
          "time_claimed time_proven title trusted ");
    CHECK(first.find("time_proven")->is_null());
    bool found = false;
    for (const auto& reason : *json.find("reasons")->array()) {
        if (reason.text_or("code") != "unsigned-slot") continue;
        found = true;
        CHECK(reason.text_or("where") == "school");
        CHECK(reason.text_or("text").find("chưa ký xong") != std::string::npos);
        CHECK(reason.object()->size() == 3);
    }
    CHECK(found);
}
