// The primary form's schema and records that a test reads.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "engine/base/file.h"
#include "engine/record/record.h"

namespace hocba::record {

inline std::string source(const std::string& path) {
    const Result<std::string> bytes = read_file(std::string(HOCBA_SOURCE) + "/" + path);
    REQUIRE(bytes);
    return *bytes;
}

inline Schema schema_of_form(const std::string& form) {
    const Json definitions = *parse_json(source("templates/definitions.json"), "definitions.json");
    const Result<Schema> parsed =
        Schema::parse(source("templates/" + form + "/record.schema.json"), "record.schema.json", definitions);
    REQUIRE(parsed);
    return *parsed;
}

inline Json sample_of_form(const std::string& form) {
    return *parse_json(source("templates/" + form + "/sample.json"), "sample.json");
}

inline const Schema& primary() {
    static const Schema schema = schema_of_form("tt27-2020-tieu-hoc-so");
    return schema;
}

inline Json sample() {
    return sample_of_form("tt27-2020-tieu-hoc-so");
}

inline Json& step(Json& value, const char* name) {
    if (value.is_null()) value = Json::Object{};
    return (*value.object())[name];
}
inline Json& step(Json& value, int index) {
    return (*value.array())[static_cast<std::size_t>(index)];
}
/// A place in a JSON value that a test changes: at(json, "years", 0, "subjects").
template <class... Steps>
Json& at(Json& value, Steps... steps) {
    Json* found = &value;
    ((found = &step(*found, steps)), ...);
    return *found;
}

inline std::vector<Problem> problems_of(const Json& json, const Schema& schema = primary()) {
    const Result<Record> record = from_json(json, schema, "r.json");
    return record ? std::vector<Problem>{} : record.error().problems;
}

/// "where: English", one a problem.
inline std::vector<std::string> lines(const std::vector<Problem>& problems) {
    std::vector<std::string> out;
    for (const Problem& problem : problems) out.push_back(problem.where + ": " + problem.what.en);
    return out;
}

}  // namespace hocba::record
