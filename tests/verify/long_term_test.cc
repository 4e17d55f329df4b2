// What a document is worth as the years go by: levels, proven times, revocation before and after.
#include <catch2/catch.hpp>
#include <string>

#include "engine/pdf/pdf.h"
#include "engine/verify/verify.h"
#include "tests/support/pki.h"
#include "tests/verify/issued.h"
#include "tests/verify/long_term.h"

using namespace hocba;
using namespace hocba::test;

namespace {

/// With a status list that never ends: what is asked here is time.
verify::Options at(const std::string& utc) {
    static trust::Trust trust = [] {
        trust::Trust patient = issued().trust;
        patient.status->expires = *parse_instant("2099-01-01T00:00:00Z");
        return patient;
    }();
    verify::Options how = options();
    how.trust = &trust;
    how.at = *parse_instant(utc);
    return how;
}

verify::Report judged(const std::string& pdf, const std::string& utc) {
    return verify::verify_pdf(pdf, "x.pdf", at(utc));
}

/// "valid", or the verdict and what lowered it.
std::string verdict_at(const std::string& pdf, const std::string& utc) {
    const auto report = judged(pdf, utc);
    const std::string why = grounds(report);
    return verdict(report) + (why.empty() ? "" : ": " + why);
}

std::string levels(const verify::Report& report) {
    std::string all;
    for (const auto& signature : report.signatures) all += (all.empty() ? "" : " ") + signature.level;
    return all;
}

std::string states(const verify::SignatureReport& signature) {
    return signature.certificate.state_at_signing + ", now " + signature.certificate.state_now;
}

std::string utc(const std::optional<Instant>& time) {
    return time ? to_rfc3339({time->unix_s, 0}) : "none";
}

}  // namespace

TEST_CASE("each level is recognised, on two trust chains") {
    const struct {
        const char *level, *proven, *state;
    } rows[] = {{"B-B", "none", "unknown, now unknown"},
                {"B-T", "2026-06-15T03:00:00Z", "unknown, now unknown"},
                {"B-LT", "2026-06-15T03:00:00Z", "good, now good"},
                {"B-LTA", "2026-06-15T03:00:00Z", "good, now good"}};
    for (const auto& row : rows) {
        const auto report = judged(document_at(row.level, "tsa-long"), "2026-06-17T03:00:00Z");
        INFO(row.level << ": " << grounds(report));
        CHECK(verdict(report) == "valid");
        REQUIRE(report.signatures.size() == 2);
        CHECK(levels(report) == std::string(row.level) + " " + row.level);
        for (const auto& signature : report.signatures) {
            CHECK(utc(signature.time_proven) == row.proven);
            CHECK(states(signature) == row.state);
            CHECK(signature.trusted);
            CHECK(signature.authorised == "yes");
        }
        CHECK(has(report, "revocation-unknown") == (std::string(row.state) != "good, now good"));
    }
}

TEST_CASE("as the years go by, a long-lived timestamp keeps the document valid and nothing else does") {
    const std::string end = "indeterminate: no-proof-of-time revocation-unknown",
                      lost = "indeterminate: no-proof-of-time", stamped = "indeterminate: revocation-unknown";
    const struct {
        const char *level, *tsa;
        std::string in_2027, in_2031, in_2040, in_2050;
    } rows[] = {{"B-B", "tsa-long", "valid", end, end, end},
                {"B-T", "tsa-long", "valid", stamped, stamped, end},
                {"B-LTA", "tsa-long", "valid", "valid", "valid", end},
                {"B-LTA", "tsa-short", "valid", lost, end, end}};
    for (const auto& row : rows) {
        INFO(row.level << " " << row.tsa);
        const std::string& pdf = document_at(row.level, row.tsa);
        CHECK(verdict_at(pdf, "2027-03-01T00:00:00Z") == row.in_2027);
        CHECK(verdict_at(pdf, "2031-03-01T00:00:00Z") == row.in_2031);
        CHECK(verdict_at(pdf, "2040-03-01T00:00:00Z") == row.in_2040);
        CHECK(verdict_at(pdf, "2050-03-01T00:00:00Z") == row.in_2050);
    }
}

TEST_CASE("a document renewed before its timestamp's authority ended stays valid beyond it") {
    std::string renewed =
        with_evidence(document_at("B-LTA", "tsa-short"), {"timestamp/tsa-short"}, "2027-11-01T00:00:00Z");
    renewed = with_stamp(renewed, "tsa-long", "2027-11-01T01:00:00Z");
    CHECK(verdict_at(renewed, "2031-03-01T00:00:00Z") == "valid");
    CHECK(verdict_at(renewed, "2040-03-01T00:00:00Z") == "valid");
    CHECK(levels(judged(renewed, "2040-03-01T00:00:00Z")) == "B-LTA B-LTA");
    // Too late: the authority had ended already.
    const std::string late =
        with_stamp(document_at("B-LTA", "tsa-short"), "tsa-long", "2028-02-01T00:00:00Z");
    CHECK(verdict_at(late, "2031-03-01T00:00:00Z") != "valid");
}

TEST_CASE("a document timestamp alone proves the time of what it covers") {
    const std::string pdf = with_stamp(document_at("B-B", ""), "tsa-long", "2026-06-20T00:00:00Z");
    const auto report = judged(pdf, "2026-06-21T00:00:00Z");
    CHECK(verdict(report) == "valid");
    CHECK(levels(report) == "B-T B-T");
    CHECK(utc(report.signatures.at(0).time_proven) == "2026-06-20T00:00:00Z");
}

TEST_CASE("revoked before its proven time is invalid, revoked after is a remark, unproven is invalid") {
    // The key "revoked" was revoked on 2026-07-01; the list of signers names it.
    const auto judge = [](const std::string& pdf) {
        verify::Options how = at("2026-08-20T00:00:00Z");
        trust::Trust trust = *how.trust;
        trust.signers->push_back(*trust::signer_of(pki().read("revoked.pem"), "principal", "01000417"));
        how.trust = &trust;
        return verify::verify_pdf(pdf, "x.pdf", how);
    };
    const auto made = [](const std::string& tsa, const std::string& when) {
        return with_evidence(signed_by_all("revoked", "school", tsa, when),
                             {"public/revoked", "government/school"}, "2026-08-15T00:00:00Z");
    };
    const auto after = judge(made("tsa-long", "2026-06-15T03:00:00Z"));
    CHECK(grounds(after) == "");
    CHECK(has(after, "certificate-revoked-later"));
    CHECK(states(after.signatures.at(0)) == "good, now revoked");
    CHECK(states(after.signatures.at(1)) == "good, now good");
    const auto before = judge(made("tsa-long", "2026-07-15T03:00:00Z"));
    CHECK(grounds(before) == "certificate-revoked");
    CHECK(verdict(before) == "invalid");
    CHECK(states(before.signatures.at(0)) == "revoked, now revoked");
    // Back-dated by its own clock: nothing proves that it signed in June.
    const auto unproven = judge(made("", "2026-06-15T03:00:00Z"));
    CHECK(grounds(unproven) == "certificate-revoked");
    CHECK(verdict(unproven) == "invalid");
}

TEST_CASE("an office's own lists tell of revocation where the document brings none") {
    verify::Options how = at("2026-08-20T00:00:00Z");
    trust::Trust trust = *how.trust;
    for (const char* ca : {"public-issuing", "public-root", "government-issuing", "government-root"})
        trust.crls.push_back(pki().crl(ca, "2026-08-15T00:00:00Z"));
    how.trust = &trust;
    const auto report = verify::verify_pdf(document_at("B-B", ""), "x.pdf", how);
    CHECK(grounds(report) == "");
    CHECK_FALSE(has(report, "revocation-unknown"));
    CHECK(states(report.signatures.at(0)) == "good, now good");
    CHECK(levels(report) == "B-B B-B");
    how.at = *parse_instant("2031-01-01T00:00:00Z");
    CHECK(grounds(verify::verify_pdf(document_at("B-B", ""), "x.pdf", how)) == "no-proof-of-time");
}

TEST_CASE("a timestamp over something else, or of an unknown authority, proves nothing") {
    const std::string lta = document_at("B-LTA", "tsa-long");
    auto prepared = *pdf::prepare_timestamp(document_at("B-LT", "tsa-long"), 8192);
    const std::string moved =
        *pdf::fill(std::move(prepared), pki().token("tsa-long", "other bytes", "2026-06-16T04:00:00Z"));
    CHECK(verdict_at(moved, "2026-06-17T00:00:00Z") == "invalid: timestamp-mismatch");
    verify::Options how = at("2026-06-17T00:00:00Z");
    trust::Trust trust = *how.trust;
    trust.pdf_roots.pop_back();  // the timestamp authority's
    how.trust = &trust;
    const auto report = verify::verify_pdf(lta, "x.pdf", how);
    CHECK(grounds(report) == "");
    CHECK(has(report, "timestamp-untrusted"));
    CHECK(levels(report) == "B-B B-B");
}

TEST_CASE("roots of timestamps found timestamps alone, and then no other root does") {
    const std::string lta = document_at("B-LTA", "tsa-long");
    verify::Options how = at("2026-06-17T00:00:00Z");
    trust::Trust trust = *how.trust;
    how.trust = &trust;
    const std::vector<std::string> all = trust.pdf_roots;  // public, government, timestamp
    trust.timestamp_roots = {all[2]};
    trust.pdf_roots = {all[0], all[1]};
    const auto apart = verify::verify_pdf(lta, "x.pdf", how);
    CHECK(grounds(apart) == "");
    CHECK(levels(apart) == levels(verify::verify_pdf(lta, "x.pdf", at("2026-06-17T00:00:00Z"))));
    trust.pdf_roots = {all[1]};  // the principal's root founds timestamps only
    trust.timestamp_roots = {all[0], all[2]};
    CHECK(grounds(verify::verify_pdf(lta, "x.pdf", how)) == "chain");
    trust.pdf_roots = all;
    trust.timestamp_roots = {all[0]};
    CHECK(has(verify::verify_pdf(lta, "x.pdf", how), "timestamp-untrusted"));
}

TEST_CASE("claimed and proven time contradict each other") {
    const std::string once = sign_anyhow(
        issued().unsigned_pdf,
        {"principal", "principal", "2026-06-16T03:00:00Z", "tsa-long", "2026-06-15T03:00:00Z", false});
    const std::string pdf = sign_anyhow(once, {"school", "school", "2026-06-16T03:00:00Z"});
    CHECK(verdict_at(pdf, "2026-06-17T00:00:00Z") == "indeterminate: time-contradiction");
}

TEST_CASE("signatures over SHA-384 are judged like others") {
    const std::string once =
        sign_anyhow(issued().unsigned_pdf, {"principal", "principal", "2026-06-15T03:00:00Z", "", "", true});
    const std::string pdf =
        sign_anyhow(once, {"school", "school", "2026-06-15T03:00:00Z", "tsa-long", "", true});
    CHECK(verdict_at(pdf, "2026-06-17T00:00:00Z") == "valid");
    CHECK(levels(judged(pdf, "2026-06-17T00:00:00Z")) == "B-B B-T");
}

TEST_CASE("evidence and timestamps are refused before the last signature") {
    // The writer refuses to make such a file, so the lock is what it looks at: a document without one.
    CHECK_FALSE(pdf::prepare_timestamp(issued().half_pdf, 8192).has_value());
    CHECK_FALSE(pdf::add_evidence(issued().half_pdf, {{"x"}, {}, {}}).has_value());
}
