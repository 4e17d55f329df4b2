#include "engine/verify/structure.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "engine/base/digest.h"
#include "engine/sandbox/sandbox.h"
#include "engine/verify/envelope.h"
#include "engine/verify/xmp.h"
#include "tests/verify/small_pdf.h"

using namespace hocba;
using namespace hocba::verify;
using namespace hocba::test;

namespace {

const std::string base = written(small_document());
const std::string once = with_signature(base, 6, 10, "3003020101000000");

Facts facts(const std::string& pdf) {
    const Envelope envelope = read_envelope(pdf);
    const sandbox::Answer answer =
        sandbox::run_limited([&] { return encode(describe(pdf, envelope.revisions)); });
    REQUIRE(answer.ending == sandbox::Ending::finished);
    const auto decoded = decode(answer.output);
    REQUIRE(decoded);
    return *decoded;
}

std::string faults(const std::string& pdf) {
    std::string all;
    for (const auto& fault : facts(pdf).faults) all += fault.code + " ";
    return all;
}

/// The changes of the last revision, for instance "signature principal; ".
std::string changes(const std::string& pdf) {
    std::string all;
    for (const auto& change : facts(pdf).changes) all += change.code + " " + change.where + "; ";
    return all;
}

std::string changed(int id, const std::string& from, const std::string& to) {
    std::string body = small_document().at(id);
    return body.replace(body.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a signed document's fields and their values are told") {
    const Facts found = facts(once);
    CHECK(found.faults.empty());
    CHECK(found.pages == 1);
    REQUIRE(found.fields.size() == 2);
    CHECK(found.fields[0].name == "principal");
    CHECK(found.fields[0].object == 6);
    CHECK(found.fields[0].is_signed);
    CHECK_FALSE(found.fields[0].locks);
    CHECK(found.fields[0].range == read_envelope(once).signatures.at(0).range);
    CHECK(found.fields[0].contents_digest == sha256(std::string("\x30\x03\x02\x01\x01\0\0\0", 8)));
    CHECK(found.fields[0].sub_filter == "/ETSI.CAdES.detached");
    CHECK(found.fields[0].claimed == "D:20260601080000+07'00'");
    CHECK_FALSE(found.fields[1].is_signed);
    CHECK(found.fields[1].locks);
}

TEST_CASE("a signature into a prepared field is the only change a revision may make") {
    CHECK(changes(base).empty());
    CHECK(changes(once) == "signature principal; ");
    CHECK(changes(with_signature(once, 7, 11, "3003020102")) == "signature principal; signature school; ");
}

TEST_CASE("each forbidden change of an appended revision has its name") {
    CHECK(changes(appended(base, {{3, changed(3, "842", "841")}})) == "page-changed object 3 0; ");
    CHECK(changes(appended(base, {{4, "<< /Length 9 >>\nstream\n0 0 m S q\nendstream"}})) ==
          "stream-changed object 4 0; ");
    CHECK(changes(appended(base, {{1, changed(1, "/Pages 2 0 R", "/Pages 2 0 R /Lang (vi)")}})) ==
          "catalog-changed object 1 0; ");
    CHECK(changes(appended(base, {{6, changed(6, "/Rect [0 0 0 0]", "/Rect [0 0 9 9]")}})) ==
          "field-changed object 6 0; ");
    CHECK(changes(appended(base, {{20, "<< /Type /Page >>"}})) == "page-added object 20 0; ");
    CHECK(changes(appended(base, {{20, "<< /Subtype /FreeText /Rect [0 0 9 9] >>"}})) ==
          "annotation-added object 20 0; ");
    CHECK(changes(appended(base, {{20, "<< /Length 0 >>\nstream\n\nendstream"}})) ==
          "stream-added object 20 0; ");
    CHECK(changes(appended(base, {{20, "(text)"}})) == "object-added object 20 0; ");
    // The signed field again with another value: 6 as it was, and its value 10 replaced.
    CHECK(changes(appended(once, {{10, "<< /Type /Sig >>"}})) ==
          "signature principal; object-changed object 10 0; ");
}

TEST_CASE("a root or an identity exchanged in the trailer is a change") {
    const std::string other = appended(base, {{20, "<< /Type /Catalog /Pages 2 0 R >>"}});
    std::string moved = other;
    moved.replace(moved.rfind("/Root 1 0 R"), 11, "/Root 20 0 R");
    CHECK(changes(moved) == "trailer-changed trailer; catalog-added object 20 0; ");
    std::string renamed = appended(base, {{6, small_document().at(6)}});
    renamed.replace(renamed.rfind("[<0123>"), 7, "[<0124>");
    CHECK(changes(renamed) == "trailer-changed trailer; ");
}

TEST_CASE("an object removed in the table is a change") {
    std::string removed = appended(base, {{4, small_document().at(4)}});
    const std::size_t entry = removed.rfind(" 00000 n");
    removed.replace(entry, 8, " 00001 f");
    // The page that pointed at it now says null.
    CHECK(changes(removed) == "page-changed object 3 0; object-removed object 4 0; ");
}

TEST_CASE("a revision that names another predecessor than the bytes before it is refused") {
    std::string skipping = appended(once, {{20, "(x)"}});
    const std::string previous = "/Prev " + std::to_string(read_envelope(once).revisions[1].xref);
    const std::string older = "/Prev " + std::to_string(read_envelope(once).revisions[0].xref);
    skipping.replace(skipping.rfind(previous), previous.size(), older);
    CHECK(faults(skipping).find("revision-chain") != std::string::npos);
    CHECK_FALSE(faults(appended(base, {{20, "(x)"}}, "/XRefStm 9 ")).empty());
}

TEST_CASE("a file that only a repair could open is refused") {
    std::string broken = base;
    broken.replace(broken.find("3 0 obj"), 7, "9 0 obj");  // the table says 3
    CHECK_FALSE(faults(broken).empty());
    std::string lost = base;
    lost.replace(lost.rfind("startxref\n") + 10, 1, "9");
    CHECK_FALSE(faults(lost).empty());
}

TEST_CASE("scripts, actions, certifications and fields of other kinds are refused") {
    const auto with = [](int id, const std::string& from, const std::string& to) {
        Objects objects = small_document();
        objects[id] = changed(id, from, to);
        return faults(written(objects));
    };
    CHECK(with(1, "/Pages 2", "/OpenAction << /S /JavaScript /JS (x) >> /Pages 2") == "active-content ");
    CHECK(with(3, "/Parent", "/AA << >> /Parent") == "active-content ");
    CHECK(with(1, "/Pages 2", "/Perms << /DocMDP 6 0 R >> /Pages 2") == "certification ");
    CHECK(with(6, "/FT /Sig", "/FT /Tx") == "form-field ");
}

TEST_CASE("attachments and properties of ours are told") {
    Objects objects = small_document();
    objects[1] =
        changed(1, "/Pages 2 0 R",
                "/Pages 2 0 R /Metadata 30 0 R /Names << /EmbeddedFiles << /Names [(a.json) 31 0 R] >> >>");
    const std::string packet = "<x xmlns:hocba=\"urn:hocba:xmp:1#\"><hocba:formId>a&amp;b</hocba:formId></x>";
    objects[30] = "<< /Length " + std::to_string(packet.size()) + " >>\nstream\n" + packet + "\nendstream";
    objects[31] = "<< /Type /Filespec /F (a.json) /UF (a.json) /EF << /F 32 0 R >> >>";
    objects[32] = "<< /Length 2 >>\nstream\n{}\nendstream";
    const Facts found = facts(written(objects));
    CHECK(found.faults.empty());
    CHECK(found.attachments == std::map<std::string, std::string>{{"a.json", "{}"}});
    CHECK(found.properties == std::map<std::string, std::string>{{"formId", "a&b"}});
}

TEST_CASE("a bomb in an attachment stops at its limit") {
    Objects objects = small_document();
    objects[1] =
        changed(1, "/Pages 2 0 R", "/Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a.json) 31 0 R] >> >>");
    objects[31] = "<< /Type /Filespec /F (a.json) /UF (a.json) /EF << /F 32 0 R >> >>";
    objects[32] = flate_zeros(200UL << 20, "");
    const Facts found = facts(written(objects));
    CHECK(found.attachments.empty());
    CHECK(found.faults.front() == Finding{"too-large", "a.json"});
}

TEST_CASE("a property that stands twice with different values has no value") {
    const std::string head = "<x xmlns:h='urn:hocba:xmp:1#'><h:issueId>";
    CHECK(xmp_properties(head + "1</h:issueId></x>").at("issueId") == "1");
    CHECK(xmp_properties(head + "1</h:issueId><h:issueId>2</h:issueId></x>").at("issueId").empty());
    CHECK(xmp_properties("<x xmlns:h='urn:other'><h:issueId>1</h:issueId></x>").empty());
    CHECK(xmp_properties("<x xmlns:h=\"urn:hocba:xmp:1#\" h:issueId=\"7\"/>").at("issueId") == "7");
}

TEST_CASE("facts travel through the pipe unchanged, and nothing else does") {
    Facts sent = facts(with_signature(once, 7, 11, "3003020102"));
    sent.attachments["a:b,"] = std::string("\0:,", 3);
    const std::string text = encode(sent);
    CHECK(decode(text) == sent);
    CHECK_FALSE(decode(text + "x"));
    CHECK_FALSE(decode(text.substr(0, text.size() - 1)));
    CHECK_FALSE(decode("3:foo,3:end,"));
    CHECK_FALSE(decode("99999999999999999999:end,"));
    CHECK_FALSE(decode("5:pages,1:x,3:end,"));
    CHECK_FALSE(decode(""));
}
