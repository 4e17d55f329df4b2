#include "engine/page/page.h"

#include <catch2/catch.hpp>

using namespace hocba;
using namespace hocba::page;

namespace {

GlyphRun run(std::string text) {
    GlyphRun out;
    out.size = points(12);
    out.glyphs = {{36, 1479, 0, 0, 0}};
    out.text = std::move(text);
    return out;
}

Element element(Role role, std::uint32_t parent) {
    Element out;
    out.role = role;
    out.parent = parent;
    return out;
}

/// A paragraph over two groups, and a table of one row: "Toán", an empty cell, two paragraphs.
Pages small_page() {
    Pages out;
    out.title = "Học bạ";
    out.language = "vi";
    out.elements = {element(Role::document, 0), element(Role::paragraph, 0), element(Role::table, 0),
                    element(Role::row, 2)};
    for (int i = 0; i < 3; ++i) out.elements.push_back(element(Role::data_cell, 3));
    out.elements.push_back(element(Role::paragraph, 6));
    out.elements.push_back(element(Role::paragraph, 6));
    out.elements.push_back(element(Role::figure, 0));
    out.elements.back().alt = "Mã QR";
    Page page;
    page.size = {Length{210000}, Length{297000}};
    page.groups = {{1, false, {run("Năm "), run("học")}},
                   {4, false, {run("Toán")}},
                   {5, false, {}},
                   {7, false, {run("9")}},
                   {8, false, {run("T")}},
                   {Group::artifact, true, {run("Trang 1/1")}},
                   {9, true, {Seal{}}}};
    out.pages.push_back(page);
    return out;
}

}  // namespace

TEST_CASE("the text of a page parts cells by U+001F and blocks by a line feed, without furniture") {
    CHECK(text_of(small_page(), 0) ==
          "Năm học\nToán\x1F\x1F"
          "9\nT");
}

TEST_CASE("a dump shows every item on its line") {
    const std::string text = dump(small_page());
    CHECK(text.find("element 9 figure in 0 alt \"Mã QR\"\npage 1 210000x297000\n"
                    "group element 1\n"
                    "  text \"Năm \" at 0 0 font 0 size 4233 word-space 0 #000000 glyphs 36+1479:0\n") !=
          std::string::npos);
    CHECK(text.find("group artifact furniture\n  text \"Trang 1/1\"") != std::string::npos);
    CHECK(text.find("group element 5\ngroup element 7\n") != std::string::npos);
}
