#include "tests/layout/flows.h"

using namespace flows;

namespace {

/// A footer of 36 mm with page numbers and a seal of 34 mm on the right.
form::Flow with_footer() {
    form::Flow f = flow();
    f.page.footer_height = Length{36000};
    form::Paragraph p;
    p.inlines = {{"Trang ", false, false, form::Field::none},
                 {"", false, false, form::Field::page_number},
                 {"/", false, false, form::Field::none},
                 {"", false, false, form::Field::page_count}};
    form::Columns c;
    c.tracks = {{Length{}, 1}, {Length{34000}, 0}};
    c.align = form::VerticalAlign::bottom;
    c.blocks = {block(p), block(form::SealSquare{Length{34000}, "Mã QR của trang này"})};
    f.page.footer = {block(c, "form.xml:5:5")};
    blocks(f).push_back(paragraph(std::string(59, '\n') + "x"));  // 60 lines; a page holds 221 / 5 = 44
    return f;
}

form::Block slot(std::string name, Length width, std::string overlaps = "") {
    form::Signature s;
    s.name = std::move(name);
    s.tooltip = "Chữ ký";
    s.width = width;
    s.height = Length{30000};
    s.lock = !overlaps.empty();
    s.overlaps = std::move(overlaps);
    return block(s);
}

}  // namespace

TEST_CASE("the footer counts the pages and carries the seal, which is a figure and no text") {
    const page::Pages pages = laid_out(with_footer());
    REQUIRE(pages.pages.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        const page::Group& number = pages.pages[i].groups.at(1);
        CHECK(number.furniture);
        CHECK(number.element == page::Group::artifact);
        const page::Group& seal = pages.pages[i].groups.at(2);
        CHECK(pages.elements[seal.element].alt == "Mã QR của trang này");
        // 190 − 34 = 156 mm; 297 − 20 − 36 = 241 mm
        const Rect area = std::get<page::Seal>(seal.items.at(0)).area;
        CHECK(area == Rect{Length{156000}, Length{241000}, Length{34000}, Length{34000}});
        CHECK(page::text_of(pages, i).find("Trang") == std::string::npos);
    }
    CHECK(texts(pages.pages[1]).back() == "Trang 2/2");
}

TEST_CASE("a draft has a frame instead of its seal, and a mark in the margins of every page") {
    form::Flow f = with_footer();
    f.draft = {"BẢN NHÁP", "BẢN DỰ THẢO – KHÔNG CÓ GIÁ TRỊ"};
    const page::Pages pages = laid_out(f);
    CHECK(pages.draft);
    for (const page::Page& page : pages.pages) {
        CHECK(all<page::Seal>(page).empty());
        const auto shown = texts(page);
        CHECK(std::count(shown.begin(), shown.end(), f.draft.page) == 2);
        CHECK(std::count(shown.begin(), shown.end(), f.draft.seal) == 1);
    }
    const auto runs = all<page::GlyphRun>(pages.pages[0]);
    CHECK(runs[runs.size() - 2].origin.y.um < 20000);   // the upper margin
    CHECK(runs[runs.size() - 1].origin.y.um > 277000);  // the lower margin
}

TEST_CASE("a footer taller than its height is refused") {
    form::Flow f = with_footer();
    f.page.footer_height = Length{30000};
    const Problem problem = complaint(f, Fault::form);
    CHECK(problem.where == "page 1, form.xml:5:5");
    CHECK(problem.what.en == "the footer is taller than its height: 4.0 mm are missing");
}

TEST_CASE(
    "a stamp's field reaches from the left third of the slot it overlaps to its middle and takes no room") {
    form::Flow f = flow();
    blocks(f) = {slot("principal", Length{60000}), slot("school", Length{36000}, "principal"),
                 paragraph("sau")};
    const page::Pages pages = laid_out(f);
    const auto slots = all<page::Slot>(pages.pages[0]);
    REQUIRE(slots.size() == 2);
    CHECK(slots[0].area == Rect{Length{20000}, Length{20000}, Length{60000}, Length{30000}});
    // The picture is at most the slot: its left third ends at 20 + 60 / 3 = 40 mm; the slot's middle is 50
    // mm.
    CHECK(slots[1].area == Rect{Length{4000}, Length{20000}, Length{46000}, Length{30000}});
    CHECK(slots[1].lock);
    CHECK(all<page::GlyphRun>(pages.pages[0])[0].origin.y.um < 55000);
    CHECK(pages.elements[2].role == page::Role::form);
    CHECK(pages.elements[2].name == "Chữ ký");

    form::Flow g = flow();
    blocks(g) = {slot("school", Length{36000}, "principal")};
    CHECK(complaint(g, Fault::form).what.en ==
          "the slot “principal” must come before the stamp “school” that overlaps it");
}
