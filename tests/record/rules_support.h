// A rule in one line: what is changed in a good record, and what `check` then says where.
#pragma once

#include <sstream>

#include "tests/record/support.h"

namespace hocba::record {

/// Every circular's columns and marks, as the forms' schemas have them: marks become integer tenths.
inline const Schema& lenient() {
    static const Schema schema = [] {
        const Result<Schema> parsed = Schema::parse(R"({
          "properties": {"years": {"items": {"$ref": "#/definitions/year"}},
                         "pupils": {"items": {"$ref": "#/definitions/pupil"}}},
          "definitions": {
            "mark": {"x-unit": "tenths"},
            "marks": {"properties": {"regular": {"items": {"$ref": "#/definitions/mark"}},
                                     "mid": {"$ref": "#/definitions/mark"}, "final": {"$ref": "#/definitions/mark"}}},
            "entry": {"properties": {
              "term1": {"$ref": "#/definitions/mark"}, "term2": {"$ref": "#/definitions/mark"},
              "year": {"$ref": "#/definitions/mark"}, "retest": {"$ref": "#/definitions/mark"},
              "test": {"$ref": "#/definitions/mark"},
              "marks1": {"$ref": "#/definitions/marks"}, "marks2": {"$ref": "#/definitions/marks"}}},
            "subjects": {"additionalProperties": {"$ref": "#/definitions/entry"}},
            "pupil": {"properties": {
              "term1": {"$ref": "#/definitions/mark"}, "term2": {"$ref": "#/definitions/mark"},
              "year": {"$ref": "#/definitions/mark"},
              "marks1": {"$ref": "#/definitions/marks"}, "marks2": {"$ref": "#/definitions/marks"},
              "subjects": {"$ref": "#/definitions/subjects"}}},
            "year": {"properties": {
              "subjects": {"$ref": "#/definitions/subjects"},
              "gpa": {"$ref": "#/definitions/entry"},
              "topics": {"items": {"properties": {"mark": {"$ref": "#/definitions/mark"}}}}}}}})",
                                                    "lenient.json");
        REQUIRE(parsed);
        return *parsed;
    }();
    return schema;
}

inline Json object(const std::string& text) {
    const Result<Json> json = parse_json(text, "test");
    INFO(text);
    REQUIRE(json);
    return *json;
}

/// A boy born when he is six in grade 1, his school, and one year.
inline Json record_of(const std::string& circular, const std::string& level, int start, int grade) {
    const int born = start - 5 - grade;
    Json record = object(R"({"pupil": {"name": "Nguyễn Văn A", "gender": "Nam", "mother": "Hoàng Thị C"},
                             "school": {"name": "Trường A", "district": "Quận Hoàn Kiếm"}, "years": [{}]})");
    at(record, "circular") = circular;
    at(record, "level") = level;
    at(record, "effective_on") = std::to_string(start + 1) + "-05-31";
    at(record, "pupil", "born") = std::to_string(born) + "-03-15";
    at(record, "pupil", "id") = "0012" + std::to_string(born % 100 + 100).substr(1) + "000017";
    at(record, "years", 0, "name") = std::to_string(start) + "-" + std::to_string(start + 1);
    at(record, "years", 0, "grade") = grade;
    at(record, "years", 0, "class") = std::to_string(grade) + "A1";
    return record;
}

inline std::vector<std::string> split(const std::string& text, const std::string& by) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find(by, from), text.size());
        parts.push_back(text.substr(from, end - from));
        from = end + by.size();
    }
    return parts;
}

/// The value at "subjects/toan/year", made if it is not there.
inline Json& place(Json& json, const std::vector<std::string>& steps) {
    Json* found = &json;
    for (const std::string& one : steps) found = &step(*found, one.c_str());
    return *found;
}

/// "PATH = VALUE" sets, "- PATH" removes; a path begins in the year, or with "/" in the record; a last step
/// "*" is term1, term2 and year; "scored = 7.0" is every scored subject of the year.
inline void change_one(Json& record, const std::string& change, const std::vector<const char*>& scored) {
    const bool removes = change.starts_with("- ");
    const std::string path = removes ? change.substr(2) : change.substr(0, change.find(" = "));
    if (path == "scored") {
        for (const char* key : scored)
            change_one(record, "subjects/" + std::string(key) + "/*" + change.substr(path.size()), {});
        return;
    }
    Json& root = path.starts_with('/') ? record : at(record, "years", 0);
    std::vector<std::string> steps = split(path.starts_with('/') ? path.substr(1) : path, "/");
    const std::string last = steps.back();
    steps.pop_back();
    Json& parent = place(root, steps);
    if (removes) {
        REQUIRE(parent.object()->erase(last) == 1);
        return;
    }
    const std::string text = change.substr(change.find(" = ") + 3);
    const Result<Json> json = parse_json(text, "value");
    const Json value = json ? *json : Json(text);
    const std::vector<std::string> columns =
        last == "*" ? std::vector<std::string>{"term1", "term2", "year"} : std::vector<std::string>{last};
    for (const std::string& column : columns) step(parent, column.c_str()) = value;
}

/// Several changes, " | " between them.
inline Json changed(Json record, const std::string& changes, const std::vector<const char*>& scored = {}) {
    if (changes.empty()) return record;
    for (const std::string& one : split(changes, " | ")) change_one(record, one, scored);
    return record;
}

/// These records are short: what a book of theirs would print as empty lines is rules_blank_test.cc's matter.
inline bool is_of_blank_lines(const Problem& problem) {
    return problem.what.en.starts_with("will be printed blank") ||
           problem.what.en.find("\"promotion\" is empty") != std::string::npos;
}

inline Findings findings_of(const Json& json, const Schema& schema = lenient()) {
    const Result<Record> record = from_json(json, schema, "r");
    REQUIRE(record);
    Findings findings = check(*record);
    std::erase_if(findings.warnings, is_of_blank_lines);
    return findings;
}

enum class Says { nothing, warning, error };

struct Rule {
    const char* change;
    Says says;
    const char* where;  // below "r/"; in the year unless it begins with "/"
    const char* words;  // a part of the English sentence
};

/// One rule: exactly one finding, there, in those words, with the circular's name in Vietnamese, and a hint.
inline void check_rule(const Json& json, const Rule& rule, const std::string& circular,
                       const Schema& schema = lenient()) {
    INFO(rule.change);
    const Findings findings = findings_of(json, schema);
    const std::vector<std::string> none;
    if (rule.says != Says::error) CHECK(lines(findings.errors) == none);
    if (rule.says != Says::warning) CHECK(lines(findings.warnings) == none);
    if (rule.says == Says::nothing) return;
    const auto& problems = rule.says == Says::error ? findings.errors : findings.warnings;
    INFO((problems.empty() ? std::string("no finding") : lines(problems).back()));
    REQUIRE(problems.size() == 1);
    const std::string where(rule.where);
    CHECK(problems[0].where == (where.starts_with('/') ? "r" + where : "r/years/0/" + where));
    CHECK_THAT(problems[0].what.en, Catch::Contains(rule.words));
    CHECK_THAT(problems[0].what.vi, Catch::Contains(circular));
    CHECK_FALSE(problems[0].hint.vi.empty());
}

}  // namespace hocba::record
