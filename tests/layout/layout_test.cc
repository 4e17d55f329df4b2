#include <hb.h>

#include "tests/layout/flows.h"

using namespace flows;

TEST_CASE("the page dump of a small flow is as it was") {
    form::Flow f = flow();
    blocks(f).push_back(paragraph("HỌC BẠ", big, 1));
    blocks(f).push_back(paragraph("Họ và tên"));
    form::Table t = table({"Môn"});
    t.body.push_back(row({table_cell("")}));
    blocks(f).push_back(block(t));
    const std::string expected =
        "title \"Học bạ\" language \"vi\"\n"
        "element 0 document\n"
        "element 1 section in 0\n"
        "element 2 heading in 1 level 1\n"
        "element 3 paragraph in 1\n"
        "element 4 table in 1\n"
        "element 5 table-head in 4\n"
        "element 6 row in 5\n"
        "element 7 header-cell in 6 scope column\n"
        "element 8 table-body in 4\n"
        "element 9 row in 8\n"
        "element 10 data-cell in 9\n"
        "page 1 210000x297000\n";
    const std::string dump = page::dump(laid_out(f));
    CHECK(dump.substr(0, expected.size()) == expected);
    CHECK(dump.find("group element 2\n  text \"HỌC BẠ\" at 20000 ") != std::string::npos);
    CHECK(dump.find("group element 10\n") != std::string::npos);
    CHECK(page::dump(laid_out(f)) == dump);
}

TEST_CASE("the larger of two neighbours' spaces counts, and none at the top of a page") {
    form::Flow f = flow();
    f.styles[big].space_before = Length{4000};
    f.styles[big].space_after = Length{3000};
    f.styles[body].space_before = Length{2000};
    blocks(f) = {paragraph("Ba", big), paragraph("Hai"), paragraph("Ba", big)};
    const auto runs = all<page::GlyphRun>(laid_out(f).pages[0]);
    REQUIRE(runs.size() == 3);
    // From the top: 7 mm, 3 mm (3 > 2), 5 mm, 4 mm (4 > 0).
    CHECK((runs[2].origin.y - runs[0].origin.y).um == 7000 + 3000 + 5000 + 4000);
    CHECK(runs[0].origin.y.um < 27000);
}

TEST_CASE("a justified line ends less than a micrometre a gap before its edge") {
    form::Flow f = flow();
    std::string text;
    for (int i = 0; i < 60; ++i) text += "Đọc lưu loát, viết chữ đẹp ";
    blocks(f).push_back(paragraph(text, justified));
    const auto runs = all<page::GlyphRun>(laid_out(f).pages[0]);
    REQUIRE(runs.size() > 10);
    for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
        const page::GlyphRun& run = runs[i];
        REQUIRE(run.text.back() == ' ');  // kept, behind the edge
        std::int64_t units = -fonts()[0].advance(run.glyphs.back().id);
        std::int64_t gaps = -1;
        for (const page::Glyph& glyph : run.glyphs) units += glyph.advance;
        for (const char c : run.text) gaps += c == ' ';
        // 170 mm = natural width + gaps × word space + remainder
        const std::int64_t rest = 170000 - (units * run.size.um * 2 + 2048) / 4096 - gaps * run.word_space.um;
        CHECK(rest >= 0);
        CHECK(rest < gaps);
    }
    CHECK(runs.back().word_space.um == 0);
}

TEST_CASE("capitals with two marks stay inside their line and their cell") {
    form::Flow f = flow();
    f.styles[cell].line_height = points(8);  // too low for 10 pt: the line grows
    f.styles[cell].padding_y = {};
    form::Table t = table({"ẾẶỮ gợ"});
    blocks(f).push_back(block(t));
    t.head[0].cells[0].blocks[0] = paragraph("ẾẶỮ gợ", cell);
    blocks(f)[0] = block(t);
    const page::Pages pages = laid_out(f);
    const auto run = all<page::GlyphRun>(pages.pages[0]).at(0);
    const auto rules = all<page::Stroke>(pages.pages[0]);
    for (const page::Glyph& glyph : run.glyphs) {
        hb_glyph_extents_t e{};
        hb_font_get_glyph_extents(fonts()[run.font].harfbuzz(), glyph.id, &e);
        const auto top = run.origin.y.um - e.y_bearing * run.size.um / 2048;
        const auto bottom = run.origin.y.um - (e.y_bearing + e.height) * run.size.um / 2048;
        CHECK(top >= rules[0].from.y.um);
        CHECK(bottom <= rules[1].from.y.um + 1);
    }
}

TEST_CASE("bold and italic words stand in runs of their own on one baseline") {
    form::Flow f = flow();
    form::Paragraph p;
    p.inlines = {{"Họ tên: ", false, false, form::Field::none},
                 {"Nguyễn Văn A", true, false, form::Field::none},
                 {" (nam)", false, true, form::Field::none}};
    blocks(f).push_back(block(p));
    const page::Pages pages = laid_out(f);
    const auto runs = all<page::GlyphRun>(pages.pages[0]);
    REQUIRE(runs.size() == 3);
    CHECK(page::text_of(pages, 0) == "Họ tên: Nguyễn Văn A (nam)");
    CHECK(fonts()[runs[1].font].bold());
    CHECK(fonts()[runs[2].font].italic());
    CHECK(runs[0].origin.y == runs[2].origin.y);
    CHECK(std::abs((runs[0].origin.x + width_of(runs[0]) - runs[1].origin.x).um) <= 1);
}

TEST_CASE("a box shrinks its type to fit, but not below 9 pt") {
    // 170 − 2 = 168 mm wide; 60 mm − 2 mm hold 8 lines of 7 mm (14 pt), 12 of 4.5 mm (9 pt).
    form::Flow f = flow();
    form::Box b;
    b.style = flows::box;
    b.height = Length{60000};
    b.overflow = form::Overflow::shrink;
    b.name = "NHẬN XÉT";
    b.blocks.push_back(paragraph(words(320), big));
    blocks(f).push_back(block(b));
    const auto runs = all<page::GlyphRun>(laid_out(f).pages[0]);
    CHECK(runs[0].size < points(14));
    CHECK(runs[0].size >= points(9));
    CHECK(runs.back().origin.y.um < 80000);

    std::get<form::Box>(blocks(f)[0].value).blocks[0] = paragraph(words(2000), big);
    const Problem problem = complaint(f, Fault::form);
    CHECK(problem.what.en.find("the box “NHẬN XÉT” of Nguyễn Văn A is taller than the box, even in 9 pt: ") ==
          15);
    CHECK(problem.what.en.find("mm are missing") != std::string::npos);

    std::get<form::Box>(blocks(f)[0].value).overflow = form::Overflow::error;
    std::get<form::Box>(blocks(f)[0].value).blocks[0] =
        paragraph(std::string(8, '\n') + "x", big);  // 9 × 7 mm
    CHECK(complaint(f, Fault::form).what.vi ==
          "nội dung khung “NHẬN XÉT” của Nguyễn Văn A cao hơn khung: thiếu 5,0 mm");
}

TEST_CASE("a box that grows goes on over pages, and what is kept does not") {
    form::Flow f = flow();
    form::Box b;
    b.style = flows::box;
    b.blocks.push_back(paragraph(std::string(99, '\n') + "x"));  // 100 lines
    blocks(f).push_back(block(b));
    CHECK(laid_out(f).pages.size() == 2);  // 51 and 49 lines

    form::Flow g = flow();
    form::Keep keep;
    keep.blocks = {paragraph(std::string(9, '\n') + "x"), paragraph("y")};  // 55 mm
    blocks(g) = {paragraph(std::string(44, '\n') + "x"), block(keep)};      // 225 mm
    const page::Pages pages = laid_out(g);
    REQUIRE(pages.pages.size() == 2);
    CHECK(all<page::GlyphRun>(pages.pages[0]).size() == 45);
    CHECK(all<page::GlyphRun>(pages.pages[1]).size() == 11);
}

TEST_CASE("a paragraph that goes on keeps its element; a heading stays with what follows") {
    form::Flow f = flow();
    blocks(f).push_back(paragraph(std::string(59, '\n') + "x"));
    const page::Pages pages = laid_out(f);
    REQUIRE(pages.pages.size() == 2);  // 51 lines of 5 mm and 9
    CHECK(pages.pages[0].groups[0].element == pages.pages[1].groups[0].element);

    form::Flow g = flow();
    form::Keep keep;
    keep.blocks = {paragraph("a"), paragraph("b")};
    blocks(g) = {paragraph(std::string(48, '\n') + "x"), paragraph("Đầu đề", big, 2), block(keep)};
    CHECK(texts(laid_out(g).pages[1]) == std::vector<std::string>{"Đầu đề", "a", "b"});  // 245 + 7 + 10 > 257
}

TEST_CASE("columns stand side by side, and a page break breaks") {
    form::Flow f = flow();
    form::Columns c;
    c.tracks = {{Length{}, 2}, {Length{50000}, 0}, {Length{}, 1}};
    c.gap = Length{3000};
    c.blocks = {paragraph("trái"), paragraph("giữa"), paragraph("phải")};
    blocks(f) = {block(c), block(form::PageBreak{}), paragraph("sau")};
    const page::Pages pages = laid_out(f);
    REQUIRE(pages.pages.size() == 2);
    const auto runs = all<page::GlyphRun>(pages.pages[0]);
    // 170 − 50 − 2 × 3 = 114 = 76 + 38
    CHECK(runs[1].origin.x.um == 20000 + 76000 + 3000);
    CHECK(runs[2].origin.x.um == 20000 + 76000 + 3000 + 50000 + 3000);
    CHECK(texts(pages.pages[1]) == std::vector<std::string>{"sau"});
}

TEST_CASE("a character that no font has is named with its place") {
    form::Flow f = flow();
    blocks(f).push_back(paragraph("Giỏi 😀"));
    const Problem problem = complaint(f, Fault::font);
    CHECK(problem.where == "form.xml:1:1");
    CHECK(problem.what.en.find("U+1F600") != std::string::npos);
}

TEST_CASE("a block that cannot be cut and no page can hold is refused with millimetres") {
    form::Flow f = flow();
    form::Signature s;
    s.name = "principal";
    s.height = Length{260000};
    blocks(f).push_back(block(s, "form.xml:7:3"));
    const Problem problem = complaint(f, Fault::form);
    CHECK(problem.where == "page 1, form.xml:7:3");
    CHECK(problem.what.en == "content that cannot be cut is taller than a page: 3.0 mm are missing");
}

TEST_CASE("a style without size is refused before anything is measured") {
    form::Flow f = flow();
    f.styles[big].size = {};
    CHECK(complaint(f, Fault::form).what.en == "type size and line height must be above 0");
}

TEST_CASE("a paragraph leaves no single line at the foot of a page and takes none to the next") {
    // 257 mm: 50 lines of 5 mm, and 7 mm are left for the next paragraph.
    form::Flow f = flow();
    blocks(f) = {paragraph(std::string(49, '\n') + "x"), paragraph("a\nb\nc\nd")};
    CHECK(all<page::GlyphRun>(laid_out(f).pages[1]).size() == 4);  // one would have fitted
    blocks(f)[0] = paragraph(std::string(47, '\n') + "x");         // 17 mm: three would fit
    CHECK(all<page::GlyphRun>(laid_out(f).pages[1]).size() == 2);
    blocks(f)[0] = paragraph(std::string(48, '\n') + "x");  // 12 mm: two would fit, and leave one alone
    blocks(f)[1] = paragraph("a\nb\nc");
    CHECK(all<page::GlyphRun>(laid_out(f).pages[1]).size() == 3);
}

TEST_CASE("the heading of a keep that is taller than a page goes to the next page with what it heads") {
    form::Flow f = flow();
    form::Keep keep;
    form::Table t = table({"Môn"});
    for (int i = 0; i < 60; ++i) t.body.push_back(row({table_cell("x")}));
    keep.blocks = {paragraph("Đầu đề", big, 2), block(t)};
    blocks(f) = {paragraph(std::string(47, '\n') + "x"), block(keep)};  // 17 mm are left: 7 for the heading
    const page::Pages pages = laid_out(f);
    REQUIRE(pages.pages.size() == 3);
    CHECK(texts(pages.pages[0]).size() == 1);
    CHECK(texts(pages.pages[1]).front() == "Đầu đề");
    CHECK(texts(pages.pages[1])[1] == "Môn");
}

TEST_CASE("columns with a heading are not the last on a page") {
    form::Flow f = flow();
    form::Columns c;
    c.tracks = {{Length{}, 1}, {Length{}, 1}};
    c.blocks = {paragraph("Môn học", body, 2), paragraph("Lớp")};
    form::Keep keep;
    keep.blocks = {paragraph("a"), paragraph("b")};
    blocks(f) = {paragraph(std::string(48, '\n') + "x"), block(c), block(keep)};  // 12 mm are left
    CHECK(texts(laid_out(f).pages[1]) == std::vector<std::string>{"Môn học", "Lớp", "a", "b"});
}

TEST_CASE("a justified line of few words is not torn apart") {
    form::Flow f = flow();
    const std::string long_word(90, 'n');  // 90 × 1.764 mm = 158.8 mm of 170
    blocks(f).push_back(paragraph("một hai " + long_word + " " + long_word, justified));
    for (const auto& run : all<page::GlyphRun>(laid_out(f).pages[0])) CHECK(run.word_space.um == 0);
    // Half a space of 10 pt is 0.44 mm.
    form::Flow g = flow();
    blocks(g).push_back(paragraph(words(200), justified));
    const auto runs = all<page::GlyphRun>(laid_out(g).pages[0]);
    CHECK(runs[0].word_space.um > 0);
    CHECK(runs[0].word_space.um <= 441);
}

TEST_CASE("a word wider than its cell is broken, and a mark is refused with what it lacks") {
    form::Flow f = flow();
    form::Table t = table({"A", "B"});
    t.tracks = {{Length{20000}, 0}, {Length{}, 1}};
    t.body.push_back(row({table_cell("NguyễnThịThanhThuý"), table_cell("x")}));
    blocks(f).push_back(block(t));
    const page::Pages pages = laid_out(f);
    CHECK(page::text_of(pages, 0).find("NguyễnThịThanhThuý") != std::string::npos);  // one word as before
    for (const auto& run : all<page::GlyphRun>(pages.pages[0]))
        if (run.origin.x.um < 40000) CHECK((run.origin.x + width_of(run)).um <= 39000);

    form::Flow g = flow();
    t.tracks[0].fixed = Length{6000};
    t.body[0] = row({table_cell("10,0"), table_cell("x")});
    blocks(g).push_back(block(t, "form.xml:9:5"));
    // 1024 + 1024 + 512 + 1024 = 3584 units of 10 pt: 6.174 mm; 4 are there.
    CHECK(complaint(g, Fault::form).what.en ==
          "the word “10,0” of Nguyễn Văn A is wider than its room: 2.2 mm are missing");
}

TEST_CASE("a name with letters that Tinos cannot place stands on one baseline in two fonts") {
    form::Flow f = flow();
    blocks(f).push_back(paragraph("Bễ\u0306n Êñuôl"));
    const page::Pages pages = laid_out(f);
    const auto runs = all<page::GlyphRun>(pages.pages[0]);
    REQUIRE(runs.size() == 3);
    CHECK(fonts()[runs[1].font].family() == "Noto Serif");
    CHECK(runs[1].text == "ễ\u0306");
    CHECK(runs[0].origin.y == runs[1].origin.y);
    CHECK(runs[0].size == runs[1].size);
    CHECK(std::abs((runs[1].origin.x + width_of(runs[1]) - runs[2].origin.x).um) <= 1);
    CHECK(page::text_of(pages, 0) == "Bễ\u0306n Êñuôl");
}
