// XML signatures on MOET's example: made by us, judged by the xmlsec1 program and by our own strict reader.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/base/bytes.h"
#include "tests/sign/xml_support.h"

using namespace hocba;
using namespace hocba::test;

namespace {

const char* const kUuid = "6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10";

/// The xmlsec1 program on the signature with that id.
Outcome xmlsec(const Folder& folder, const std::string& id, const std::string& key) {
    std::string ids;
    for (const char* tag :
         {"DU_LIEU_HOC_BA", "BANG_DIEM", "GVBM", "GVCN", "CBQL", "KY_PHAT_HANH", "DANH_SACH_HOC_BA"})
        ids += std::string(" --id-attr:id ") + tag;
    for (const char* tag : {"Signature", "Object", "KeyInfo"})
        ids += std::string(" --id-attr:Id http://www.w3.org/2000/09/xmldsig#:") + tag;
    return run("xmlsec1 --verify" + ids + " --node-id " + id + " --pubkey-cert-pem " +
               (demo_pki() / (key + ".pem")) + " " + (folder / "hoc-ba.xml"));
}

std::string problem_of(const Result<std::string>& failed) {
    REQUIRE(!failed);
    return failed.error().problems.front().what.en;
}

}  // namespace

TEST_CASE("xmlsec1 verifies each of five signatures on MOET's XML: two teachers, homeroom, leader, school") {
    const Folder folder("xml");
    REQUIRE(write_file(folder / "hoc-ba.xml", fully_signed_xml()));
    const std::pair<std::string, std::string> all[] = {{"Signature-GVBM-1-", "homeroom"},
                                                       {"Signature-GVBM-2-", "homeroom"},
                                                       {"Signature-GVCN-", "homeroom"},
                                                       {"Signature-CBQL-", "principal"},
                                                       {"Signature-KY_PHAT_HANH-", "school"}};
    for (const auto& [id, key] : all) {
        const Outcome outcome = xmlsec(folder, id + kUuid, key);
        INFO(id << outcome.output);
        CHECK(outcome.status == 0);
        CHECK(xmlsec(folder, id + kUuid, key == "school" ? "principal" : "school").status != 0);
    }
    REQUIRE(write_file(folder / "hoc-ba.xml", with(fully_signed_xml(), "Nguyễn Văn A", "Nguyễn Văn B")));
    CHECK(xmlsec(folder, std::string("Signature-KY_PHAT_HANH-") + kUuid, "school").status != 0);
}

TEST_CASE(
    "our strict reader finds every signature, its role, time, rows and certificates, and nothing wrong") {
    const sign::XmlFacts facts = sign::inspect_xml(fully_signed_xml());
    CHECK(facts.faults.empty());
    CHECK(facts.uuid == kUuid);
    REQUIRE(facts.signatures.size() == 5);
    const std::vector<std::string> places{"GVBM/1", "GVBM/2", "GVCN", "CBQL", "KY_PHAT_HANH"};
    for (std::size_t i = 0; i < 5; ++i) {
        INFO(places[i]);
        const auto& one = facts.signatures[i];
        CHECK(one.place == places[i]);
        CHECK(one.faults == std::vector<std::string>());
        CHECK(one.matches);
        CHECK(one.certificates.size() == 2);  // the signer's and the issuing CA's
    }
    CHECK(facts.signatures[0].subjects == std::vector<std::string>{"Tiếng Việt", "Toán"});
    CHECK(facts.signatures[0].signing_time == "2026-11-25T08:00:00+07:00");
    CHECK(facts.signatures[3].signing_time == "2026-11-25T10:00:00+07:00");
    CHECK(facts.signatures[3].role == "principal");
    CHECK(facts.signatures[3].citizen_id == "001070000019");
}

TEST_CASE("a signature adds bytes and changes none but for ids that the data lacked") {
    std::string before = xml_signed(moet_example(), "subject-teacher", {"Toán"});
    std::string without_ids = before;
    for (std::size_t at = without_ids.find(" id=\""); at != std::string::npos;
         at = without_ids.find(" id=\"", at))
        without_ids.erase(at, without_ids.find('"', at + 5) + 1 - at);
    CHECK(without_ids.substr(0, without_ids.find("<DANH_SACH_THONG_TIN_KY")) ==
          moet_example().substr(0, moet_example().find("</HOC_BA>")));
    for (const char* role : {"homeroom", "principal", "school"}) {
        const std::string after = xml_signed(before, role);
        const std::size_t at = before.find("</DANH_SACH_THONG_TIN_KY>");
        CHECK(after.starts_with(before.substr(0, at)));
        CHECK(after.ends_with(before.substr(at)));
        CHECK(xml_faults(after).empty());
        before = after;
    }
}

TEST_CASE("the same XML, time and RSA key give the same bytes; a P-256 key the same digest") {
    CHECK(xml_signed(moet_example(), "principal") == xml_signed(moet_example(), "principal"));
    const std::string led = xml_signed(moet_example(), "principal");
    const auto& identity = xml_signer("school").identity();
    const auto first = sign::begin_xml_signature(led, "x", xml_request("school"), identity);
    const auto second = sign::begin_xml_signature(led, "x", xml_request("school"), identity);
    REQUIRE((first && second));
    CHECK(to_hex(first->digest) == to_hex(second->digest));
    CHECK(first->xml == second->xml);
}

TEST_CASE("a key that asks SHA-384 has every digest of its XML signature in SHA-384") {
    const auto made = sign::sign_xml(moet_example(), "x", xml_request("principal"),
                                     xml_signer("principal", sign::Digest::sha384));
    REQUIRE(made);
    CHECK(made->find("sha256") == std::string::npos);
    CHECK(made->find("xmldsig-more#rsa-sha384") != std::string::npos);
    CHECK(xml_faults(*made).empty());
    const Folder folder("xml384");
    REQUIRE(write_file(folder / "hoc-ba.xml", *made));
    CHECK(xmlsec(folder, std::string("Signature-CBQL-") + kUuid, "principal").status == 0);
}

TEST_CASE("a signature of another key does not get into the XML") {
    auto waiting = sign::begin_xml_signature(moet_example(), "x", xml_request("principal"),
                                             xml_signer("principal").identity());
    REQUIRE(waiting);
    const auto other = xml_signer("homeroom").sign_digests({waiting->digest});
    REQUIRE(other);
    CHECK(problem_of(sign::finish_xml_signature(*waiting, other->front())) ==
          "The signature is not of this key over this file.");
}

TEST_CASE("who is too early, too late, signs twice or an unknown subject is refused with the reason") {
    const auto refused = [](const std::string& xml, const std::string& role,
                            std::vector<std::string> subjects = {}) {
        const std::string key = role == "subject-teacher" ? "homeroom" : role;
        return problem_of(sign::sign_xml(xml, "x", xml_request(role, std::move(subjects)), xml_signer(key)));
    };
    const std::string led = xml_signed(moet_example(), "principal");
    CHECK(refused(moet_example(), "school") == "Too early: CBQL signs first (CV 2088, phụ lục 1.1).");
    CHECK(refused(led, "homeroom") == "Too late: CBQL has already signed.");
    CHECK(refused(led, "subject-teacher", {"Toán"}) == "Too late: CBQL has already signed.");
    CHECK(refused(led, "principal") == "CBQL has signed this XML already.");
    CHECK(refused(fully_signed_xml(), "school") == "KY_PHAT_HANH has signed this XML already.");
    CHECK(refused(moet_example(), "subject-teacher", {"Hóa học"}) == "The XML has no subject \"Hóa học\".");
    CHECK(refused(moet_example(), "subject-teacher") == "It is not said which subjects the teacher signs.");
    CHECK(refused("<HOC_BA><!-- --></HOC_BA>", "principal") ==
          "the XML has not the structure that is signed [xml-markup]");
}

TEST_CASE(
    "each subject teacher signs the rows of the subject alone, and another subject may still be mended") {
    const std::string maths = xml_signed(moet_example(), "subject-teacher", {"02"});  // MA_MON_HOC
    CHECK(xml_faults(with(maths, "Đọc lưu loát", "Đọc rất lưu loát")).empty());
    const std::string row =
        "<MUC_DAT_DUOC>Hoàn thành tốt</MUC_DAT_DUOC>\n        "
        "<DIEM_KIEM_TRA_DINH_KY>10</DIEM_KIEM_TRA_DINH_KY>";
    CHECK(xml_faults(with(maths, row, "<MUC_DAT_DUOC>Hoàn thành</MUC_DAT_DUOC>")) == "xml-changed");
}

TEST_CASE("signed units stay valid inside a package, and the school signs the package") {
    const std::string unit = fully_signed_xml().substr(fully_signed_xml().find("<HOC_BA>"));
    const std::string list =
        "<DANH_SACH_HOC_BA id=\"dataDanhSach\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" +
        unit + "</DANH_SACH_HOC_BA>";
    const Folder folder("list");
    REQUIRE(write_file(folder / "hoc-ba.xml", list));
    for (const auto& [tag, key] : {std::pair{"GVCN", "homeroom"}, std::pair{"KY_PHAT_HANH", "school"}})
        CHECK(xmlsec(folder, std::string("Signature-") + tag + "-" + kUuid, key).status == 0);
    const std::string handed_in = xml_signed(list, "school");
    const sign::XmlFacts facts = sign::inspect_xml(handed_in);
    CHECK(facts.is_transaction);
    REQUIRE(facts.signatures.size() == 1);
    CHECK(facts.signatures[0].matches);
    CHECK(xml_faults(handed_in).empty());
    REQUIRE(write_file(folder / "hoc-ba.xml", handed_in));
    CHECK(xmlsec(folder, "Signature-dataDanhSach", "school").status == 0);
    CHECK(xml_faults(with(handed_in, "Nguyễn Văn A", "Nguyễn Văn B")) == "xml-changed");
}
