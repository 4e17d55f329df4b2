// Thông tư 22/2021/TT-BGDĐT, one rule a line: promotion, retests, titles, subjects, school years.
#include "tests/record/rules_support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

constexpr auto nothing = Says::nothing, warning = Says::warning, error = Says::error;
const char* const kCircular = "22/2021/TT-BGDĐT";

const std::vector<const char*> kLower{
    "ngu_van",           "toan",      "ngoai_ngu_1", "giao_duc_cong_dan", "lich_su_va_dia_li",
    "khoa_hoc_tu_nhien", "cong_nghe", "tin_hoc"};
const std::vector<const char*> kUpper{
    "ngu_van", "toan",    "ngoai_ngu_1", "lich_su", "giao_duc_quoc_phong_an_ninh",
    "vat_li",  "hoa_hoc", "sinh_hoc",    "tin_hoc"};

/// All 7,0 and Đ: learning Khá, conduct Tốt, promoted, no title.
Json secondary(const std::string& level, int start, int grade) {
    const bool upper = level == "thpt";
    Json record = changed(record_of(kCircular, level, start, grade),
                          "scored = 7.0 | conduct/* = Tốt | learning/* = Khá | promoted = true | "
                          "absences = {\"total\": 3, \"excused\": 2, \"unexcused\": 1}",
                          upper ? kUpper : kLower);
    for (const char* key : {"giao_duc_the_chat", "hoat_dong_trai_nghiem_huong_nghiep", "giao_duc_dia_phuong"})
        record = changed(record, "subjects/" + std::string(key) + "/* = Đ");
    if (!upper) return changed(record, "subjects/nghe_thuat/* = Đ");
    return changed(record, R"(topics = [{"subject": "Toán", "mark": 8}, {"subject": "Vật lí", "mark": 8},
                                        {"subject": "Hóa học", "mark": 8}])");
}
Json lower(int start = 2021, int grade = 6) {
    return secondary("thcs", start, grade);
}

void check_rules(const Json& base, const std::vector<Rule>& rules,
                 const std::vector<const char*>& scored = kLower) {
    for (const Rule& rule : rules) check_rule(changed(base, rule.change, scored), rule, kCircular);
}

}  // namespace

TEST_CASE("TT 22: promotion needs conduct, learning, and at most 45 absences") {
    check_rules(
        lower(),
        {
            {"absences = {\"total\": 45}", nothing, "", ""},
            {"absences = {\"total\": 46}", error, "promoted",
             "the conditions are not met: 46 absences (at most 45) (Thông tư 22/2021/TT-BGDĐT, Điều 12: lên "
             "lớp)"},
            {"absences = {\"total\": 46} | promoted = false | promotion = {\"denied\": \"Ở lại lớp 6\"}",
             nothing, "", ""},
            {"absences/total = 4", error, "absences/total",
             "4 absences in total, but 2 excused + 1 unexcused = 3"},
            {"promoted = false", error, "promoted",
             "not promoted, but conduct and learning are Đạt or better"},
            {"conduct/* = Chưa đạt", error, "promoted", "conduct Chưa đạt"},
            {"conduct/* = Chưa đạt | conduct/retest = Đạt | promotion = {\"after_retest\": \"Lên lớp 7\"}",
             nothing, "", ""},
            {"promotion = {\"direct\": \"Được lên lớp 7\"}", nothing, "", ""},
            {"promotion = {\"direct\": \"Không được lên lớp\"}", error, "promotion/direct",
             "this line is printed after \"Được lên lớp\" but says"},
            {"promotion = {\"direct\": \"Lên lớp 8\"}", error, "promotion/direct",
             "it says grade 8 comes next; after 6 it is 7"},
            {"promotion = {\"denied\": \"Ở lại lớp 6\"}", error, "promotion",
             "promotion belongs to the line direct: promoted is true"},
            {"promotion = {\"after_retest\": \"Lên lớp 7\"}", error, "promotion",
             "belongs to the line direct"},
            {"absences = {\"total\": 50} | promoted = false | promotion = {\"denied\": \"Ở lại lớp 7\"}",
             error, "promotion/denied", "it says grade 7 is repeated, but the pupil is in grade 6"},
            {"completion = Hoàn thành chương trình trung học cơ sở", warning, "completion",
             "completion of the level's programme in grade 6"},
        });
    check_rules(lower(2024, 9),
                {
                    {"completion = Hoàn thành chương trình trung học cơ sở", nothing, "", ""},
                    {"completion = Không hoàn thành chương trình trung học cơ sở", error, "completion",
                     "but promoted is true"},
                    {"completion = Hoàn thành chương trình trung học phổ thông", error, "completion",
                     "grade 9 does not complete TRUNG HỌC PHỔ THÔNG"},
                    {"grade = 9", warning, "completion", "does not say whether the programme was completed"},
                });
}

TEST_CASE("TT 22: a retest is for those who need it, and decides whether they pass") {
    // Two subjects below 3,5: Chưa đạt, and no adjustment.
    const Json failed =
        changed(lower(), "subjects/toan/* = 3.0 | subjects/tin_hoc/* = 3.0 | learning/* = Chưa đạt");
    check_rules(
        failed,
        {
            {"promoted = false", nothing, "", ""},
            {"promoted = true", error, "promoted", "the conditions are not met: learning Chưa đạt"},
            {"subjects/toan/retest = 5.0 | subjects/tin_hoc/retest = 5.0 | learning/retest = Khá | "
             "promotion = {\"after_retest\": \"Lên lớp 7\"}",
             nothing, "", ""},
            {"subjects/toan/retest = 5.0 | subjects/tin_hoc/retest = 5.0 | learning/retest = Khá | "
             "promotion = {\"direct\": \"Lên lớp 7\"}",
             error, "promotion", "promotion belongs to the line after_retest"},
            {"subjects/toan/retest = 5.0 | subjects/tin_hoc/retest = 5.0 | learning/retest = Đạt", warning,
             "learning/retest", "says \"Đạt\"; the new marks give \"Khá\""},
            {"subjects/toan/retest = 3.4 | subjects/tin_hoc/retest = 3.4 | learning/retest = Đạt", error,
             "learning/retest", "but it is \"Chưa đạt\" (too low: Toán 3.4 (needs 3.5)"},
            {"subjects/toan/retest = 3.6 | subjects/tin_hoc/retest = 3.6 | learning/retest = Chưa đạt | "
             "promoted = false",
             error, "learning/retest", "but it is \"Đạt\""},
            {"subjects/toan/retest = 5.0 | promoted = false", warning, "learning",
             "the learning result after it is missing"},
            {"subjects/toan/retest = 5.0 | subjects/tin_hoc/retest = 5.0 | subjects/ngu_van/retest = 8.0 | "
             "learning/retest = Khá",
             warning, "subjects/ngu_van/retest", "although the year is neither below 5.0 nor CĐ"},
            {"learning/retest = Chưa đạt | promoted = false", warning, "learning/retest",
             "no subject was assessed again"},
        });
    check_rules(lower(),
                {
                    {"subjects/toan/retest = 8.0 | learning/retest = Khá", warning, "subjects/toan/retest",
                     "Toán was assessed again although the year is Đạt or better"},
                    {"conduct/retest = Tốt", warning, "conduct/retest",
                     "although the year is Đạt or better (Thông tư 22/2021/TT-BGDĐT, Điều 13"},
                });
}

TEST_CASE("TT 22: the titles are Học sinh Xuất sắc and Học sinh Giỏi") {
    const Json good = changed(lower(), "scored = 8.5 | learning/* = Tốt", kLower);
    check_rules(
        good,
        {
            {"award = Đạt danh hiệu Học sinh Giỏi", nothing, "", ""},
            {"award = Học sinh giỏi năm học 2021-2022; Giải Nhì cờ vua cấp trường", nothing, "", ""},
            {"promoted = true", warning, "award",
             "the results allow the title Học sinh Giỏi; the award is empty"},
            {"award = Giải Nhất kì thi học sinh giỏi cấp huyện", warning, "award",
             "allow the title Học sinh Giỏi"},
            {"award = Học sinh Xuất sắc", error, "award",
             "the conditions of the title Học sinh Xuất sắc are not met: subjects from 9.0: 0 (needs 6) "
             "(Thông tư "
             "22/2021/TT-BGDĐT, Điều 15: khen thưởng)"},
            {"scored = 9.0 | subjects/toan/* = 8.9 | subjects/tin_hoc/* = 6.5 | award = Học sinh Xuất sắc",
             nothing, "", ""},
            {"scored = 9.0 | subjects/toan/* = 8.9 | subjects/tin_hoc/* = 8.9 | subjects/cong_nghe/* = 8.9 | "
             "award = Học sinh Xuất sắc",
             error, "award", "subjects from 9.0: 5 (needs 6)"},
            {"scored = 9.0 | award = Học sinh Giỏi", warning, "award",
             "allow the title Học sinh Xuất sắc; the award says \"Học sinh Giỏi\""},
            {"conduct/* = Khá | award = Học sinh Giỏi", error, "award",
             "not met: conduct of the year is Khá, Tốt is needed"},
        });
    check_rules(
        lower(),
        {
            {"award = Học sinh Giỏi", error, "award",
             "the conditions of the title Học sinh Giỏi are not met: learning of the year is Khá, Tốt is "
             "needed"},
            {"award = Giải Nhất kì thi học sinh giỏi cấp huyện", nothing, "", ""},
            {"award = Danh hiệu Học sinh Tiên tiến", warning, "award", "there is no title"},
        });
}

TEST_CASE("TT 22: which subjects a pupil has") {
    check_rules(lower(),
                {{"- subjects/giao_duc_cong_dan", warning, "subjects",
                  "Giáo dục công dân of grade 6 is missing (Thông tư 22/2021/TT-BGDĐT, Chương trình giáo"},
                 {"subjects/ngoai_ngu_2/* = 7.0", nothing, "", ""}});
    const Json upper = secondary("thpt", 2022, 10);
    check_rules(
        upper,
        {
            {"grade = 10", nothing, "", ""},
            {"- subjects/tin_hoc", warning, "subjects", "there are 3 electives instead of 4"},
            {"- subjects/tin_hoc | subjects/am_nhac/* = Đ", nothing, "", ""},
            {"subjects/dia_li/* = 7.0", warning, "subjects", "there are 5 electives instead of 4"},
            {"topics = [{\"subject\": \"Toán\"}, {\"subject\": \"Vật lí\"}]", warning, "topics",
             "there are 2 topics (cụm chuyên đề) instead of 3"},
            {"topics = [{\"subject\": \"Toán\"}, {\"subject\": \"Vật lí\"}, {\"subject\": \"Địa lí\"}]",
             warning, "topics/2/subject", "a topic of \"Địa lí\", which the pupil does not take"},
            {"subjects/toan/marks1 = {\"regular\": [7, 7, 7, 7], \"mid\": 7, \"final\": 7} | "
             "subjects/toan/marks2 = "
             "{\"regular\": [7, 7, 7, 7], \"mid\": 7, \"final\": 7}",
             warning, "topics/0/mark", "the topic's mark is not among the regular marks of Toán"},
            // 8 is the topic's, a fifth regular mark: 36 + 35 = 71; 71 / 10 = 7,1
            {"subjects/toan/marks1 = {\"regular\": [7, 7, 7, 7, 8], \"mid\": 7, \"final\": 7} | "
             "subjects/toan/marks2 = {\"regular\": [7, 7, 7, 7], \"mid\": 7, \"final\": 7} | "
             "subjects/toan/term1 = "
             "7.1 | subjects/toan/periods = 105",
             nothing, "", ""},
        },
        kUpper);
}

TEST_CASE("TT 22: the school year, the grade and the class belong together") {
    check_rules(
        lower(),
        {
            {"name = 2020-2021", error, "name",
             "Thông tư 22/2021/TT-BGDĐT applies to grade 6 from 2021-2022 (lộ trình áp dụng); 2020-2021"},
            {"name = 2021-2023", error, "name", "\"2021-2023\" is not two years in a row"},
            {"class = 7A1", error, "class", "class \"7A1\" is not of grade 6"},
            {"class = 6/3", nothing, "", ""},
            {"/level = thpt", error, "grade", "grade 6 is not of level thpt"},
        });
    check_rules(secondary("thpt", 2022, 10),
                {{"name = 2021-2022", error, "name", "applies to grade 10 from 2022-"},
                 {"class = 1A", error, "class", "is not of grade 10"}});
    check_rules(lower(2024, 9), {{"name = 2023-2024 | completion = Hoàn thành chương trình trung học cơ sở",
                                  error, "name", "applies to grade 9 from 2024-2025"}});
}

TEST_CASE("the years of a book follow each other; a class is repeated only by a pupil who was not promoted") {
    struct Case {
        int start, grade;  // of the second year; the first is grade 6 in 2022-2023
        const char* first;
        Says says;
        const char *where, *words;
    };
    const char* const kept = "promoted = false | absences = {\"total\": 60}";
    const char* const promoted = "promoted = true";
    const std::vector<Case> cases{
        {2023, 7, promoted, nothing, "", ""},
        {2023, 6, kept, nothing, "", ""},
        {2023, 6, promoted, error, "/years/1/grade", "grade 6 is repeated although 2022-2023 says promoted"},
        {2023, 7, kept, error, "/years/1/grade", "grade 7 although 2022-2023 says not promoted"},
        {2024, 7, promoted, warning, "/years/1/name",
         "school years missing between 2022-2023 and 2024-2025: 1"},
        {2023, 8, promoted, warning, "/years/1/grade", "grade 8 right after grade 6"},
        {2022, 6, kept, error, "/years/1/name", "2022-2023 (grade 6) does not follow 2022-2023 (grade 6)"},
        {2021, 6, kept, error, "/years/1/name", "2021-2022 (grade 6) does not follow 2022-2023 (grade 6)"},
    };
    for (const Case& one : cases) {
        Json json = changed(lower(2022, 6), std::string(one.first) + " | /effective_on = 2025-05-31");
        const Json second = lower(one.start, one.grade);
        at(json, "years").array()->push_back(second.find("years")->array()->front());
        check_rule(json, {one.first, one.says, one.where, one.words}, kCircular);
    }
}

TEST_CASE("TT 22: a title however it is written is checked") {
    const std::string what = "the conditions of the title Học sinh Xuất sắc are not met";
    for (const char* award :
         {"Học sinh Xuất sắc", "Danh hiệu \"Học sinh Xuất sắc\"", "Đạt danh hiệu “Học sinh Xuất sắc”",
          "Giấy khen Học sinh Xuất sắc", "Khen thưởng: Học sinh Xuất sắc", "- Học sinh Xuất sắc",
          "Học sinh Xuất sắc năm 2025", "Học sinh Xuất sắc (cả năm)",
          "Được tặng giấy khen: học sinh xuất sắc.", "Giải Nhì cờ vua cấp trường; HỌC  SINH XUẤT SẮC"}) {
        Json json = lower();
        at(json, "years", 0, "award") = award;
        check_rule(json, {award, error, "award", what.c_str()}, kCircular);
        Json deserving = changed(lower(), "scored = 9.0 | learning/* = Tốt", kLower);
        at(deserving, "years", 0, "award") = award;
        check_rule(deserving, {award, nothing, "", ""}, kCircular);
    }
    for (const char* award :
         {"Tuyên dương học sinh xuất sắc tiêu biểu của lớp", "Học sinh Xuất sắc môn Toán"}) {
        Json json = lower();
        at(json, "years", 0, "award") = award;
        check_rule(json, {award, warning, "award", what.c_str()}, kCircular);
    }
    for (const char* award :
         {"Giải Ba cuộc thi Học sinh Xuất sắc", "Danh hiệu học sinh giỏi cấp tỉnh",
          "Học sinh giỏi (cấp huyện)", "Đội tuyển học sinh giỏi", "Huy chương học sinh giỏi"}) {
        Json json = changed(lower(), "learning/* = Khá");
        at(json, "years", 0, "award") = award;
        check_rule(json, {award, nothing, "", ""}, kCircular);
    }
}
