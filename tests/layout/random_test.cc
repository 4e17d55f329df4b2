#include <algorithm>
#include <random>

#include "tests/layout/flows.h"

using namespace flows;

namespace {

/// Flows from a seed. std::mt19937 is the same everywhere; the distributions of std are not.
class Maker {
  public:
    explicit Maker(unsigned seed) : random_(seed) {}

    form::Flow flow() {
        form::Flow out = flows::flow();
        const int count = below(6) + 1;
        for (int i = 0; i < count; ++i) blocks(out).push_back(any_block(0));
        if (below(3) == 0) {
            out.sections.emplace_back();
            blocks(out).push_back(any_block(0));
        }
        return out;
    }

  private:
    int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

    std::string sentence(int most) {
        static const char* const words[] = {"Đọc", "lưu loát,", "rõ ràng;", "VIẾT",     "chữ đẹp.",
                                            "Ế",   "Ặ",         "toán",     "(tự học)", "ngh\u01B0\u0306",
                                            "A-B", "Học/Tập"};
        std::string out;
        const int count = below(most) + 1;
        for (int i = 0; i < count; ++i) out += (i ? " " : "") + std::string(words[below(12)]);
        if (below(8) == 0) out += "\nhết";
        return out;
    }

    form::Block any_paragraph() {
        return paragraph(sentence(60), static_cast<form::StyleId>(below(4)), below(6) == 0 ? 2 : 0);
    }

    form::Block any_block(int depth) {
        switch (depth > 1 ? 0 : below(6)) {
            case 1: {
                form::Box box;
                box.style = flows::box;
                box.min_height = Length{below(40) * 1000};
                box.blocks = {any_block(depth + 1), any_block(depth + 1)};
                return block(box);
            }
            case 2: {
                form::Columns columns;
                columns.tracks = {{Length{}, 1}, {Length{}, 1}};
                columns.gap = Length{4000};
                columns.blocks = {any_block(depth + 1), any_paragraph()};
                return block(columns);
            }
            case 3: {
                form::Keep keep;
                keep.blocks = {any_paragraph(), any_block(depth + 1)};
                return block(keep);
            }
            case 4:
                return block(any_table());
            default:
                return any_paragraph();
        }
    }

    form::Table any_table() {
        form::Table out = table({"Môn học", "Mức đạt", "Nhận xét"});
        const int rows = below(30) + 1;
        for (int i = 0; i < rows; ++i) {
            out.body.push_back(row({table_cell(sentence(6)), table_cell(below(3) ? sentence(3) : "")}));
            if (i == 0) out.body[0].cells.push_back(table_cell(sentence(400), rows));
            out.body.back().keep_together = below(4) != 0;
        }
        return out;
    }

    std::mt19937 random_;
};

/// The texts of the flow, block by block, as reading order has them.
void collect(const form::Blocks& blocks, std::vector<std::string>& out);

void collect(const std::vector<form::Row>& rows, std::vector<std::string>& out) {
    for (const form::Row& row : rows) {
        for (const form::Cell& cell : row.cells) collect(cell.blocks, out);
    }
}

void collect(const form::Blocks& blocks, std::vector<std::string>& out) {
    for (const form::Block& block : blocks) {
        if (const auto* p = std::get_if<form::Paragraph>(&block.value)) {
            std::string text = p->inlines[0].text;
            std::replace(text.begin(), text.end(), '\n', ' ');
            out.push_back(text);
        }
        if (const auto* b = std::get_if<form::Box>(&block.value)) collect(b->blocks, out);
        if (const auto* b = std::get_if<form::Columns>(&block.value)) collect(b->blocks, out);
        if (const auto* b = std::get_if<form::Keep>(&block.value)) collect(b->blocks, out);
        if (const auto* t = std::get_if<form::Table>(&block.value)) {
            collect(t->head, out);
            collect(t->body, out);
            collect(t->foot, out);
        }
    }
}

/// The text of every element in the order of the structure, its groups joined over pages.
std::vector<std::string> by_element(const page::Pages& pages) {
    std::vector<std::string> texts(pages.elements.size());
    for (const page::Page& page : pages.pages) {
        for (const page::Group& group : page.groups) {
            for (const page::Item& item : group.items) {
                const auto* run = std::get_if<page::GlyphRun>(&item);
                if (run && group.element != page::Group::artifact) texts[group.element] += run->text;
            }
        }
    }
    texts.erase(std::remove(texts.begin(), texts.end(), ""), texts.end());
    return texts;
}

/// Every glyph's ink-bearing advance lies between the margins; spaces at the end of a line may hang over.
bool inside(const page::GlyphRun& run) {
    const std::size_t end = run.text.find_last_not_of(' ');
    page::GlyphRun shown = run;
    shown.text.resize(end == std::string::npos ? 0 : end + 1);
    while (!shown.glyphs.empty() && shown.glyphs.back().cluster >= shown.text.size()) shown.glyphs.pop_back();
    const Length right = shown.origin.x + width_of(shown);
    return shown.origin.x.um >= 20000 && right.um <= 190000 + 1 && shown.origin.y.um > 20000 &&
           shown.origin.y.um <= 277000;
}

}  // namespace

TEST_CASE("200 random flows keep every glyph on its page and every character of their text") {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        const form::Flow f = Maker(seed).flow();
        const page::Pages pages = laid_out(f);
        std::vector<std::string> expected;
        for (const form::Section& section : f.sections) collect(section.blocks, expected);
        INFO("seed " << seed);
        REQUIRE(by_element(pages) == expected);
        for (const page::Page& page : pages.pages) {
            for (const page::GlyphRun& run : all<page::GlyphRun>(page)) REQUIRE(inside(run));
        }
    }
}
