// Documents as other programs see them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/base/json.h"
#include "engine/base/utf8.h"
#include "tests/pdf/process.h"
#include "tests/pdf/sample_pages.h"

using namespace hocba;
using process::run;
using process::TemporaryFile;
using sample::written;

namespace {

std::string text_of(const page::Sealed& sealed) {
    const TemporaryFile file("text.pdf", written(sealed));
    return run("pdftotext " + file.path() + " -").output;
}

/// The file with all objects plain and all streams inflated.
std::string unpacked(const page::Sealed& sealed) {
    const TemporaryFile file("packed.pdf", written(sealed));
    return run("qpdf --qdf --object-streams=disable --no-original-object-ids " + file.path() + " -").output;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

bool has(const std::string& text, std::string_view part) {
    return count(text, part) > 0;
}

}  // namespace

TEST_CASE("qpdf finds no fault in any kind of document") {
    using Make = page::Sealed (*)();
    const Make all[] = {[] { return sample::one_line(); },
                        sample::justified_line,
                        sample::table,
                        sample::figures,
                        sample::slots,
                        sample::draft,
                        sample::paragraph_over_pages,
                        sample::every_vietnamese_font};
    for (const Make make : all) {
        const TemporaryFile file("check.pdf", written(make()));
        const auto outcome = run("qpdf --check " + file.path());
        INFO(outcome.output);
        CHECK(outcome.status == 0);  // 2 for errors, 3 for warnings
        CHECK(has(outcome.output, "No syntax or stream encoding errors found"));
    }
}

TEST_CASE("the same pages give the same bytes") {
    CHECK(written(sample::table()) == written(sample::table()));
    CHECK(written(sample::figures()) == written(sample::figures()));
}

TEST_CASE("poppler reads Vietnamese back as NFC in all four styles") {
    const std::string text = text_of(sample::every_vietnamese_font());
    for (const std::string& letters : sample::vietnamese_letters()) {
        CHECK(count(text, letters) == 4);
        CHECK(code_points(letters).size() == (letters.find("đ") < 100 || letters.find("Đ") < 100 ? 29 : 38));
    }
}

TEST_CASE("letters that only combining marks can write come back whole") {
    const std::string line = nfc("ư̆ ơ̆ ô̆ č̣ Ê-đê");  // Jarai, Bahnar, Ê-đê
    CHECK(text_of(sample::one_line(line)).substr(0, line.size()) == line);
}

TEST_CASE("a glyph with two meanings says the rarer one by ActualText") {
    page::Sealed sealed = sample::one_line("aaa");
    auto& line = std::get<page::GlyphRun>(sealed.pages.pages[0].groups[0].items[0]);
    line.text = "aax";  // the third glyph, an "a", now stands for x
    CHECK(count(unpacked(sealed), "/ActualText") == 1);
    CHECK(text_of(sealed).substr(0, 3) == "aax");
}

TEST_CASE("every glyph that is drawn has a meaning and a width") {
    const std::string file = unpacked(sample::one_line("Tuyết"));
    CHECK(has(file, "5 beginbfchar"));  // T u y ế t: five different glyphs
    CHECK(has(file, "<0054>"));
    CHECK(has(file, "<1EBF>"));
    CHECK(count(file, "/ToUnicode") == 1);
}

TEST_CASE("justified spaces move the pen, other text does not") {
    const std::string file = unpacked(sample::justified_line());
    // 2 mm of a 12 pt em (4.233 mm) are 472.4 thousandths; a number in TJ moves left.
    CHECK(count(file, ">-472.") == 2);
    CHECK(has(unpacked(sample::one_line("một hai ba")), "]TJ"));
    CHECK_FALSE(has(unpacked(sample::one_line("một hai ba")), ">-472."));
}

TEST_CASE("a mark that shaping lifts is drawn with text rise") {
    page::Sealed sealed = sample::one_line("ab");
    auto& line = std::get<page::GlyphRun>(sealed.pages.pages[0].groups[0].items[0]);
    line.glyphs[1].y_offset = sample::fonts()[0].metrics().units_per_em / 2;
    const std::string file = unpacked(sealed);
    CHECK(has(file, "6.001 Ts"));  // half of 12 pt, in whole micrometres
    CHECK(has(file, "/F0 12 Tf"));
    CHECK(has(file, "0 Ts"));
}

TEST_CASE("a table keeps its spans, scopes and empty cells") {
    const TemporaryFile file("table.pdf", written(sample::table()));
    const std::string tree = run("pdfinfo -struct " + file.path()).output;
    INFO(tree);
    CHECK(count(tree, "TH:") == 4);
    CHECK(count(tree, "TD") == 6);  // two of them empty
    CHECK(has(tree, "RowSpan 2"));
    CHECK(has(tree, "ColSpan 2"));
    CHECK(count(tree, "Scope /Column") == 4);
}

TEST_CASE("furniture is a pagination artifact, rules are artifacts") {
    const std::string file = unpacked(sample::table());
    CHECK(count(file, "/Artifact<</Type/Pagination>>BDC") == 1);
    CHECK(count(file, "/Artifact BMC") == 1);
    CHECK(count(file, "BDC\n") + count(file, "BMC\n") == count(file, "EMC\n"));
}

TEST_CASE("an element on two pages names the second page itself") {
    const std::string file = unpacked(sample::paragraph_over_pages());
    CHECK(count(file, "/Type /MCR") == 1);
    CHECK(count(file, "/S /P\n") == 1);
}

TEST_CASE("the same picture twice is stored once, its transparency as a soft mask") {
    const TemporaryFile file("pictures.pdf", written(sample::figures()));
    const std::string list = run("pdfimages -list " + file.path()).output;
    INFO(list);
    CHECK(count(list, " gray ") == 3);  // the grey picture, and the soft mask of the two that follow
    CHECK(count(list, " rgb ") == 3);
    CHECK(count(list, " smask ") == 2);
    CHECK(count(unpacked(sample::figures()), "/Subtype /Image") == 4);
}

TEST_CASE("a seal is one path inside its quiet zone") {
    const std::string file = unpacked(sample::figures());
    // 29 mm for 21 + 8 modules: a module is 1 mm, the first dark run starts one module after the zone.
    CHECK(has(file, "/BBox [\n"));
    CHECK(count(file, "q 2.835 0 0 -2.835 ") == 1);  // 1 mm, rows downwards
    CHECK(count(file, " 2 1 re\n") == 21 * 7);       // runs of two dark modules, one high
    CHECK(count(file, " re\nf\nQ\n") == 1);
}

TEST_CASE("objects lie in object streams; what a signature replaces or must find stands outside") {
    const std::string bytes = written(sample::slots());
    CHECK(has(bytes, "/Type/ObjStm"));
    CHECK(has(bytes, "/Type/XRef"));
    CHECK(count(bytes, "/FT/Sig") == 2);
    CHECK(count(bytes, "/Type/Catalog") == 1);
    CHECK(count(bytes, "/SigFlags 3") == 1);
    CHECK(count(bytes, "/Type/Page/") == 1);
    CHECK(count(bytes, "/Type/SigFieldLock/Action/All/P 1") == 1);
    CHECK_FALSE(has(bytes, "/S/Document"));
    CHECK_FALSE(has(written(sample::one_line()), "/Type/Page/"));  // a page without widgets is packed
}

TEST_CASE("a document says its title, language and identity") {
    const std::string bytes = written(sample::one_line());
    CHECK(has(bytes, "/Lang(vi-VN)"));
    CHECK(has(bytes, "/ID[<30313233343536373839616263646566><30313233343536373839616263646566>]"));
    const TemporaryFile file("title.pdf", bytes);
    const std::string info = run("pdfinfo " + file.path()).output;
    CHECK(has(info, "Học bạ Nguyễn Thị Ánh Tuyết"));
    CHECK(has(info, "Tagged:          yes"));
}
