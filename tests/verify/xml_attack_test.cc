// Hostile XMLs: each is refused, with the reason's name. None is ever valid.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>

#include "tests/verify/xml_support.h"

using namespace hocba;
using namespace hocba::test;

namespace {

const std::string kUuid = "6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10";
const std::string kDataStart = "<DU_LIEU_HOC_BA id=\"DU_LIEU_HOC_BA-" + kUuid + "\">";
const std::string kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

std::string between(const std::string& text, const std::string& first, const std::string& last) {
    const auto at = text.find(first), end = text.find(last, at) + last.size();
    REQUIRE(at != std::string::npos);
    return text.substr(at, end - at);
}

std::string data_of(const std::string& xml) {
    return between(xml, kDataStart, "</DU_LIEU_HOC_BA>");
}

/// The data with a better mark and no ids.
std::string forged_data(const std::string& xml) {
    std::string data = with(data_of(xml), "<DIEM_KIEM_TRA_DINH_KY>6", "<DIEM_KIEM_TRA_DINH_KY>9");
    for (auto at = data.find(" id=\""); at != std::string::npos; at = data.find(" id=\"", at))
        data.erase(at, data.find('"', at + 5) + 1 - at);
    return data;
}

/// The last `what` becomes `by`: the school's signature is the last.
std::string with_last(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.rfind(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

struct Attack {
    const char* name;
    std::function<std::string(const std::string&)> make;
    const char* code;
};

std::string entry(const std::string& xml, const std::string& tag) {
    return between(xml, "<" + tag + " id=", "</" + tag + ">");
}

const std::vector<Attack>& wrapping_attacks() {
    static const std::vector<Attack> attacks{
        {"forged data stand before the signed ones",
         [](const std::string& x) { return with(x, data_of(x), forged_data(x) + data_of(x)); },
         "xml-structure"},
        {"the signed data move into an Object of the last signature",
         [](const std::string& x) {
             return with_last(with(x, data_of(x), forged_data(x)), "</Signature>",
                              "<Object>" + data_of(x) + "</Object></Signature>");
         },
         "xml-reference"},
        {"the signed data move under another name beside the signatures",
         [](const std::string& x) {
             return with(with(x, data_of(x), forged_data(x)), "</DANH_SACH_THONG_TIN_KY>",
                         "<WRAPPER>" + data_of(x) + "</WRAPPER></DANH_SACH_THONG_TIN_KY>");
         },
         "xml-structure"},
        {"two data with one id",
         [](const std::string& x) {
             return with(x, data_of(x), with(forged_data(x), "<DU_LIEU_HOC_BA>", kDataStart) + data_of(x));
         },
         "xml-id"},
        {"an id hides in an attribute of another spelling",
         [](const std::string& x) {
             return with(x, "<THONG_TIN_CHUNG>", "<THONG_TIN_CHUNG ID=\"DU_LIEU_HOC_BA-" + kUuid + "\">");
         },
         "xml-id"},
        {"a signature of one entry stands in another",
         [](const std::string& x) {
             return with(x, between(entry(x, "CBQL"), "<Signature ", "</Signature>"),
                         between(entry(x, "GVCN"), "<Signature ", "</Signature>"));
         },
         "xml-id"},
        {"the leader's entry is the homeroom teacher's under another tag",
         [](const std::string& x) {
             std::string copy = entry(x, "GVCN");
             copy = with(with(copy, "<GVCN ", "<CBQL "), "</GVCN>", "</CBQL>");
             return with(with(x, entry(x, "CBQL"), copy), entry(x, "GVCN"), "");
         },
         "xml-changed"},
        {"the leader signs twice",
         [](const std::string& x) {
             std::string copy = entry(x, "CBQL");
             for (auto at = copy.find(kUuid); at != std::string::npos; at = copy.find(kUuid, at + 5))
                 copy.insert(at, "x-");
             return with(x, entry(x, "CBQL"), entry(x, "CBQL") + copy);
         },
         "xml-order"},
        {"the homeroom teacher's signature is taken out",
         [](const std::string& x) { return with(x, entry(x, "GVCN"), ""); }, "xml-reference"},
        {"a subject teacher's signature comes from another pupil",
         [](const std::string& x) {
             std::string other = x;
             for (auto at = other.find(kUuid); at != std::string::npos; at = other.find(kUuid, at))
                 other.replace(at, 8, "7a7a7a7a");
             return with(other, "<MA_TRA_CUU_UUID>7a7a7a7a", "<MA_TRA_CUU_UUID>6f1d2c8e");
         },
         "xml-other-unit"}};
    return attacks;
}

const std::vector<Attack>& signature_attacks() {
    static const std::vector<Attack> attacks{
        {"XPath transform",
         [](const std::string& x) {
             return with_last(x, "<Transform Algorithm=\"" + kExclusive + "\"></Transform>",
                              "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
                              "<XPath>false()</XPath></Transform>");
         },
         "xml-transform"},
        {"XSLT transform",
         [](const std::string& x) {
             return with_last(x, "<Transform Algorithm=\"" + kExclusive + "\"></Transform>",
                              "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\">"
                              "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" "
                              "version=\"1.0\"/></Transform>");
         },
         "xml-transform"},
        {"a prefix list that changes the canonical form",
         [](const std::string& x) {
             return with_last(x, "<Transform Algorithm=\"" + kExclusive + "\"></Transform>",
                              "<Transform Algorithm=\"" + kExclusive + "\"><InclusiveNamespaces xmlns=\"" +
                                  kExclusive + "\" PrefixList=\"xs\"/></Transform>");
         },
         "xml-transform"},
        {"reference to the network",
         [](const std::string& x) { return with_last(x, "URI=\"#KeyInfo", "URI=\"http://127.0.0.1/"); },
         "xml-reference"},
        {"reference to a file",
         [](const std::string& x) { return with_last(x, "URI=\"#KeyInfo", "URI=\"file:///etc/passwd#"); },
         "xml-reference"},
        {"reference to the whole file",
         [](const std::string& x) {
             return with_last(x, "URI=\"#KeyInfo-KY_PHAT_HANH-" + kUuid + "\"", "URI=\"\"");
         },
         "xml-reference"},
        {"XPointer",
         [](const std::string& x) {
             return with_last(x, "URI=\"#KeyInfo-KY_PHAT_HANH-" + kUuid + "\"",
                              "URI=\"#xpointer(id('KeyInfo-KY_PHAT_HANH-" + kUuid + "'))\"");
         },
         "xml-reference"},
        {"HMAC with a key that everybody knows",
         [](const std::string& x) {
             return with_last(x, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                              "http://www.w3.org/2000/09/xmldsig#hmac-sha1");
         },
         "xml-algorithm"},
        {"SHA-1 digest",
         [](const std::string& x) {
             return with_last(x, "http://www.w3.org/2001/04/xmlenc#sha256",
                              "http://www.w3.org/2000/09/xmldsig#sha1");
         },
         "xml-algorithm"},
        {"a thousand references",
         [](const std::string& x) {
             std::string many;
             const std::string one = between(x, "<Reference ", "</Reference>");
             for (int i = 0; i < 1000; ++i) many += one;
             return with_last(x, "</SignedInfo>", many + "</SignedInfo>");
         },
         "xml-signature-form"},
        {"another certificate of the same name",
         [](const std::string& x) {
             return with_last(x, "<X509Certificate>",
                              "<X509Certificate>AAAA</X509Certificate><X509Certificate>");
         },
         "xml-key-info"},
        {"another signer's certificate",
         [](const std::string& x) {
             return with(x, between(entry(x, "CBQL"), "<X509Certificate>", "</X509Certificate>"),
                         between(entry(x, "GVCN"), "<X509Certificate>", "</X509Certificate>"));
         },
         "xml-subject-name"},
        {"no value",
         [](const std::string& x) {
             const std::string last = x.substr(x.rfind("<SignatureValue>"));
             return with(x, between(last, "<SignatureValue>", "</SignatureValue>"),
                         "<SignatureValue></SignatureValue>");
         },
         "xml-signature-form"},
        {"the time is moved",
         [](const std::string& x) { return with_last(x, "2026-11-25T11", "2026-11-25T10"); },
         "xml-time-differs"},
        {"both times are moved",
         [](const std::string& x) {
             return with_last(with_last(x, "2026-11-25T11", "2026-11-25T10"), "2026-11-25T11",
                              "2026-11-25T10");
         },
         "xml-changed"},
        {"two times",
         [](const std::string& x) {
             return with_last(x, "</SignatureProperties>",
                              "<SignatureProperty Target=\"#x\"><SigningTime>2020-01-01T00:00:00+07:00"
                              "</SigningTime></SignatureProperty></SignatureProperties>");
         },
         "xml-time"},
        {"a signature in no namespace",
         [](const std::string& x) {
             return with_last(x, "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"", "<Signature");
         },
         "xml-structure"},
        {"another person's number",
         [](const std::string& x) { return with(x, "<SO_CCCD>001070000019", "<SO_CCCD>001070000018"); },
         "xml-changed"},
        {"a mark is raised",
         [](const std::string& x) { return with(x, "<DIEM_KIEM_TRA_DINH_KY>6", "<DIEM_KIEM_TRA_DINH_KY>9"); },
         "xml-changed"}};
    return attacks;
}

const std::vector<Attack>& parser_attacks() {
    static const std::vector<Attack> attacks{
        {"a billion laughs",
         [](const std::string& x) {
             return with(x, "<HOC_BA>",
                         "<!DOCTYPE HOC_BA [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><HOC_BA>");
         },
         "xml-markup"},
        {"an external entity",
         [](const std::string& x) {
             return with(x, "<HOC_BA>",
                         "<!DOCTYPE HOC_BA [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><HOC_BA>");
         },
         "xml-markup"},
        {"a comment cuts a mark in two",
         [](const std::string& x) {
             return with(x, "<DIEM_KIEM_TRA_DINH_KY>10", "<DIEM_KIEM_TRA_DINH_KY>1<!-- -->0");
         },
         "xml-markup"},
        {"CDATA", [](const std::string& x) { return with(x, "Nguyễn Văn A", "<![CDATA[Nguyễn Văn A]]>"); },
         "xml-markup"},
        {"a stylesheet that shows something else",
         [](const std::string& x) {
             return with(x, "<HOC_BA>", "<?xml-stylesheet href=\"x.xsl\"?><HOC_BA>");
         },
         "xml-markup"},
        {"an entity that is not declared",
         [](const std::string& x) { return with(x, "Nguyễn Văn A", "&xxe;"); }, "xml-not-well-formed"},
        {"a hundred levels",
         [](const std::string& x) {
             std::string open, close;
             for (int i = 0; i < 100; ++i) open += "<a>", close += "</a>";
             return with(x, "Nguyễn Văn A", open + close);
         },
         "xml-too-deep"},
        {"a million levels",
         [](const std::string& x) {
             std::string open;
             for (int i = 0; i < 1000000; ++i) open += "<a>";
             return with(x, "Nguyễn Văn A", open);
         },
         "xml-not-well-formed"},
        {"eleven megabytes",
         [](const std::string& x) { return with(x, "Nguyễn Văn A", std::string(11 << 20, 'A')); },
         "xml-too-large"},
        {"no UTF-8", [](const std::string& x) { return with(x, "Nguyễn Văn A", "Nguy\xEAn"); },
         "xml-encoding"},
        {"another vocabulary",
         [](const std::string& x) { return with(x, "<HOC_BA>", "<HOC_BA xmlns=\"urn:other\">"); },
         "xml-root"},
        {"cut off", [](const std::string& x) { return x.substr(0, x.size() / 2); }, "xml-not-well-formed"},
        {"nothing", [](const std::string&) { return std::string(); }, "xml-not-well-formed"},
        {"words beside the data",
         [](const std::string& x) { return with(x, "</DU_LIEU_HOC_BA>", "</DU_LIEU_HOC_BA>Học sinh giỏi"); },
         "xml-structure"}};
    return attacks;
}

void check(const std::vector<Attack>& attacks) {
    for (const Attack& attack : attacks) {
        INFO(attack.name);
        const verify::Report report = xml_report(attack.make(fully_signed_xml()));
        CHECK(verdict(report) == "invalid");
        INFO(grounds(report));
        CHECK(has(report, attack.code));
    }
}

}  // namespace

TEST_CASE("ten wrapping attacks on signed XML are each refused by name") {
    CHECK(wrapping_attacks().size() == 10);
    check(wrapping_attacks());
}

TEST_CASE("nineteen attacks on the XML signatures themselves are each refused by name") {
    CHECK(signature_attacks().size() == 19);
    check(signature_attacks());
}

TEST_CASE("fourteen attacks on the XML parser are each refused by name") {
    CHECK(parser_attacks().size() == 14);
    check(parser_attacks());
}

TEST_CASE("no flipped bit in the data or in a signature of an XML is valid") {
    const std::string& xml = fully_signed_xml();
    const std::size_t first = xml.find(kDataStart), last = xml.find("<KY_PHAT_HANH"),
                      value = xml.rfind("<SignatureValue>");
    std::mt19937 seeded(2088);
    std::uniform_int_distribution<std::size_t> in_data(first, last - 1), in_value(value, value + 100);
    for (int i = 0; i < 300; ++i) {
        std::string flipped = xml;
        const std::size_t at = i % 4 == 0 ? in_value(seeded) : in_data(seeded);
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (seeded() % 8)));
        INFO(at << ' ' << xml.substr(at > 30 ? at - 30 : 0, 60));
        CHECK(verdict(xml_report(flipped)) == "invalid");
    }
}
