// Thông tư 22/2021/TT-BGDĐT, one rule a line: averages, learning, conduct, and what follows from them.
#include "engine/record/tenths.h"
#include "tests/record/rules_support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

constexpr auto nothing = Says::nothing, warning = Says::warning, error = Says::error;
const char* const kCircular = "22/2021/TT-BGDĐT";

const std::vector<const char*> kScored{
    "ngu_van",           "toan",      "ngoai_ngu_1", "giao_duc_cong_dan", "lich_su_va_dia_li",
    "khoa_hoc_tu_nhien", "cong_nghe", "tin_hoc"};
const std::vector<const char*> kComment{"giao_duc_the_chat", "nghe_thuat",
                                        "hoat_dong_trai_nghiem_huong_nghiep", "giao_duc_dia_phuong"};

/// All 7,0 and Đ: learning Khá, conduct Tốt, promoted, no title.
Json lower(int start = 2021, int grade = 6) {
    Json record = changed(record_of(kCircular, "thcs", start, grade),
                          "scored = 7.0 | conduct/* = Tốt | learning/* = Khá | promoted = true | "
                          "absences = {\"total\": 3, \"excused\": 2, \"unexcused\": 1}",
                          kScored);
    for (const char* key : kComment) record = changed(record, "subjects/" + std::string(key) + "/* = Đ");
    return record;
}

void check_rules(const Json& base, const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) check_rule(changed(base, rule.change, kScored), rule, kCircular);
}

}  // namespace

TEST_CASE("TT 22: the average of a term is (ĐĐGtx + 2 ĐĐGgk + 3 ĐĐGck) / (n + 5), rounded half-up") {
    const std::string two = "subjects/toan/marks1 = {\"regular\": [8, 7], \"mid\": 6, \"final\": 6.5} | ";
    const std::string tie = "subjects/toan/marks2 = {\"regular\": [6, 6, 7], \"mid\": 7, \"final\": 6.2} | ";
    const std::string binary =
        "subjects/toan/marks2 = {\"regular\": [8, 8, 8.1], \"mid\": 8, \"final\": 8.1} | ";
    struct Case {
        std::string change;
        Says says;
        const char *where, *words;
    };
    const std::vector<Case> cases{
        // 46,5 / 7 = 6,64
        {two + "subjects/toan/term1 = 6.6 | subjects/toan/year = 6.9", nothing, "", ""},
        {two + "subjects/toan/term1 = 6.7 | subjects/toan/year = 6.9", error, "subjects/toan/term1",
         "Toán, term 1 says 6.7, but ĐTBmhk = (8.0 + 7.0 + 2 × 6.0 + 3 × 6.5) / 7 = 46.5 / 7 = 6.6 (Thông tư "
         "22/2021/TT-BGDĐT, Điều 9: kết quả học tập)"},
        // (7,5 + 12 + 19,5) / 6 = 6,5
        {two + "subjects/toan/term1 = 6.5 | subjects/toan/year = 6.8", error, "subjects/toan/term1",
         "= 6.6; 6.5 comes from the wrong formula (TB.TX + 2GK + 3CK)/6"},
        // 51,6 / 8 = 6,45, an exact half
        {tie + "subjects/toan/term2 = 6.5 | subjects/toan/year = 6.7", nothing, "", ""},
        {tie + "subjects/toan/term2 = 6.4 | subjects/toan/year = 6.6", error, "subjects/toan/term2",
         "51.6 / 8 = 6.45 → 6.5"},
        // 64,4 / 8 = 8,05, which no binary fraction is
        {binary + "subjects/toan/term2 = 8.1 | subjects/toan/year = 7.7", nothing, "", ""},
        {binary + "subjects/toan/term2 = 8.0 | subjects/toan/year = 7.7", error, "subjects/toan/term2",
         "64.4 / 8 = 8.05 → 8.1"},
        {two + "subjects/toan/term1 = 6.6 | subjects/toan/year = 6.9 | - subjects/toan/marks1/final", warning,
         "subjects/toan/marks1", "the mid-term or final mark is missing"},
        {two + "subjects/toan/term1 = 6.6 | subjects/toan/year = 6.9 | subjects/toan/periods = 35", nothing,
         "", ""},
        {two + "subjects/toan/term1 = 6.6 | subjects/toan/year = 6.9 | subjects/toan/periods = 36", error,
         "subjects/toan/marks1/regular", "there are 2 regular marks; a subject of 36 periods a year has 3"},
        {tie + "subjects/toan/term2 = 6.5 | subjects/toan/year = 6.7 | subjects/toan/periods = 70", nothing,
         "", ""},
        {tie + "subjects/toan/term2 = 6.5 | subjects/toan/year = 6.7 | subjects/toan/periods = 71", error,
         "subjects/toan/marks2/regular", "a subject of 71 periods a year has 4"},
        {tie + "subjects/toan/term2 = 6.5 | subjects/toan/year = 6.7 | subjects/toan/periods = 35", warning,
         "subjects/toan/marks2/regular", "there are 3 regular marks; a subject of 35 periods a year has 2"},
    };
    for (const Case& one : cases)
        check_rules(lower(), {{one.change.c_str(), one.says, one.where, one.words}});
}

TEST_CASE(
    "TT 22: the average of the year is (term 1 + 2 × term 2) / 3; a comment subject has that of term 2") {
    check_rules(
        lower(),
        {
            {"subjects/toan/term2 = 8.0 | subjects/toan/year = 7.7", nothing, "", ""},  // 23,0 / 3 = 7,67
            {"subjects/toan/term2 = 8.0 | subjects/toan/year = 7.5", error, "subjects/toan/year",
             "Toán, the year says 7.5, but ĐTBmcn = (7.0 + 2 × 8.0) / 3 = 23.0 / 3 = 7.7"},
            {"subjects/nghe_thuat/term1 = CĐ | learning/term1 = Đạt", nothing, "", ""},
            {"subjects/nghe_thuat/term1 = CĐ | subjects/nghe_thuat/year = CĐ | learning/term1 = Đạt | "
             "learning/year = Đạt",
             error, "subjects/nghe_thuat/year", "Nghệ thuật, the year says CĐ, but it is that of term 2: Đ"},
            {"- subjects/toan/year", warning, "subjects/toan", "Toán: the year's result is missing"},
            {"- subjects/toan/term1", warning, "subjects/toan", "a term's result is missing"},
        });
}

TEST_CASE(
    "(a + 2b) / 3 in tenths is never an exact half, and half_up rounds every half of an eighth upwards") {
    for (std::int64_t a = 0; a <= 100; ++a)
        for (std::int64_t b = 0; b <= 100; ++b) CHECK(2 * ((a + 2 * b) % 3) != 3);
    for (std::int64_t tenths = 0; tenths < 100; ++tenths) {
        CHECK(half_up(8 * tenths + 3, 8) == tenths);
        CHECK(half_up(8 * tenths + 4, 8) == tenths + 1);
    }
    CHECK(shown(65).vi == "6,5");
    CHECK(shown(5).en == "0.5");
    CHECK(shown(100).vi == "10,0");
}

TEST_CASE("TT 22: learning follows from the marks, and one subject alone lowers it by one level only") {
    check_rules(
        lower(),
        {
            {"learning/year = Tốt | award = Học sinh Giỏi", error, "learning/year",
             "learning of the year says \"Tốt\", but it is \"Khá\" (too low: subjects from 8.0: 0 (needs "
             "6))"},
            {"learning/term1 = Đạt", error, "learning/term1", "it is \"Khá\" (every condition is met)"},
            // six at 8,0 and two at 6,5: the least that is Tốt
            {"scored = 8.0 | subjects/toan/* = 6.5 | subjects/tin_hoc/* = 6.5 | learning/* = Tốt | "
             "award = Học sinh Giỏi",
             nothing, "", ""},
            {"scored = 8.0 | subjects/toan/* = 6.4 | learning/* = Khá | learning/year = Tốt | award = Học "
             "sinh Giỏi",
             error, "learning/year", "(too low: Toán 6.4 (needs 6.5))"},
            {"scored = 8.0 | subjects/toan/* = 7.9 | subjects/tin_hoc/* = 7.9 | subjects/cong_nghe/* = 7.9 | "
             "learning/term2 = Tốt",
             error, "learning/term2", "subjects from 8.0: 5 (needs 6)"},
            // Tốt but for one: down to Đạt, up to Khá
            {"scored = 8.5 | subjects/toan/* = 4.9", nothing, "", ""},
            {"scored = 8.5 | subjects/nghe_thuat/* = CĐ", nothing, "", ""},
            {"scored = 8.5 | subjects/nghe_thuat/* = CĐ | learning/year = Đạt", error, "learning/year",
             "it is \"Khá\" (raised to the adjacent level because of one subject only: Nghệ thuật)"},
            {"scored = 8.5 | subjects/nghe_thuat/* = CĐ | learning/year = Tốt | award = Học sinh Giỏi", error,
             "learning/year", "it is \"Khá\" (too low: Nghệ thuật CĐ)"},
            // Tốt but for one below 3,5: down to Chưa đạt, up to the adjacent level, Đạt
            {"scored = 8.5 | subjects/toan/* = 3.0 | learning/* = Đạt", nothing, "", ""},
            {"scored = 8.5 | subjects/toan/* = 3.0 | learning/* = Đạt | learning/year = Khá", error,
             "learning/year", "it is \"Đạt\" (too low: Toán 3.0 (needs 5.0))"},
            // Khá but for one below 3,5: Chưa đạt, up to Đạt; two: not raised
            {"subjects/toan/* = 3.4 | learning/* = Đạt", nothing, "", ""},
            {"subjects/toan/* = 3.4 | subjects/tin_hoc/* = 3.4 | learning/* = Chưa đạt | learning/term1 = "
             "Đạt | "
             "promoted = false",
             error, "learning/term1",
             "it is \"Chưa đạt\" (too low: Toán 3.4 (needs 3.5); Tin học 3.4 (needs 3.5))"},
            // Khá but for one: down one level only, so it stays
            {"subjects/toan/* = 4.9 | learning/* = Đạt | learning/year = Khá", error, "learning/year",
             "(too low: Toán 4.9 (needs 5.0))"},
            {"subjects/nghe_thuat/* = CĐ | subjects/giao_duc_the_chat/* = CĐ | learning/* = Chưa đạt | "
             "promoted = false | learning/term2 = Đạt",
             error, "learning/term2", "(too low: Giáo dục thể chất CĐ; Nghệ thuật CĐ)"},
            {"scored = 4.9 | subjects/toan/* = 5.0 | learning/* = Chưa đạt | promoted = false | "
             "learning/term1 = Đạt",
             error, "learning/term1", "subjects from 5.0: 1 (needs 6)"},
            // with the single subject left out five others reach 8,0, with it at its best six do
            {"scored = 8.5 | subjects/toan/* = 4.9 | subjects/tin_hoc/* = 7.0 | subjects/cong_nghe/* = 7.0 | "
             "- learning/term1 | - learning/term2",
             warning, "learning/year", "is \"Đạt\" or \"Khá\", by how \"one subject only\" is read (Toán)"},
            // what is not in the record may be anything; what is there still counts
            {"- subjects/tin_hoc | scored = 8.0 | - subjects/tin_hoc | learning/* = Tốt | award = Học sinh "
             "Giỏi",
             warning, "subjects", "Tin học of grade 6 is missing"},
            {"scored = 8.5 | subjects/toan/* = 6.0 | - subjects/tin_hoc/term2 | learning/term1 = Khá | "
             "learning/term2 = Khá",
             warning, "subjects/tin_hoc", "a term's result is missing"},
            {"- learning/year", warning, "learning", "the year's learning result is missing"},
            {"subjects/giao_duc_the_chat = {\"exempt\": true}", nothing, "", ""},
            {"subjects/giao_duc_the_chat/exempt = true | - subjects/giao_duc_the_chat/term1 | "
             "- subjects/giao_duc_the_chat/term2",
             warning, "subjects/giao_duc_the_chat/year",
             "exempt from Giáo dục thể chất, yet there is a result"},
            {"subjects/toan/* = 3.0 | learning/* = Đạt | learning/year = Tốt | award = Học sinh Giỏi | "
             "individual_plan = true",
             warning, "learning/year", "it is \"Đạt\""},
        });
}

TEST_CASE("TT 22: conduct of the year, all sixteen of them") {
    const std::vector<std::string> levels{"Tốt", "Khá", "Đạt", "Chưa đạt"};
    const std::vector<std::vector<std::string>> expected{// term 2:  Tốt    Khá        Đạt        Chưa đạt
                                                         /* term 1 Tốt */ {"Tốt", "Khá", "Khá", "Chưa đạt"},
                                                         /* Khá */ {"Tốt", "Khá", "Đạt", "Chưa đạt"},
                                                         /* Đạt */ {"Khá", "Khá", "Đạt", "Chưa đạt"},
                                                         /* Chưa đạt */ {"Khá", "Đạt", "Đạt", "Chưa đạt"}};
    for (std::size_t one = 0; one < 4; ++one)
        for (std::size_t two = 0; two < 4; ++two)
            for (const std::string& year : levels) {
                const bool right = year == expected[one][two];
                const bool promoted = year != "Chưa đạt";
                const std::string change = "conduct/term1 = " + levels[one] +
                                           " | conduct/term2 = " + levels[two] + " | conduct/year = " + year +
                                           " | promoted = " + (promoted ? "true" : "false");
                check_rules(lower(), {{change.c_str(), right ? nothing : error, "conduct/year",
                                       "Điều 8: kết quả rèn luyện"}});
            }
}
