// What would not be PDF/A-3a and PDF/UA-1 is refused with its place.
#include <catch2/catch.hpp>

#include "tests/pdf/sample_pages.h"

using namespace hocba;

namespace {

/// The English complaints, one a line with its place; empty if the document was written.
std::string complaints(const page::Sealed& sealed, const pdf::Info& info = sample::info()) {
    const auto draft = pdf::write(sealed, sample::fonts(), info);
    if (draft) return "";
    CHECK(draft.error().fault == Fault::conformance);
    std::string out;
    for (const Problem& problem : draft.error().problems) {
        CHECK_FALSE(problem.what.vi.empty());
        out += problem.where + ": " + problem.what.en + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("a figure without alternative text") {
    page::Sealed sealed = sample::figures();
    sealed.pages.elements[2].alt = "";
    CHECK(complaints(sealed) == "element 2: a figure without alternative text\n");
}

TEST_CASE("a heading that skips a level") {
    page::Sealed sealed = sample::table();
    sealed.pages.elements[1].level = 2;
    CHECK(complaints(sealed) == "element 1: a heading of level 2 follows level 0\n");
}

TEST_CASE("a header cell without scope") {
    page::Sealed sealed = sample::table();
    for (auto& element : sealed.pages.elements) element.scope = page::Scope::none;
    CHECK(complaints(sealed).substr(0, 41) == "element 6: a header cell without scope\nel");
}

TEST_CASE("a table that has a head and no body") {
    page::Sealed sealed = sample::table();
    for (auto& element : sealed.pages.elements)
        if (element.role == page::Role::table_body) element.role = page::Role::table_foot;
    CHECK(complaints(sealed) == "element 3: a table with a head and no body\n");
}

TEST_CASE("a cell outside a row") {
    page::Sealed sealed = sample::one_line();
    sealed.pages.elements[1].role = page::Role::data_cell;
    CHECK(complaints(sealed) == "element 1: a part of a table stands outside its place\n");
}

TEST_CASE("a slot outside a Form, twice the same name, without tooltip") {
    page::Sealed sealed = sample::slots();
    auto& slot = std::get<page::Slot>(sealed.pages.pages[0].groups[2].items[0]);
    slot.name = "principal";
    slot.tooltip = "";
    sealed.pages.pages[0].groups[2].element = 1;  // the paragraph
    CHECK(complaints(sealed) ==
          "page 1, 120 mm 70 mm: signature slot's name is empty, repeated or has a full stop: principal\n"
          "page 1, 120 mm 70 mm: a signature slot without tooltip\n"
          "page 1, 120 mm 70 mm: a signature slot needs a Form element of its own\n");
}

TEST_CASE("a missing glyph") {
    page::Sealed sealed = sample::one_line("ab");
    std::get<page::GlyphRun>(sealed.pages.pages[0].groups[0].items[0]).glyphs[1].id = 0;
    CHECK(complaints(sealed) == "page 1, 20 mm 30 mm: a missing glyph in: ab\n");
}

TEST_CASE("an empty seal is for drafts only") {
    page::Sealed sealed = sample::draft();
    CHECK(complaints(sealed).empty());
    sealed.pages.draft = false;
    CHECK(complaints(sealed) == "page 1, 20 mm 60 mm: an empty seal in a document that is no draft\n");
}

TEST_CASE("all that is wrong with the document's information is told at once") {
    pdf::Info info = sample::info();
    info.title = "";
    info.language = "tiếng Việt";
    info.id = "short";
    info.properties = {{"a b", "x"}};
    CHECK(complaints(sample::one_line(), info) ==
          "info.title: missing or unusable document information: \"\"\n"
          "info.language: missing or unusable document information: \"tiếng Việt\"\n"
          "info.id: missing or unusable document information: \"5 byte\"\n"
          "info.properties/a b: missing or unusable document information: \"x\"\n");
}

TEST_CASE("a picture that is no PNG") {
    page::Sealed sealed = sample::figures();
    std::get<page::Image>(sealed.pages.pages[0].groups[0].items[0]).picture = std::string("GIF89a");
    CHECK(complaints(sealed).find("cannot read the PNG picture") != std::string::npos);
}

TEST_CASE("pages without a page") {
    page::Sealed sealed = sample::one_line();
    sealed.pages.pages.clear();
    CHECK(complaints(sealed) == "pages: no page, or no document element\n");
}
