// Records of a whole class: averages a pupil, and no crash whatever the form holds.
#include "tests/record/rules_support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

Json sheet(const std::string& pupils) {
    return object(R"({"form": "so-theo-doi", "circular": "22/2021/TT-BGDĐT", "level": "thcs",
                      "school": {"name": "THCS A"}, "homeroom": {"name": "Lê Thị D"}, "subject": "Toán",
                      "year": {"name": "2021-2022", "grade": 6, "class": "6A1"}, "pupils": )" +
                  pupils + "}");
}

}  // namespace

TEST_CASE("the averages of a class sheet are checked at their pupil") {
    const Json json = sheet(R"([
        {"name": "Nguyễn Văn A", "marks1": {"regular": [8, 7], "mid": 6, "final": 6.5}, "term1": 6.6},
        {"name": "Trần Thị B", "marks1": {"regular": [8, 7], "mid": 6, "final": 6.5}, "term1": 6.5},
        {"name": "Lê Văn C", "marks1": {"regular": [8]}, "periods": 140},
        {"name": "H'Lan Niê", "term1": 7.0, "term2": 8.0, "year": 7.6},
        {"name": "Không có điểm"},
        {"name": "Phạm Thị E", "subjects": {"toan": {"term1": 7.0, "term2": 8.0, "year": 7.6}}}])");
    const Findings findings = findings_of(json);
    CHECK(lines(findings.warnings).empty());
    const std::vector<std::string> errors = lines(findings.errors);
    REQUIRE(errors.size() == 4);
    CHECK_THAT(errors[0], Catch::StartsWith("r/pupils/1/term1: Trần Thị B, term 1 says 6.5, but ĐTBmhk = "));
    CHECK_THAT(errors[0], Catch::Contains("the wrong formula (TB.TX + 2GK + 3CK)/6"));
    CHECK_THAT(errors[1],
               Catch::StartsWith("r/pupils/2/marks1/regular: Lê Văn C, term 1: there are 1 regular"));
    CHECK_THAT(errors[2], Catch::StartsWith("r/pupils/3/year: H'Lan Niê, the year says 7.6, but ĐTBmcn = "));
    CHECK_THAT(errors[3], Catch::StartsWith("r/pupils/5/subjects/toan/year: Toán, the year says 7.6"));
}

TEST_CASE("a class of the wrong grade or school year is named at its year") {
    const Findings findings = findings_of(changed(sheet("[]"), "/year/name = 2020-2021 | /year/class = 7A"));
    CHECK(lines(findings.warnings).empty());
    REQUIRE(findings.errors.size() == 2);
    CHECK(findings.errors[0].where == "r/year/class");
    CHECK(findings.errors[1].where == "r/year/name");
}

TEST_CASE("whatever a class form or a record lacks, checking it ends") {
    for (const char* circular :
         {"22/2021/TT-BGDĐT", "27/2020/TT-BGDĐT", "30/2014/TT-BGDĐT", "58/2011/TT-BGDĐT"})
        for (const char* rest :
             {R"("pupils": null})", R"("pupils": [], "year": null})",
              R"("pupils": [null, 3, []], "year": {}})",
              R"("pupils": [{"marks1": {"regular": "x"}, "subjects": []}], "year": {"grade": 6}})",
              R"("pupils": {"a": 1}, "year": {"grade": 6, "name": "x", "class": ""}})",
              R"("years": [null, 3, {}]})",
              R"("pupil": 3, "years": [{"grade": 6, "subjects": 4, "learning": [], "promoted": 3}]})",
              R"("pupil": {}, "years": [{"grade": 10, "topics": 3, "subjects": {"toan": 8}, "award": 4}]})",
              R"("pupil": {}, "years": [{"grade": 99, "name": "9999-0000", "topics": [1, {}, null]}]})"}) {
            INFO(circular << rest);
            findings_of(object(std::string("{\"circular\": \"") + circular + "\", " + rest));
        }
}
