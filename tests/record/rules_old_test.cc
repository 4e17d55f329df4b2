// The circulars before: Thông tư 30/2014 with 22/2016 (primary) and Thông tư 58/2011 (secondary), one rule a
// line.
#include <algorithm>

#include "tests/record/rules_support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

constexpr auto nothing = Says::nothing, warning = Says::warning, error = Says::error;

/// Grade 4 of 2018-2019.
Json primary_of_tt30() {
    return changed(
        record_of("30/2014/TT-BGDĐT", "tieu-hoc", 2018, 4),
        "subjects/tieng_viet = {\"level\": \"T\", \"test\": 9} | "
        "subjects/toan = {\"level\": \"H\", \"test\": 7} | subjects/dao_duc = {\"level\": \"T\"} | "
        "subjects/tieng_dan_toc = {\"level\": \"H\", \"test\": 6} | "
        "competences/hop_tac = Đ | qualities/doan_ket_yeu_thuong = T | "
        "completion = Hoàn thành chương trình lớp 4; Được lên lớp 5. | promoted = true");
}

/// Grade 11 of 2020-2021.
Json secondary_of_tt58() {
    return changed(
        record_of("58/2011/TT-BGDĐT", "thpt", 2020, 11),
        "subjects/toan/* = 7.5 | subjects/ngu_van/* = 6.5 | subjects/the_duc/* = Đ | gpa/* = 7.0 | "
        "conduct/* = Tốt | learning/* = Khá | promoted = true");
}

void check_rules(const Json& base, const std::vector<Rule>& rules, const char* circular) {
    for (const Rule& rule : rules) check_rule(changed(base, rule.change), rule, circular);
}

}  // namespace

TEST_CASE("TT 30/2014 and TT 22/2016: levels, tests in whole marks, promotion, school years") {
    check_rules(
        primary_of_tt30(),
        {
            {"", nothing, "", ""},
            {"subjects/dao_duc/test = 8", error, "subjects/dao_duc/test",
             "Đạo đức has no periodic test (Thông tư 30/2014/TT-BGDĐT, sửa đổi bởi Thông tư "
             "22/2016/TT-BGDĐT"},
            {"subjects/toan/test = 7.5", error, "subjects/toan/test", "must be a whole mark from 0 to 10"},
            {"subjects/toan/test = 11", error, "subjects/toan/test", "must be a whole mark from 0 to 10"},
            {"subjects/toan/level = Đ", error, "subjects/toan/level",
             "the symbol \"Đ\" is not for subjects; there is only T, H, C"},
            {"competences/hop_tac = H", error, "competences/hop_tac",
             "the symbol \"H\" is not for competences; there is only T, Đ, C"},
            // C is Chưa hoàn thành of a subject and Cần cố gắng of a quality: both exist
            {"subjects/dao_duc/level = C | qualities/doan_ket_yeu_thuong = C", nothing, "", ""},
            {"promoted = false", error, "promoted", "completion and promoted (false) contradict each other"},
            {"completion = Hoàn thành chương trình lớp 3; Được lên lớp 5.", error, "completion",
             "it says grade 3 but the pupil is in grade 4"},
            {"completion = Hoàn thành chương trình lớp 4; Được lên lớp 6.", error, "completion",
             "it says grade 6 comes next; after 4 it is 5"},
            {"name = 2022-2023 | /effective_on = 2023-05-31 | /pupil/born = 2013-03-15 | /pupil/id = "
             "001213000017",
             nothing, "", ""},
            {"name = 2023-2024 | /effective_on = 2024-05-31 | /pupil/born = 2013-03-15 | /pupil/id = "
             "001213000017",
             error, "name",
             "applied to grade 4 until 2022-2023 (Thông tư 27/2020/TT-BGDĐT, Điều 2 và 3); 2023-2024 is "
             "under"},
            {"name = 2013-2014 | subjects = {} | /pupil/born = 2004-03-15 | /pupil/id = 001204000017", error,
             "name", "applies to grade 4 from 2014-2015"},
            {"name = 2015-2016 | /pupil/born = 2006-03-15 | /pupil/id = 001206000017", warning, "subjects",
             "in 2015-2016 there were no levels T, H, C yet"},
            {"grade = 6 | class = 6A | - completion | /pupil/born = 2007-03-15 | /pupil/id = 001207000017 | "
             "/level = x",
             error, "grade", "it does not apply to grade 6"},
            {"- /school/district", warning, "/school", "before 2025-2026 a transcript has one"},
        },
        "30/2014/TT-BGDĐT");
}

TEST_CASE("TT 58/2011: ranges and school years only, for old books are kept as they are") {
    check_rules(
        secondary_of_tt58(),
        {
            {"", nothing, "", ""},
            {"learning/* = Giỏi", nothing, "", ""},
            {"subjects/toan/year = 9.9", nothing, "", ""},
            {"subjects/toan/year = 10.5 | - gpa", error, "subjects/toan/year",
             "a mark is from 0 to 10 with at most one decimal (Thông tư 58/2011/TT-BGDĐT, thang điểm)"},
            {"subjects/the_duc/year = K", error, "subjects/the_duc/year", "\"K\" is neither Đ nor CĐ"},
            {"gpa/term1 = 10.1", error, "gpa/term1", "a mark is from 0 to 10"},
            {"gpa/year = 7.6", warning, "gpa/year", "the mean 7.6 is outside the subjects' 6.5 to 7.5"},
            {"learning/year = Đạt", error, "learning/year",
             "there is no level \"Đạt\"; only Giỏi, Khá, Trung bình, Yếu, Kém"},
            {"learning/year = Kém", nothing, "", ""},
            {"conduct/year = Kém", error, "conduct/year",
             "there is no level \"Kém\"; only Tốt, Khá, Trung bình, Yếu"},
            {"award = Học sinh tiên tiến", nothing, "", ""},
            {"name = 2022-2023 | /effective_on = 2023-05-31", nothing, "", ""},
            {"name = 2023-2024 | /effective_on = 2024-05-31", error, "name",
             "applied to grade 11 until 2022-2023 (lộ trình của Thông tư 22/2021/TT-BGDĐT)"},
            {"name = 2010-2011 | /pupil/born = 1994-03-15 | /pupil/id = 001094000017", error, "name",
             "applies to grade 11 from 2011-2012"},
            {"class = 12A", error, "class", "class \"12A\" is not of grade 11"},
            {"subjects/toan/year = 10.5 | - gpa | individual_plan = true", warning, "subjects/toan/year",
             "a mark is from 0 to 10"},
        },
        "58/2011/TT-BGDĐT");
}

TEST_CASE("a mark with two decimals is named by the form's schema before any rule") {
    const Result<Record> record =
        from_json(changed(secondary_of_tt58(), "subjects/toan/year = 7.25"), lenient(), "r");
    REQUIRE_FALSE(record);
    CHECK(lines(record.error().problems) ==
          std::vector<std::string>{"r/years/0/subjects/toan/year: the mark 7.25 has more than one decimal"});
}

TEST_CASE("the pupil's number, family and school are checked under every circular") {
    for (Json json : {primary_of_tt30(), secondary_of_tt58()}) {
        const std::string circular = json.text_or("circular");
        check_rules(json,
                    {
                        {"/pupil/id = 001100000017", error, "/pupil/id", "the record says 20"},
                        {"/pupil/gender = Nữ", warning, "/pupil/id", "Nam; the record says"},
                        {"/pupil/id = 12345", nothing, "", ""},  // the schema's matter
                        {"- /pupil/mother", warning, "/pupil", "neither father, mother nor guardian"},
                        {"- /pupil/mother | /pupil/guardian = Trần Thị B", nothing, "", ""},
                        {"/effective_on = 2018-09-05", warning, "/effective_on", "ended"},
                        {"- /school/district", warning, "/school", "no district"},
                    },
                    circular.c_str());
        const std::string born = at(json, "pupil", "born").string()->substr(2, 2);
        check_rule(changed(json, "/pupil/id = 0032" + born + "000017"),
                   {"003", warning, "/pupil/id", "003, are no province"}, circular);
    }
}

TEST_CASE("a pupil of an old book may have no personal number: one warning") {
    for (const char* form : {"tt30-2014-tieu-hoc", "tt58-2011-thcs", "tt58-2011-thpt"}) {
        INFO(form);
        Json json = sample_of_form(form);
        const Schema schema = schema_of_form(form);
        const Findings before = findings_of(json, schema);
        at(json, "pupil").object()->erase("id");
        const Findings findings = findings_of(json, schema);
        CHECK(lines(findings.errors) == lines(before.errors));
        const std::vector<std::string> warnings = lines(findings.warnings);
        CHECK(std::count_if(warnings.begin(), warnings.end(), [](const std::string& line) {
                  return line.find("r/pupil: no personal number") == 0;
              }) == 1);
    }
}
