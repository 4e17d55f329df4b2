// Records of a whole class: the mark book's averages, the summary's boxes, and no crash whatever a form
// holds.
#include <fmt/format.h>

#include <algorithm>

#include "tests/record/rules_support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

constexpr auto nothing = Says::nothing, warning = Says::warning, error = Says::error;
const char* const kBook = "tt22-2021-so-theo-doi";
const char* const kSummary = "tt27-2020-bang-tong-hop";

const Schema& book() {
    static const Schema schema = schema_of_form(kBook);
    return schema;
}
const Schema& summary() {
    static const Schema schema = schema_of_form(kSummary);
    return schema;
}

/// Of another value, and still a mark.
Json other(const Json& mark) {
    const double value =
        mark.integer() != nullptr ? static_cast<double>(*mark.integer()) : std::get<double>(mark.value);
    return value > 5 ? value - 1 : value + 1;
}

/// Sets another value at one place of the book; what is then wrong there.
std::string wrong_at(const std::string& place) {
    Json json = sample_of_form(kBook);
    std::vector<std::string> steps = split(place, "/");
    Json* found = &at(json, "subjects", std::stoi(steps[1]), "pupils", std::stoi(steps[3]));
    for (std::size_t i = 4; i < steps.size(); ++i) found = &at(*found, steps[i].c_str());
    *found = other(*found);
    const Findings findings = findings_of(json, book());
    const auto there = std::find_if(findings.errors.begin(), findings.errors.end(),
                                    [&](const Problem& problem) { return problem.where == "r/" + place; });
    return there == findings.errors.end() ? "nothing at " + place : there->what.en;
}

}  // namespace

TEST_CASE("the samples of the class forms have nothing to find") {
    for (const char* form : {kBook, kSummary}) {
        const Findings findings = findings_of(sample_of_form(form), schema_of_form(form));
        CHECK(lines(findings.errors).empty());
        CHECK(lines(findings.warnings).empty());
    }
}

TEST_CASE("every average of the mark book is checked at its place") {
    const Json json = sample_of_form(kBook);
    std::size_t averages = 0;
    for (std::size_t i = 0; i < json.find("subjects")->array()->size(); ++i) {
        const Json& subject = (*json.find("subjects")->array())[i];
        for (std::size_t k = 0; k < subject.find("pupils")->array()->size(); ++k)
            for (const auto& [column, formula] :
                 {std::pair{"term1/average", "but ĐTBmhk = "}, std::pair{"term2/average", "but ĐTBmhk = "},
                  std::pair{"year", "but ĐTBmcn = "}}) {
                CHECK_THAT(wrong_at(fmt::format("subjects/{}/pupils/{}/{}", i, k, column)),
                           Catch::Contains(formula));
                ++averages;
            }
    }
    CHECK(averages == 72);
}

TEST_CASE("a mark book's average names the subject, the pupil and the formula") {
    Json json = sample_of_form(kBook);
    at(json, "subjects", 2, "pupils", 0, "term1", "average") = 8.0;
    at(json, "subjects", 2, "pupils", 0).object()->erase("year");
    const Findings findings = findings_of(json, book());
    CHECK(lines(findings.warnings).empty());
    REQUIRE(findings.errors.size() == 1);
    CHECK(findings.errors[0].where == "r/subjects/2/pupils/0/term1/average");
    CHECK_THAT(findings.errors[0].what.vi,
               Catch::StartsWith("Tin học, Trần Đức Minh, học kì I ghi 8,0, nhưng ĐTBmhk = (9,0 + 10,0 + 2 × "
                                 "8,5 + 3 × 9,0) / 7 = "));
}

TEST_CASE("a mark book before the end of a term has nothing to find") {
    Json json = sample_of_form(kBook);
    for (Json& subject : *at(json, "subjects").array())
        for (Json& pupil : *at(subject, "pupils").array()) {
            pupil.object()->erase("term2");
            pupil.object()->erase("year");
            for (const char* later : {"final", "average"}) at(pupil, "term1").object()->erase(later);
        }
    const Findings findings = findings_of(json, book());
    CHECK(lines(findings.errors).empty());
    CHECK(lines(findings.warnings).empty());
}

TEST_CASE("a class of the wrong grade or school year is named at its year") {
    for (const char* form : {kBook, kSummary}) {
        const Findings findings =
            findings_of(changed(sample_of_form(form), "/year/name = 2018-2019 | /year/class = 8A1"),
                        schema_of_form(form));
        CHECK(lines(findings.warnings).empty());
        REQUIRE(findings.errors.size() == 2);
        CHECK(findings.errors[0].where == "r/year/class");
        CHECK(findings.errors[1].where == "r/year/name");
    }
}

TEST_CASE("TT 27: the boxes of the summary agree with levels, tests and each other") {
    // The second pupil has T everywhere and 9 or 10 in every test.
    const std::vector<Rule> rules{
        {"result = {\"good\": true}", error, "result", "by Thông tư 27/2020/TT-BGDĐT"},
        {"result = {\"good\": true} | - subjects/dao_duc", warning, "", ""},
        {"subjects/toan/test = 7", error, "result", "(too low: Toán: 7)"},
        {"qualities/yeu_nuoc = Đ | note = Học sinh khuyết tật", warning, "result", "(too low: "},
        {"- awarded", warning, "awarded", "the box is empty"},
        {"not_promoted = true", error, "not_promoted", "\"not promoted\" is crossed"},
        {"subjects/toan/level = C | subjects/toan/test = 3 | result = {\"not_completed\": true} | - awarded",
         warning, "not_promoted", "the head of school decides"},
        {"subjects/toan/level = H | result = {\"completed\": true}", warning, "awarded",
         "\"Hoàn thành\" has no title"},
        {"subjects/toan/test = 5 | result = {\"completed\": true} | - awarded", nothing, "", ""},
        {"- result | - awarded", nothing, "", ""},
    };
    for (const Rule& rule : rules) {
        INFO(rule.change);
        Json json = sample_of_form(kSummary);
        Json& pupil = at(json, "pupils", 1);
        Json year = changed(Json::Object{{"years", Json::Array{pupil}}}, rule.change);
        pupil = at(year, "years", 0);
        const Findings findings = findings_of(json, summary());
        CHECK(findings.errors.size() == (rule.says == error ? 1 : 0));
        if (*rule.where == '\0') continue;
        const auto& found = rule.says == error ? findings.errors : findings.warnings;
        REQUIRE(found.size() == 1);
        CHECK(found[0].where == "r/pupils/1/" + std::string(rule.where));
        CHECK_THAT(found[0].what.en, Catch::Contains(rule.words));
    }
}

TEST_CASE("TT 27: a result before the end of the year is doubted") {
    const Findings findings =
        findings_of(changed(sample_of_form(kSummary), "/term = Cuối học kỳ I"), summary());
    CHECK(lines(findings.errors).empty());
    REQUIRE(findings.warnings.size() == 12);
    CHECK(findings.warnings[0].where == "r/pupils/0/result");
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
