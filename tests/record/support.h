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

inline const Schema& primary() {
    static const Schema schema = [] {
        const Result<Schema> parsed =
            Schema::parse(source("templates/tt27-2020-tieu-hoc-so/record.schema.json"), "record.schema.json");
        REQUIRE(parsed);
        return *parsed;
    }();
    return schema;
}

inline Json sample() {
    return *parse_json(source("templates/tt27-2020-tieu-hoc-so/sample.json"), "sample.json");
}

/// A place in a JSON value that a test changes: "years", 0, "subjects".
inline Json& at(Json& value) {
    return value;
}
template <class... Rest>
Json& at(Json& value, const char* name, Rest... rest) {
    return at((*value.object())[name], rest...);
}
template <class... Rest>
Json& at(Json& value, int index, Rest... rest) {
    return at((*value.array())[static_cast<std::size_t>(index)], rest...);
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
