// What an office learns of MOET's XML, by itself and beside a PDF.
#include <catch2/catch.hpp>

#include "engine/verify/verify_xml.h"
#include "engine/verify/xml_reading.h"
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

TEST_CASE("what the child read of an XML goes through the pipe unchanged") {
    const verify::XmlReading reading = verify::read_xml(fully_signed_xml(), "x");
    const auto again = verify::decode_xml(verify::encode(reading));
    REQUIRE(again);
    CHECK(verify::encode(*again) == verify::encode(reading));
    CHECK(again->signatures.signatures.size() == 5);
    CHECK(!verify::decode_xml("{"));
}
