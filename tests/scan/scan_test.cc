#include "engine/scan/scan.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/scan/rescale.h"
#include "tests/scan/paper.h"
#include "tests/support/png_maker.h"

using namespace hocba;
using namespace hocba::test;

namespace {

bool is_seal(std::string_view text) {
    return text.starts_with("HTTPS://HOCBA.EXAMPLE/V#");
}

/// The texts of each sheet.
std::vector<std::vector<std::string>> read(const std::string& bytes) {
    const auto sheets = scan::read(bytes, "file", is_seal);
    if (!sheets) FAIL(sheets.error().problems.front().what.en);
    std::vector<std::vector<std::string>> all;
    for (const scan::Sheet& sheet : *sheets) {
        all.emplace_back();
        for (const scan::Symbol& symbol : sheet.symbols) all.back().push_back(symbol.text);
    }
    return all;
}

/// What is said in English of bytes that cannot be read.
std::string refused(const std::string& bytes) {
    const auto sheets = scan::read(bytes, "file", is_seal);
    REQUIRE_FALSE(sheets);
    const Error& error = sheets.error();
    CHECK(error.fault == Fault::document);
    REQUIRE(error.problems.size() == 1);
    CHECK(error.problems.front().where == "file");
    CHECK_FALSE(error.problems.front().hint.vi.empty());
    return error.problems.front().what.en;
}

using Sheets = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("a symbol is read from PNG, JPEG and a scanned PDF alike") {
    const scan::Grey page = page_with(kFirst);
    CHECK(read(png_of(page)) == Sheets{{kFirst}});
    CHECK(read(jpeg_of(page)) == Sheets{{kFirst}});
    CHECK(read(pdf_of({page})) == Sheets{{kFirst}});
}

TEST_CASE("a page is read whichever way it lies") {
    scan::Grey page = page_with(kFirst);
    for (const int degrees : {90, 180, 270}) {
        CAPTURE(degrees);
        page = turned(page);
        CHECK(read(png_of(page)) == Sheets{{kFirst}});
    }
}

TEST_CASE("two pages in one picture are two symbols") {
    scan::Grey both = paper(1200, 800);
    draw(both, kFirst, 350, 550, 5);
    draw(both, kSecond, 950, 550, 5);
    auto sheets = read(jpeg_of(both));
    REQUIRE(sheets.size() == 1);
    std::sort(sheets.front().begin(), sheets.front().end());
    CHECK(sheets == Sheets{{kFirst, kSecond}});
}

TEST_CASE("each page of a scanned PDF is a sheet, with its number") {
    const auto sheets =
        scan::read(pdf_of({page_with(kFirst), paper(600, 800), page_with(kSecond)}), "a.pdf", is_seal);
    REQUIRE(sheets);
    REQUIRE(sheets->size() == 3);
    CHECK((*sheets)[0].where == "a.pdf: page 1");
    CHECK((*sheets)[1].where == "a.pdf: page 2");
    CHECK((*sheets)[1].symbols.empty());
    CHECK((*sheets)[2].symbols.front().text == kSecond);
}

TEST_CASE("a picture without a symbol has none") {
    CHECK(read(png_of(paper(600, 800))) == Sheets{{}});
}

TEST_CASE("another QR on the paper does not end the search") {
    scan::Grey page = paper(2400, 3200);
    draw(page, kFirst, 1400, 2200, 5);
    page = scan::scaled(page, 0.25, scan::kTriangle);  // 1.25 pixels a module: not found at that size
    draw(page, "HTTPS://EXAMPLE.ORG/ANOTHER", 30, 30, 6);
    const auto sheets = scan::read(png_of(page), "file", is_seal);
    REQUIRE(sheets);
    const auto& symbols = sheets->front().symbols;
    REQUIRE(symbols.size() == 2);
    CHECK(symbols[0] == scan::Symbol{"HTTPS://EXAMPLE.ORG/ANOTHER", "ZXing"});
    CHECK(symbols[1].text == kFirst);
    CHECK(symbols[1].reader != "ZXing");
}

TEST_CASE("a symbol whose text is no ASCII is left out") {
    CHECK(read(png_of(page_with("học bạ"))) == Sheets{{}});
}

TEST_CASE("the same bytes give the same symbols, read by the same reader") {
    const std::string bytes = jpeg_of(page_with(kFirst));
    const auto first = scan::read(bytes, "file", is_seal), second = scan::read(bytes, "file", is_seal);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->front().symbols == second->front().symbols);
    CHECK(first->front().symbols == std::vector<scan::Symbol>{{kFirst, "ZXing"}});
}

TEST_CASE("files are known by their first bytes") {
    CHECK(scan::is_picture(png_of(paper(1, 1))));
    CHECK(scan::is_picture(jpeg_of(paper(8, 8))));
    CHECK(scan::is_pdf("junk\n%PDF-1.7\n"));
    CHECK_FALSE(scan::is_picture("%PDF-1.7"));
    CHECK_FALSE(scan::is_pdf(std::string(1024, ' ') + "%PDF-1.7"));
    CHECK_FALSE(scan::is_picture(""));
}

TEST_CASE("damaged files are refused by name, and a JPEG that ends early is read as far as it goes") {
    const scan::Grey page = page_with(kFirst);
    const std::string png = png_of(page), jpeg = jpeg_of(page), pdf = pdf_of({page});
    CHECK(refused(png.substr(0, png.size() / 2)) == "The PNG file is damaged and cannot be read.");
    CHECK(refused(png.substr(0, 20)) == "The PNG file is damaged and cannot be read.");
    CHECK(refused(jpeg.substr(0, 20)) == "The JPEG file is damaged and cannot be read.");
    CHECK(refused("%PDF-1.7\nnothing") == "The PDF file is damaged and cannot be read.");
    CHECK(refused("") == "The PDF file is damaged and cannot be read.");
    CHECK(read(jpeg.substr(0, jpeg.size() - 20)) == Sheets{{kFirst}});  // its last rows are blank
}

TEST_CASE("a page that cannot be read is named beside those that were") {
    const auto sheets =
        scan::read(pdf_of({page_with(kFirst), paper(64'000, 1'100), page_with(kSecond)}), "a.pdf", is_seal);
    REQUIRE(sheets);
    REQUIRE(sheets->size() == 3);
    CHECK(sheets->at(0).symbols.size() == 1);
    CHECK_FALSE(sheets->at(0).unread);
    REQUIRE(sheets->at(1).unread);
    CHECK(sheets->at(1).unread->problems.front().where == "a.pdf: page 2");
    CHECK(sheets->at(2).symbols.size() == 1);
}

TEST_CASE("a file is not read for longer than is allowed") {
    const auto sheets =
        scan::read(pdf_of({page_with(kFirst)}), "a.pdf", is_seal, std::chrono::milliseconds(0));
    REQUIRE_FALSE(sheets);
    CHECK(sheets.error().problems.front().what.en ==
          "Reading this file takes too much time or memory and was stopped.");
}

TEST_CASE("no prefix and no changed byte of a file brings the program down") {
    const scan::Grey page = page_with(kFirst);
    for (std::string bytes : {png_of(page), jpeg_of(page), pdf_of({page})})
        for (std::size_t at = 7; at < bytes.size(); at += bytes.size() / 8) {
            (void)scan::read(std::string_view(bytes).substr(0, at), "file", is_seal);
            bytes[at] = static_cast<char>(~bytes[at]);
            (void)scan::read(bytes, "file", is_seal);
        }
    SUCCEED();
}

TEST_CASE("a picture of more pixels than are read is refused before it is decoded") {
    Png huge;
    huge.width = 65'000;
    huge.height = 1'000;  // 65 million pixels
    huge.colour_type = 0;
    huge.pixel = [](auto, auto) { return std::string(1, '\0'); };
    std::string bytes = png(huge);
    CHECK(refused(bytes) == "The picture is too large: 65000 × 1000 pixels; at most 64 million are read.");
    std::string jpeg = jpeg_of(paper(64, 64));
    const std::size_t frame = jpeg.find("\xFF\xC0");  // SOF0: length, depth, height, width
    jpeg.replace(frame + 5, 4, "\xFF\x00\xFF\x00", 4);
    CHECK(refused(jpeg) == "The picture is too large: 65280 × 65280 pixels; at most 64 million are read.");
}

TEST_CASE("a PDF of 10,000 pages is refused by its count") {
    CHECK(refused(pdf_of(std::vector<scan::Grey>(10'000, paper(8, 8)))) ==
          "The scanned PDF has 10000 pages; 1 to 60 are read.");
}

TEST_CASE("an image that says it is larger than any memory does no harm") {
    std::string pdf = pdf_of({page_with(kFirst)});
    pdf.replace(pdf.find("/Width 600"), 10, "/Width 9e9");
    pdf.replace(pdf.find("/Height 800"), 11, "/Height 9e8");
    CHECK(read(pdf) == Sheets{{}});
    pdf.replace(pdf.find("/Width 9e9"), 10, "/Width 999");
    pdf.replace(pdf.find("/Height 9e8"), 11, "/Height 999");
    (void)scan::read(pdf, "file", is_seal);
}
