#include "tests/layout/flows.h"

using namespace flows;

namespace {

/// A head and `count` rows "Môn i" | "i".
form::Table subjects(int count) {
    form::Table out = table({"Môn học", "Điểm"});
    for (int i = 1; i <= count; ++i)
        out.body.push_back(row({table_cell("Môn " + std::to_string(i)), table_cell(std::to_string(i))}));
    return out;
}

std::size_t elements_of(const page::Pages& pages, page::Role role) {
    std::size_t out = 0;
    for (const page::Element& element : pages.elements) out += element.role == role;
    return out;
}

}  // namespace

TEST_CASE("a table repeats its head on the next page") {
    // A row is 5 mm + 2 × 1 mm = 7 mm. 257 mm hold the head and 35 rows: 36 × 7 = 252; a 37th would need 259.
    form::Flow f = flow();
    blocks(f).push_back(block(subjects(60)));
    const page::Pages pages = laid_out(f);
    REQUIRE(pages.pages.size() == 2);
    const auto first = texts(pages.pages[0]);
    const auto second = texts(pages.pages[1]);
    CHECK(first.size() == 72);  // 36 rows of 2 cells
    CHECK(first[70] == "Môn 35");
    CHECK(second.size() == 52);  // the head and 25 rows
    CHECK(second.front() == "Môn học");
    CHECK(second[2] == "Môn 36");
    // The repetition is an artifact: 61 rows in the structure, and the seal's text begins with row 36.
    CHECK(elements_of(pages, page::Role::row) == 61);
    CHECK(elements_of(pages, page::Role::header_cell) == 2);
    CHECK(page::text_of(pages, 1).substr(0, 10) ==
          "Môn 36\x1F"
          "36");
}

TEST_CASE("a comment over fourteen rows makes them taller, evenly") {
    // 14 rows × 7 mm = 98 mm. Some 170 words in a column of 15 mm need more.
    form::Flow f = flow();
    form::Table t = table({"Môn", "Nhận xét"});
    t.tracks = {{Length{}, 1}, {Length{15000}, 0}};
    for (int i = 1; i <= 14; ++i) {
        t.body.push_back(row({table_cell("Môn " + std::to_string(i))}));
        if (i == 1) t.body[0].cells.push_back(table_cell(words(85), 14));
    }
    blocks(f).push_back(block(t));
    const page::Pages pages = laid_out(f);
    REQUIRE(pages.pages.size() == 1);
    const auto runs = all<page::GlyphRun>(pages.pages[0]);
    std::vector<Length> rows;
    for (const auto& run : runs) {
        if (run.text.rfind("Môn ", 0) == 0) rows.push_back(run.origin.y);
    }
    REQUIRE(rows.size() == 14);
    // "từ từ từ " fits 13 mm: 29 lines × 5 + 2 = 147 mm; 147 − 98 = 49 = 14 × 3.5
    for (std::size_t i = 1; i < rows.size(); ++i) CHECK((rows[i] - rows[i - 1]).um == 10500);
    CHECK(page::text_of(pages, 0).find("Môn 1\x1F" + words(85) + "\nMôn 2") != std::string::npos);
}

TEST_CASE("a comment taller than a page goes on beside the remaining rows, and nothing is lost") {
    form::Flow f = flow();
    form::Table t = table({"Môn", "Nhận xét"});
    t.tracks = {{Length{}, 1}, {Length{15000}, 0}};
    for (int i = 1; i <= 14; ++i) t.body.push_back(row({table_cell("Môn " + std::to_string(i))}));
    t.body[0].cells.push_back(table_cell(words(300), 14));  // 100 lines: 502 mm
    blocks(f).push_back(block(t));
    const page::Pages pages = laid_out(f);
    REQUIRE(pages.pages.size() == 3);
    std::string all_text;
    for (std::size_t i = 0; i < 3; ++i) {
        all_text += page::text_of(pages, i);
        CHECK(texts(pages.pages[i]).front() == "Môn");
        for (const auto& run : all<page::GlyphRun>(pages.pages[i])) CHECK(run.origin.y.um < 277000);
    }
    std::size_t count = 0;
    for (std::size_t at = all_text.find("từ"); at != std::string::npos; at = all_text.find("từ", at + 1))
        ++count;
    CHECK(count == 300);
    for (int i = 1; i <= 14; ++i) CHECK(all_text.find("Môn " + std::to_string(i)) != std::string::npos);
}

TEST_CASE("a row taller than a page is cut between its lines") {
    form::Flow f = flow();
    form::Table t = table({"Môn", "Nhận xét"});
    t.body.push_back(row({table_cell("Toán"), table_cell(std::string(59, '\n') + "cuối")}));  // 60 lines
    blocks(f).push_back(block(t));
    const page::Pages pages = laid_out(f);
    // 302 mm: 257 − 7 − 2 = 248 mm hold 49 lines, 11 are left.
    REQUIRE(pages.pages.size() == 2);
    CHECK(all<page::GlyphRun>(pages.pages[0]).size() == 2 + 1 + 49);
    CHECK(all<page::GlyphRun>(pages.pages[1]).size() == 2 + 11);
}

TEST_CASE("rows that a span holds together are not cut if a page holds them") {
    form::Flow f = flow();
    form::Table t = subjects(34);  // with the head 35 × 7 = 245 mm; 12 mm are left
    t.body.push_back(row({table_cell("Nhóm", 2), table_cell("a")}));
    t.body.push_back(row({table_cell("b")}));
    blocks(f).push_back(block(t));
    const page::Pages pages = laid_out(f);
    REQUIRE(pages.pages.size() == 2);
    CHECK(texts(pages.pages[1]) == std::vector<std::string>{"Môn học", "Điểm", "Nhóm", "a", "b"});
}

TEST_CASE("an empty cell and the fields of a short row stay in the structure") {
    form::Flow f = flow();
    form::Table t = table({"A", "B", "C"});
    t.body.push_back(row({table_cell("x"), table_cell("")}));
    blocks(f).push_back(block(t));
    const page::Pages pages = laid_out(f);
    CHECK(page::text_of(pages, 0) ==
          "A\x1F"
          "B\x1F"
          "C\nx\x1F\x1F");
    CHECK(elements_of(pages, page::Role::data_cell) == 3);
}

TEST_CASE("a list without items has a head alone, which then is the table's body") {
    form::Flow f = flow();
    blocks(f).push_back(block(table({"Môn học", "Điểm"})));
    const page::Pages pages = laid_out(f);
    CHECK(texts(pages.pages[0]) == std::vector<std::string>{"Môn học", "Điểm"});
    CHECK(elements_of(pages, page::Role::table_head) == 0);
    CHECK(elements_of(pages, page::Role::table_body) == 1);
    CHECK(elements_of(pages, page::Role::header_cell) == 2);

    form::Table foot = table({"Môn học"});
    foot.foot.push_back(row({table_cell("Cộng")}));
    form::Flow g = flow();
    blocks(g).push_back(block(foot));
    const page::Pages summed = laid_out(g);
    CHECK(elements_of(summed, page::Role::table_head) == 1);
    CHECK(elements_of(summed, page::Role::table_body) == 1);
    CHECK(elements_of(summed, page::Role::table_foot) == 0);
}

TEST_CASE("borders that neighbours share are drawn once") {
    form::Flow f = flow();
    blocks(f).push_back(block(subjects(9)));
    const page::Pages pages = laid_out(f);
    const auto rules = all<page::Stroke>(pages.pages[0]);
    REQUIRE(rules.size() == 11 + 3);  // 10 rows, 2 columns
    CHECK(rules[0].from == Point{Length{19900}, Length{20000}});
    CHECK(rules[0].to == Point{Length{190100}, Length{20000}});
    CHECK(pages.pages[0].groups[0].element == page::Group::artifact);
}

TEST_CASE("cells that overlap and columns that are too wide are refused") {
    form::Flow f = flow();
    form::Table t = table({"A", "B"});
    t.body.push_back(row({table_cell("x", 1, 3)}));
    blocks(f).push_back(block(t));
    CHECK(complaint(f, Fault::form).what.en == "the cells of row 1 overlap or leave the table");

    form::Flow g = flow();
    form::Table wide = table({"A", "B"});
    wide.tracks = {{Length{100000}, 0}, {Length{73700}, 0}};
    blocks(g).push_back(block(wide));
    CHECK(complaint(g, Fault::form).what.vi == "các cột rộng hơn chỗ có: thiếu 3,7 mm");
}
