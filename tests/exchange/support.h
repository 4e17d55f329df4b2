// Units of the samples, and other people's programs on what is made of them.
#pragma once

#include <string>
#include <vector>

#include "engine/exchange/export.h"
#include "tests/record/support.h"
#include "tests/support/process.h"

namespace hocba::exchange {

inline const char* const kMoetSample = "samples/moet-cv2088/hoc-ba.xml";
inline const char* const kClass = HOCBA_SOURCE "/samples/tieu-hoc-35.ndjson";

/// The invented codes of MOET's completed example.
inline SubjectCodes sample_codes() {
    const char* const path = "samples/moet-cv2088/ma-mon-hoc.json";
    const Result<SubjectCodes> codes = subject_codes(*parse_json(record::source(path), path), path);
    REQUIRE(codes);
    return *codes;
}

inline record::Record record_of(const Json& json, const std::string& place = "r.json") {
    const Result<record::Record> record = record::from_json(json, record::primary(), place);
    REQUIRE(record);
    return *record;
}

inline Unit unit_of(const Json& json, const SubjectCodes& codes = sample_codes()) {
    const Result<Unit> unit = to_moet_xml(record_of(json), codes);
    REQUIRE(unit);
    return *unit;
}

/// A pupil of the class of 35, in grade 4, without what the form does not print.
inline std::vector<Json> class_of_35() {
    const auto sources = record::open(kClass);
    REQUIRE(sources);
    REQUIRE(sources->size() == 35);
    std::vector<Json> records;
    for (const record::Source& source : *sources) records.push_back(*source.json);
    return records;
}

inline std::string written(const test::Folder& folder, const std::string& name, const std::string& bytes) {
    REQUIRE(write_file(folder.path() / name, bytes));
    return folder / name;
}

/// Exclusive XML is not meant: Canonical XML 1.0 by libxml2, white space between elements left out.
inline std::string canonical_xml(const std::string& bytes) {
    const test::Folder folder("c14n");
    const test::Outcome done = test::run("xmllint --noblanks --c14n " + written(folder, "x.xml", bytes));
    INFO(done.output);
    REQUIRE(done.status == 0);
    return done.output;
}

/// The list that is packed, by Python's gzip, base64 and json.
inline std::string decoded(const std::string& content) {
    const test::Folder folder("content");
    const test::Outcome done = test::run("python3 -B " HOCBA_SOURCE "/tests/exchange/decode_content.py " +
                                         written(folder, "c.txt", content));
    INFO(done.output.substr(0, 2000));
    REQUIRE(done.status == 0);
    return done.output;
}

}  // namespace hocba::exchange
