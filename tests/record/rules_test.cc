// The circular's rules on the sample, one contradiction at a time.
#include <algorithm>
#include <functional>

#include "tests/record/support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

using Change = std::function<void(Json&)>;

Findings findings_of(const Change& change) {
    Json json = sample();
    change(json);
    const Result<Record> record = from_json(json, primary(), "r.json");
    REQUIRE(record);
    return check(*record);
}

struct Rule {
    const char* name;
    Change change;
    const char* where;
    const char* says;  // a part of the English sentence
};

void sets(Json& json, const char* member, Json value) {
    at(json, "years", 0, member) = std::move(value);
}

void subject(Json& json, const char* name, const char* level, int test) {
    at(json, "years", 0, "subjects", name, "level") = level;
    at(json, "years", 0, "subjects", name, "test") = test;
}

/// Every level T and every test at least `test`.
void all_good(Json& json, int test) {
    for (auto& [name, entry] : *at(json, "years", 0, "subjects").object()) {
        at(entry, "level") = "T";
        if (entry.find("test") != nullptr) at(entry, "test") = test;
    }
    at(json, "years", 0, "specific_competences", "tin_hoc") = "T";
}

/// The pupil in grade 2 of 2021-2022, with what that grade is taught.
void grade_2(Json& json) {
    sets(json, "name", "2021-2022");
    sets(json, "grade", 2);
    sets(json, "class", "2A");
    sets(json, "completion", "Hoàn thành chương trình lớp 2; Được lên lớp 3.");
    Json& subjects = at(json, "years", 0, "subjects");
    for (const char* later : {"lich_su_va_dia_li", "khoa_hoc", "tin_hoc", "cong_nghe"})
        subjects.object()->erase(later);
    at(subjects, "ngoai_ngu_1").object()->erase("test");
    at(subjects, "tu_nhien_va_xa_hoi", "level") = "T";
}

void check_says(const std::vector<Problem>& problems, const Rule& rule) {
    INFO(rule.name);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == rule.where);
    CHECK_THAT(problems[0].what.en, Catch::Contains(rule.says));
    CHECK_THAT(problems[0].what.vi, Catch::Contains("27/2020/TT-BGDĐT"));
    CHECK_FALSE(problems[0].hint.vi.empty());
}

}  // namespace

TEST_CASE("MOET's worked example, completed, keeps every rule") {
    const Findings findings = findings_of([](Json&) {});
    CHECK(lines(findings.errors).empty());
    CHECK(lines(findings.warnings).empty());
}

TEST_CASE("of the four results, MOET's example keeps the rules only with MOET's own, Hoàn thành") {
    const Result<Json> example = from_moet_xml(source("samples/moet-cv2088/hoc-ba.xml"), "hoc-ba.xml");
    REQUIRE(example);
    for (const char* result : {"Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành"}) {
        INFO(result);
        Json json = *example;
        sets(json, "result", result);
        const Result<Record> record = from_json(json, primary(), "r.json");
        REQUIRE(record);
        CHECK(check(*record).errors.empty() == (std::string(result) == "Hoàn thành"));
    }
}

TEST_CASE("a pupil of grade 2 has no test in Ngoại ngữ 1, and is not asked for one") {
    const Findings findings = findings_of(grade_2);
    CHECK(lines(findings.errors).empty());
    CHECK(lines(findings.warnings).empty());
}

TEST_CASE("a contradiction is one error at its place, with the article") {
    const std::vector<Rule> rules{
        {"Tin học is H with 6: not Hoàn thành tốt", [](Json& j) { sets(j, "result", "Hoàn thành tốt"); },
         "r.json/years/0/result",
         "it says \"Hoàn thành tốt\", but by Thông tư 27/2020/TT-BGDĐT, Điều 9 khoản 2 điểm a it is \"Hoàn "
         "thành\" "
         "(too low: Tin học và Công nghệ (Tin học): H; Tin học và Công nghệ (Tin học): 6; Nghệ thuật (Âm "
         "nhạc): H; …)"},
        {"all T, all tests 9, yet only Hoàn thành", [](Json& j) { all_good(j, 9); }, "r.json/years/0/result",
         "it is \"Hoàn thành xuất sắc\" (every level and test is high enough)"},
        {"all T, all tests 7", [](Json& j) { all_good(j, 7); }, "r.json/years/0/result",
         "it is \"Hoàn thành tốt\""},
        {"a test of 4 is not Hoàn thành", [](Json& j) { subject(j, "khoa_hoc", "H", 4); },
         "r.json/years/0/result", "it is \"Chưa hoàn thành\" (too low: Khoa học: 4)"},
        {"a subject at C", [](Json& j) { subject(j, "khoa_hoc", "C", 5); }, "r.json/years/0/result",
         "(too low: Khoa học: C)"},
        {"a quality at C", [](Json& j) { at(j, "years", 0, "qualities", "cham_chi") = "C"; },
         "r.json/years/0/result", "(too low: qualities/cham_chi: C)"},
        {"Xuất sắc without the result", [](Json& j) { sets(j, "award", "Đạt danh hiệu Học sinh Xuất sắc"); },
         "r.json/years/0/award", "Học sinh Xuất sắc is for \"Hoàn thành xuất sắc\" only"},
        {"Tiêu biểu without the result",
         [](Json& j) { sets(j, "award", "Học sinh tiêu biểu hoàn thành tốt trong học tập và rèn luyện"); },
         "r.json/years/0/award", "Điều 13 khoản 1 điểm a"},
        {"promoted against section 6",
         [](Json& j) { sets(j, "completion", "Hoàn thành chương trình lớp 4; Chưa được lên lớp."); },
         "r.json/years/0/promoted", "section 6 says not promoted but promoted is true"},
        {"not completed against the result",
         [](Json& j) { sets(j, "completion", "Chưa hoàn thành chương trình lớp 4; Được lên lớp 5."); },
         "r.json/years/0/completion", "the result is \"Hoàn thành\" but section 6 says not completed"},
        {"another grade in section 6",
         [](Json& j) { sets(j, "completion", "Hoàn thành chương trình lớp 3; Được lên lớp 5."); },
         "r.json/years/0/completion", "section 6 says grade 3 but the pupil is in grade 4"},
        {"a grade too far",
         [](Json& j) { sets(j, "completion", "Hoàn thành chương trình lớp 4; Được lên lớp 6."); },
         "r.json/years/0/completion", "section 6 says grade 6 comes next; after 4 it is 5"},
        {"class 5A in grade 4", [](Json& j) { sets(j, "class", "5A"); }, "r.json/years/0/class",
         "class \"5A\" is not of grade 4"},
        {"two years that do not follow", [](Json& j) { sets(j, "name", "2023-2025"); }, "r.json/years/0/name",
         "\"2023-2025\" is not two years in a row"},
        {"grade 4 before the circular", [](Json& j) { sets(j, "name", "2022-2023"); }, "r.json/years/0/name",
         "applies to grade 4 from 2023-2024 (Điều 2)"},
        {"another person's number: a woman born in 2015",
         [](Json& j) { at(j, "pupil", "id") = "001315000017"; }, "r.json/pupil/id",
         "the number is of a person born in 2015, Nữ; the record says 2014, Nam"},
        {"Tiêu biểu at Hoàn thành xuất sắc",
         [](Json& j) {
             all_good(j, 10);
             sets(j, "result", "Hoàn thành xuất sắc");
             sets(j, "award",
                  "Học sinh Xuất sắc; Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện");
         },
         "r.json/years/0/award", "the title Học sinh Tiêu biểu is for \"Hoàn thành tốt\" only"},
        {"a district after they ended",
         [](Json& j) {
             sets(j, "name", "2025-2026");
             at(j, "effective_on") = "2026-05-31";
         },
         "r.json/school/district", "districts ended on 1 July 2025"},
        {"a number of the wrong century", [](Json& j) { at(j, "pupil", "id") = "001014000017"; },
         "r.json/pupil/id", "a person born in 1914"},
    };
    for (const Rule& rule : rules) check_says(findings_of(rule.change).errors, rule);
}

TEST_CASE("what the circular leaves to people is one warning") {
    const std::vector<Rule> rules{
        {"Tiêu biểu at Hoàn thành tốt",
         [](Json& j) {
             all_good(j, 8);
             sets(j, "result", "Hoàn thành tốt");
             sets(j, "award", "Đạt danh hiệu Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện");
         },
         "r.json/years/0/award", "the class's recognition"},
        {"Hoàn thành xuất sắc without the title",
         [](Json& j) {
             all_good(j, 10);
             sets(j, "result", "Hoàn thành xuất sắc");
         },
         "r.json/years/0/result", "section 5 has none"},
        {"a title of other circulars", [](Json& j) { sets(j, "award", "Học sinh Giỏi"); },
         "r.json/years/0/award", "has no such title"},
        {"no test in Khoa học",
         [](Json& j) { at(j, "years", 0, "subjects", "khoa_hoc").object()->erase("test"); },
         "r.json/years/0/subjects/khoa_hoc", "the year-end test of Khoa học is missing"},
        {"a subject of grades 1 to 3",
         [](Json& j) { at(j, "years", 0, "subjects", "tu_nhien_va_xa_hoi", "level") = "T"; },
         "r.json/years/0/subjects/tu_nhien_va_xa_hoi", "Tự nhiên và Xã hội is not taught in grade 4"},
        {"Ngoại ngữ 1 has a test from grade 3 only",
         [](Json& j) {
             grade_2(j);
             at(j, "years", 0, "subjects", "ngoai_ngu_1", "test") = 9;
         },
         "r.json/years/0/subjects/ngoai_ngu_1/test",
         "Ngoại ngữ 1 is optional in grade 2 and has no periodic test"},
        {"grade 5 ends with primary school",
         [](Json& j) {
             sets(j, "name", "2024-2025");
             at(j, "effective_on") = "2025-05-31";
             sets(j, "grade", 5);
             sets(j, "class", "5A");
             sets(j, "completion", "Hoàn thành chương trình lớp 5; Được lên lớp 6.");
         },
         "r.json/years/0/completion", "in grade 5 it is \"Hoàn thành chương trình tiểu học\""},
        {"no Đạo đức", [](Json& j) { at(j, "years", 0, "subjects").object()->erase("dao_duc"); },
         "r.json/years/0/subjects", "Đạo đức of grade 4 is missing"},
        {"sex differs from the number", [](Json& j) { at(j, "pupil", "id") = "001314000017"; },
         "r.json/pupil/id", "born in 2014, Nữ; the record says 2014, Nam"},
        {"year differs from the number", [](Json& j) { at(j, "pupil", "id") = "001215000017"; },
         "r.json/pupil/id", "born in 2015, Nam; the record says 2014, Nam"},
        {"no such province", [](Json& j) { at(j, "pupil", "id") = "003214000017"; }, "r.json/pupil/id",
         "003, are no province"},
        {"no mother", [](Json& j) { at(j, "pupil").object()->erase("mother"); }, "r.json/pupil",
         "HO_VA_TEN_ME"},
        {"no district before 2025-2026", [](Json& j) { at(j, "school").object()->erase("district"); },
         "r.json/school", "TEN_QUAN_HUYEN"},
        {"signed before the year ended", [](Json& j) { at(j, "effective_on") = "2023-09-05"; },
         "r.json/effective_on", "before the year 2023-2024 ended"},
        {"nine years old in grade 1",
         [](Json& j) {
             at(j, "pupil", "born") = "2008-03-15";
             at(j, "pupil", "id") = "001208000017";
         },
         "r.json/pupil/born", "born in 2008 and in grade 4"},
        {"a contradiction under an individual plan (Điều 8)",
         [](Json& j) {
             sets(j, "result", "Hoàn thành tốt");
             sets(j, "individual_plan", true);
         },
         "r.json/years/0/result", "Điều 9 khoản 2 điểm a"},
    };
    for (const Rule& rule : rules) {
        const Findings findings = findings_of(rule.change);
        INFO(rule.name);
        CHECK(lines(findings.errors).empty());
        check_says(findings.warnings, rule);
    }
}

TEST_CASE("from 2025-2026 no district is asked for") {
    const Findings findings = findings_of([](Json& j) {
        at(j, "school").object()->erase("district");
        sets(j, "name", "2025-2026");
        at(j, "effective_on") = "2026-05-31";
    });
    CHECK(lines(findings.errors).empty());
    CHECK(lines(findings.warnings).empty());
}

TEST_CASE("a pupil who has not completed may be promoted by the head: a warning; completed is an error") {
    const Change kept = [](Json& j) {
        subject(j, "toan", "C", 3);
        sets(j, "result", "Chưa hoàn thành");
        sets(j, "completion", "Chưa hoàn thành chương trình lớp 4; Chưa được lên lớp.");
        sets(j, "promoted", false);
    };
    CHECK(lines(findings_of(kept).errors).empty());
    CHECK(lines(findings_of(kept).warnings).empty());
    const Findings promoted = findings_of([&](Json& j) {
        kept(j);
        sets(j, "completion", "Chưa hoàn thành chương trình lớp 4; Được lên lớp 5.");
        sets(j, "promoted", true);
    });
    CHECK(lines(promoted.errors).empty());
    REQUIRE(promoted.warnings.size() == 1);
    CHECK_THAT(promoted.warnings[0].what.en, Catch::Contains("the head of school decides"));
    const Findings completed = findings_of([&](Json& j) {
        kept(j);
        sets(j, "completion", "Hoàn thành chương trình lớp 4; Chưa được lên lớp.");
    });
    REQUIRE(completed.errors.size() == 1);
    CHECK(completed.errors[0].where == "r.json/years/0/completion");
}

TEST_CASE("years out of order are an error") {
    const Findings findings = findings_of([](Json& j) {
        Json second = at(j, "years", 0);
        at(j, "years").array()->push_back(second);
    });
    REQUIRE(findings.errors.size() == 1);
    CHECK(findings.errors[0].where == "r.json/years/1/name");
}

TEST_CASE(
    "a test in a subject without tests and a foreign symbol are errors even if a schema lets them pass") {
    const Result<Schema> open_schema = Schema::parse("{}", "open.json");
    REQUIRE(open_schema);
    Json json = sample();
    at(json, "years", 0, "subjects", "dao_duc", "test") = 8;
    at(json, "years", 0, "subjects", "am_nhac", "level") = "Đ";
    for (auto& [name, entry] : *at(json, "years", 0, "subjects").object())
        if (Json* test = &at(entry, "test"); test->integer() != nullptr)
            *test = *test->integer() * 10;
        else
            entry.object()->erase("test");
    const Result<Record> record = from_json(json, *open_schema, "r.json");
    REQUIRE(record);
    const std::vector<std::string> errors = lines(check(*record).errors);
    REQUIRE(errors.size() == 3);
    CHECK_THAT(errors[0],
               Catch::StartsWith("r.json/years/0/subjects/dao_duc/test: Đạo đức has no periodic test"));
    CHECK_THAT(errors[1], Catch::StartsWith(
                              "r.json/years/0/subjects/am_nhac/level: the symbol \"Đ\" is not for subjects"));
    CHECK_THAT(errors[2], Catch::StartsWith("r.json/years/0/result"));
}

TEST_CASE("a record of a circular without rules is only warned about") {
    const Result<Schema> open_schema = Schema::parse("{}", "open.json");
    const Result<Record> record = parse(R"({"circular": "32/2009/TT-BGDĐT"})", *open_schema, "old.json");
    REQUIRE(record);
    const Findings findings = check(*record);
    CHECK(findings.errors.empty());
    CHECK(lines(findings.warnings) ==
          std::vector<std::string>{"old.json/circular: there are no rules for \"32/2009/TT-BGDĐT\"; only its "
                                   "schema was checked"});
}

TEST_CASE("a result may be lower than the record shows if the record lacks something the grade has") {
    struct Absent {
        const char *group, *key, *named;
    };
    for (const Absent& absent :
         {Absent{"subjects", "dao_duc", "Đạo đức"}, Absent{"specific_competences", "tin_hoc", "Tin học"}}) {
        INFO(absent.key);
        const Findings findings = findings_of([&](Json& j) {
            all_good(j, 10);
            at(j, "years", 0, absent.group).object()->erase(absent.key);
        });
        CHECK(lines(findings.errors).empty());
        const auto found = std::find_if(findings.warnings.begin(), findings.warnings.end(),
                                        [](const Problem& p) { return p.where == "r.json/years/0/result"; });
        REQUIRE(found != findings.warnings.end());
        CHECK_THAT(found->what.en,
                   Catch::EndsWith(std::string("but these are missing: ") + absent.named + ")"));
        CHECK_THAT(found->what.vi, !Catch::Contains("(mọi mức và điểm đều đạt)"));
    }
}
