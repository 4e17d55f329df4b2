// The schema as a wall: what passes, and the place and words of what does not.
#include "tests/record/support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

/// The only problem of a schema that is refused.
Problem schema_problem(const std::string& bytes) {
    const Result<Schema> schema = Schema::parse(bytes, "s.json");
    REQUIRE_FALSE(schema);
    CHECK(schema.error().fault == Fault::form);
    REQUIRE(schema.error().problems.size() == 1);
    return schema.error().problems[0];
}

Schema schema_of(const std::string& bytes) {
    const Result<Schema> schema = Schema::parse(bytes, "s.json");
    REQUIRE(schema);
    return *schema;
}

}  // namespace

TEST_CASE("the sample of the primary form is a record") {
    CHECK(lines(problems_of(sample())).empty());
}

TEST_CASE("a schema with a misspelt keyword is refused at its place, with the nearest keyword") {
    const Problem problem = schema_problem(R"({"properties": {"a/b": {"type": "string", "maxLenght": 3}}})");
    CHECK(problem.where == "s.json/properties/a~1b/maxLenght");
    CHECK(problem.hint.en == "did you mean \"maxLength\"?");
}

TEST_CASE("each error of a schema has its place") {
    CHECK(schema_problem("{").where == "s.json:1:2");
    CHECK(schema_problem(R"({"type": "strng"})").where == "s.json/type");
    CHECK(schema_problem(R"({"properties": {"a": {"pattern": "["}}})").where ==
          "s.json/properties/a/pattern");
    CHECK(schema_problem(R"({"items": {"$ref": "#/definitions/none"}})").where == "s.json/items/$ref");
    CHECK(schema_problem(R"({"items": {"$ref": "https://example.org/s"}})").where == "s.json/items/$ref");
    CHECK(schema_problem(R"({"x-unit": "halves"})").where == "s.json/x-unit");
    CHECK(schema_problem(R"({"x-printed": "yes"})").where == "s.json/x-printed");
    CHECK(schema_problem(R"({"$schema": "http://json-schema.org/draft-04/schema#"})").where ==
          "s.json/$schema");
}

TEST_CASE("places are RFC 6901 pointers: a slash is ~1, a tilde is ~0") {
    const Schema schema =
        schema_of(R"({"properties": {"a/b": {"properties": {"c~d": {"type": "string"}}}}})");
    const Json json = *parse_json(R"({"a/b": {"c~d": 1}})", "r");
    CHECK(lines(problems_of(json, schema)) ==
          std::vector<std::string>{"r.json/a~1b/c~0d: 1 must be a string"});
}

TEST_CASE("only leaves are reported, all of them, in the order of the record") {
    Json json = sample();
    at(json, "years", 0, "subjects", "toan", "level") = "Đ";
    at(json, "pupil", "gender") = "nam";
    at(json, "pupil", "hoten") = "A";
    at(json, "years", 0, "weight_kg") = "29.5";
    at(json, "years", 0, "absences", "excused") = -1;
    CHECK(lines(problems_of(json)) ==
          std::vector<std::string>{
              "r.json/pupil/hoten: the form has no member \"hoten\"",
              "r.json/pupil/gender: \"nam\" (Giới tính) is not one of the allowed values: \"Nam\", \"Nữ\"",
              "r.json/years/0/absences/excused: -1 (Có phép) must be from 0 to 400",
              "r.json/years/0/subjects/toan/level: \"Đ\" (Mức đạt được) is not one of the allowed values: "
              "\"T\", "
              "\"H\", \"C\"",
              "r.json/years/0/weight_kg: \"29.5\" (Cân nặng (kg)) must be a number",
          });
}

TEST_CASE("a test in a subject without tests is unknown, and the article is the hint") {
    Json json = sample();
    at(json, "years", 0, "subjects", "dao_duc", "test") = 9;
    const std::vector<Problem> problems = problems_of(json);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == "r.json/years/0/subjects/dao_duc/test");
    CHECK_THAT(problems[0].hint.vi, Catch::Contains("Điều 7 khoản 1 điểm b"));
}

TEST_CASE("a day that does not exist is refused; leap days exist in leap years only") {
    Json json = sample();
    at(json, "pupil", "born") = "2014-02-29";
    CHECK(lines(problems_of(json)) ==
          std::vector<std::string>{
              "r.json/pupil/born: \"2014-02-29\" (Ngày, tháng, năm sinh) is no day of the calendar"});
    at(json, "pupil", "born") = "2016-02-29";
    CHECK(problems_of(json).empty());
    at(json, "pupil", "born") = 20140315;
    CHECK(lines(problems_of(json)) ==
          std::vector<std::string>{"r.json/pupil/born: 20140315 (Ngày, tháng, năm sinh) must be a string"});
}

TEST_CASE("an upper-case UUID, version 1 or nothing at all is no look-up number") {
    for (const char* uuid :
         {"6F1D2C8E-0B7A-4C35-9A41-2F5D7E3B9C10", "6f1d2c8e-0b7a-1c35-9a41-2f5d7e3b9c10", ""}) {
        Json json = sample();
        at(json, "lookup_uuid") = uuid;
        const std::vector<Problem> problems = problems_of(json);
        REQUIRE(problems.size() == 1);
        CHECK(problems[0].where == "r.json/lookup_uuid");
    }
}

TEST_CASE("every object of the primary schema refuses unknown members, and every text has a limit") {
    int objects = 0, texts = 0;
    const auto walk = [&](const auto& self, const Json& schema) -> void {
        if (schema.text_or("type") == "object") {
            ++objects;
            CHECK(schema.find("additionalProperties") != nullptr);
            CHECK(schema.find("title") != nullptr);
        }
        if (schema.text_or("type") == "string") {
            ++texts;
            INFO(schema.text_or("title"));
            const bool limited = schema.find("maxLength") != nullptr || schema.find("pattern") != nullptr ||
                                 schema.find("format") != nullptr;
            CHECK(limited);
        }
        if (const auto* members = schema.object())
            for (const auto& [name, member] : *members) self(self, member);
    };
    walk(walk, primary().json());
    CHECK(objects == 30);  // root and pupil to head 6, a year and its parts 6, subjects 1 + 14, levels 3
    CHECK(texts == 57);    // root 5, pupil 13, school 7, history 5, opened 5, a year 22
}

TEST_CASE("a thousand complaints are cut after 200, and the rest is counted") {
    const Schema schema = schema_of(R"({"items": {"type": "string"}})");
    Json::Array items(1000, Json(1));
    const std::vector<Problem> problems = problems_of(items, schema);
    REQUIRE(problems.size() == 201);
    CHECK(problems[199].where == "r.json/199");
    CHECK(problems[200].what.en == "there are 800 more problems");
}
