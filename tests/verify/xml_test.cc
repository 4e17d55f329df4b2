// What an office learns of MOET's XML, by itself and beside a PDF.
#include <catch2/catch.hpp>

#include "engine/verify/verify_xml.h"
#include "engine/verify/xml_reading.h"
#include "tests/support/pki.h"
#include "tests/verify/xml_support.h"

using namespace hocba;
using namespace hocba::test;

TEST_CASE("a fully signed XML is valid, and says who signed what and when") {
    const verify::Report report = xml_report(fully_signed_xml());
    CHECK(grounds(report).empty());
    CHECK(verdict(report) == "valid");
    CHECK(report.kind == "xml");
    CHECK(report.structure == "valid");
    CHECK(report.complete);
    CHECK(report.document.pupil == "Nguyễn Văn A");
    CHECK(report.document.class_name == "4A1");
    CHECK(report.document.school == "01000417");
    REQUIRE(report.signatures.size() == 5);
    for (const auto& one : report.signatures) {
        CHECK(one.intact);
        CHECK(one.trusted);
        CHECK(one.authorised == "yes");
        CHECK(one.time_claimed);
    }
    CHECK(report.signatures[4].role == "school");
    CHECK(to_rfc3339(*report.signatures[4].time_claimed) == "2026-11-25T11:00:00+07:00");
}

TEST_CASE(
    "an XML that waits for signatures is not valid: unsigned, or with the leader and the school missing") {
    CHECK(grounds(xml_report(moet_example())) == "xml-unsigned");
    const verify::Report taught = xml_report(xml_signed(moet_example(), "subject-teacher", {"Toán"}));
    CHECK(grounds(taught) == "unsigned-slot");
    CHECK(verdict(taught) == "indeterminate");
    CHECK(!taught.complete);
}

TEST_CASE("the right chain but the wrong person is not valid in an XML either") {
    const auto made = sign::sign_xml(moet_example(), "x", xml_request("principal"), xml_signer("homeroom"));
    REQUIRE(made);
    const verify::Report report = xml_report(xml_signed(*made, "school"));
    CHECK(grounds(report) == "not-authorised");
    CHECK(verdict(report) == "invalid");
}

TEST_CASE("without a trust folder a signed XML is at best indeterminate, and signed tomorrow neither") {
    verify::Options options = xml_options();
    options.trust = nullptr;
    CHECK(grounds(verify::verify_xml(fully_signed_xml(), "x", options)) == "no-trust");
    options = xml_options();
    options.at = {kXmlTime.unix_s - 1};
    CHECK(grounds(verify::verify_xml(fully_signed_xml(), "x", options)) == "signed-later");
}

TEST_CASE("a mandatory tag that is missing is named with its place, as điều 12.2a asks of the structure") {
    const std::string xml = with(moet_example(), "<MA_TRUONG>01000417</MA_TRUONG>", "");
    const verify::Report report = xml_report(xml_signed(xml_signed(xml, "principal"), "school"));
    CHECK(verdict(report) == "invalid");
    CHECK(report.structure == "invalid");
    REQUIRE(has(report, "xml-data"));
    CHECK(report.reasons.front().text.en == "the mandatory tag <MA_TRUONG> is missing in <THONG_TIN_CHUNG>");
}

namespace {

/// Claims June; its leader's key was revoked on 2026-07-01.
const std::string& signed_by_the_revoked() {
    static const std::string xml = [] {
        std::string made = moet_example();
        for (const auto& [key, role] : {std::pair{"revoked", "principal"}, std::pair{"school", "school"}}) {
            const Instant when = *parse_instant("2026-06-15T10:00:00+07:00");
            const auto signer = sign::open_pkcs12(pki().path(std::string(key) + ".p12"), "1234", when);
            REQUIRE(signer);
            auto next = sign::sign_xml(made, "x", {role, when, {}}, **signer);
            REQUIRE(next);
            made = *std::move(next);
        }
        return made;
    }();
    return xml;
}

/// The authorities of pki.sh, and both of those signers on the list.
trust::Trust trust_in_both() {
    trust::Trust trust = issued().trust;
    trust.problems.clear();
    trust.status.reset();
    trust.signers.emplace();
    for (const auto& [key, role] : {std::pair{"revoked", "principal"}, std::pair{"school", "school"}})
        trust.signers->push_back(
            *trust::signer_of(*read_file(pki().path(std::string(key) + ".pem")), role, "01000417"));
    return trust;
}

verify::Report judged_at(const std::string& xml, const trust::Trust& trust, const char* at) {
    verify::Options options = xml_options();
    options.trust = &trust;
    options.at = *parse_instant(at);
    return verify::verify_xml(xml, "x", options);
}

}  // namespace

TEST_CASE("a revoked key's signature on an XML is not valid: nothing proves that it signed before") {
    trust::Trust trust = trust_in_both();
    const auto judged = [&trust](const char* at) { return judged_at(signed_by_the_revoked(), trust, at); };
    CHECK(grounds(judged("2026-08-20T00:00:00Z")).empty());
    CHECK(has(judged("2026-08-20T00:00:00Z"), "revocation-unknown"));
    for (const char* ca : {"public-issuing", "public-root"})
        trust.crls.push_back(pki().crl(ca, "2026-08-15T00:00:00Z"));
    const verify::Report report = judged("2026-08-20T00:00:00Z");
    CHECK(verdict(report) == "invalid");
    CHECK(grounds(report) == "certificate-revoked");
    REQUIRE(report.signatures.size() == 2);
    const auto states = [&report](std::size_t i) {
        const verify::Certificate& one = report.signatures[i].certificate;
        return report.signatures[i].role + ": " + one.state_at_signing + ", now " + one.state_now;
    };
    CHECK(states(0) == "principal: good, now revoked");
    CHECK(states(1) == "school: unknown, now unknown");  // no list of its authority
    CHECK(grounds(judged("2026-06-20T00:00:00Z")).empty());
}

TEST_CASE("what is not known of revocation weighs once the certificate has ended") {
    const trust::Trust trust = xml_trust();
    const verify::Report late = judged_at(fully_signed_xml(), trust, "2050-01-01T00:00:00Z");
    CHECK(verdict(late) == "indeterminate");
    CHECK(grounds(late) == "no-proof-of-time revocation-unknown");
}

TEST_CASE("an XML by itself is looked up by its UUID in the archive, and its issue in the status list") {
    trust::Trust trust = xml_trust();
    verify::Options options = xml_options();
    options.trust = &trust;
    const auto judged = [&] { return verify::verify_xml(fully_signed_xml(), "x", options); };
    CHECK(grounds(judged()).empty());
    CHECK(has(judged(), "recall-unknown"));
    verify::UnitAnswer unit;
    std::string asked;
    options.archive_unit = [&](const std::string& uuid, std::string_view xml) {
        asked = uuid;
        unit.answer.same_bytes = xml == fully_signed_xml();
        return unit;
    };
    CHECK(has(judged(), "archive-unknown"));
    CHECK(has(judged(), "recall-unknown"));
    CHECK(asked == "6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10");
    unit = {{true, false, "issued", {}}, "8 bytes.", kXmlTime};
    CHECK(verdict(judged()) == "valid");
    CHECK(has(judged(), "recall-unknown"));  // no status list
    for (const auto& [state, code] :
         {std::pair{"superseded", "archive-superseded"}, std::pair{"revoked", "archive-revoked"}}) {
        unit.answer.state = state;
        CHECK(verdict(judged()) == "invalid");
        CHECK(grounds(judged()) == code);
    }
    unit.answer.state = "issued";
    trust.status = trust::StatusList{kXmlTime, {kXmlTime.unix_s + 1000000}, {}};
    CHECK(grounds(judged()).empty());
    CHECK_FALSE(has(judged(), "recall-unknown"));
    trust.status->entries.push_back({"8 bytes.", 1, trust::DocumentState::revoked, ""});
    CHECK(grounds(judged()) == "status-revoked");
    CHECK(verdict(judged()) == "invalid");
}

TEST_CASE("an XML that the archive holds with other bytes is not called valid") {
    verify::Options options = xml_options();
    options.archive_unit = [](const std::string&, std::string_view) {
        return verify::UnitAnswer{{true, false, "issued", {}}, "8 bytes.", kXmlTime};
    };
    CHECK(grounds(verify::verify_xml(fully_signed_xml(), "x", options)) == "archive-differs");
}

TEST_CASE("what the child read of an XML goes through the pipe unchanged") {
    const verify::XmlReading reading = verify::read_xml(fully_signed_xml(), "x");
    const auto again = verify::decode_xml(verify::encode(reading));
    REQUIRE(again);
    CHECK(verify::encode(*again) == verify::encode(reading));
    CHECK(again->signatures.signatures.size() == 5);
    CHECK(!verify::decode_xml("{"));
}
