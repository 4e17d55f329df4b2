#include <random>

#include "tests/forms/rules.h"
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

    form::Block any_paragraph(bool may_be_heading = true) {
        const int level = may_be_heading && below(6) == 0 ? 2 : 0;
        return paragraph(sentence(60), static_cast<form::StyleId>(below(4)), level);
    }

    form::Block any_block(int depth) {
        switch (depth > 1 ? 0 : below(6)) {
            case 1: {
                form::Box box;
                box.style = flows::box;
                box.min_height = Length{below(40) * 1000};
                // A heading that is the last in its box, column or keep heads nothing.
                box.blocks = {any_block(depth + 1), any_paragraph(false)};
                return block(box);
            }
            case 2: {
                form::Columns columns;
                columns.tracks = {{Length{}, 1}, {Length{}, 1}};
                columns.gap = Length{4000};
                columns.blocks = {any_block(depth + 1), any_paragraph(false)};
                return block(columns);
            }
            case 3: {
                form::Keep keep;
                keep.blocks = {any_paragraph(), any_block(depth + 1), any_paragraph(false)};
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

}  // namespace

TEST_CASE("4000 random flows break no rule of the page, nor lose or double a character") {
    forms::InkMeter meter(fonts());
    for (unsigned seed = 1; seed <= 4000; ++seed) {
        const form::Flow f = Maker(seed).flow();
        const page::Pages pages = laid_out(f);
        INFO("seed " << seed);
        const forms::Findings findings = forms::check(f, pages, meter);
        INFO(findings.size() << " findings");
        REQUIRE((findings.empty() ? "" : findings[0]) == "");
    }
}
