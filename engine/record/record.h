// Record: one pupil's data, valid for its form's schema, NFC, immutable.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::record {

/// A compiled record.schema.json (JSON Schema draft 7, by valijson), with two annotations of ours:
/// `"x-printed": true` marks what the form prints, `"x-unit": "tenths"` a mark that is kept as integer
/// tenths.
class Schema {
  public:
    /// Fault::form with a place in the schema. `{"$ref": "../definitions.json#/NAME", …}` is replaced by that
    /// member of `definitions`; members beside `$ref` replace its own.
    static Result<Schema> parse(std::string_view bytes, const std::string& name,
                                const Json& definitions = Json::Object{});
    const Json& json() const;
    struct Compiled;
    const Compiled& compiled() const { return *compiled_; }

  private:
    std::shared_ptr<const Compiled> compiled_;
};

class Record {
  public:
    const Json& json() const { return json_; }
    /// Where it was read: "record.json", "class.ndjson:12". Places of problems are `place + pointer`.
    const std::string& place() const { return place_; }
    /// 32 bytes: SHA-256 of the canonical JSON (RFC 8785), marks as integer tenths.
    std::string digest() const;
    /// The record as it was given, after NFC, canonical; `parse` of it gives an equal record.
    std::string bytes() const;

  private:
    friend Result<Record> from_json(Json, const Schema&, const std::string&);
    Json json_;   // marks as integer tenths
    Json given_;  // marks as given
    std::string place_;
};

/// Fault::record with every violation, each at `<place>/<RFC 6901 pointer>`.
Result<Record> parse(std::string_view bytes, const Schema& schema, const std::string& place);
Result<Record> from_json(Json json, const Schema& schema, const std::string& place);

/// The record of one unit: of several school years only the last is left (CV 2088/BGDĐT-GDTH, II.1.5).
Json as_unit(Json record);

/// The last of a record's school years, or its only one; null if it has none.
const Json* last_year(const Json& record);

/// The circular's rules: contradictions are errors, what the circular leaves to people is a warning. Data is
/// never corrected. `circular` is the form's, for a record that does not name one.
struct Findings {
    std::vector<Problem> errors;
    std::vector<Problem> warnings;
};
Findings check(const Record& record, std::string_view circular = "");

/// Whether the record's pupil has a personal number of 12 digits.
bool has_personal_id(const Json& record);

/// MOET's primary XML (CV 2088/BGDĐT-GDTH, phụ lục 1.1) as a record's JSON. A tag that is missing or unknown
/// is named; nothing is invented.
Result<Json> from_moet_xml(std::string_view bytes, const std::string& place);

/// One record of an input, read but not yet checked against a schema.
struct Source {
    std::string place;
    Result<Json> json;
};

/// RECORD of the command line: a .json, an .ndjson (one record a line), a MOET .xml, a folder of those, or
/// "-" (NDJSON on standard input). Fault::io if it cannot be opened; a bad record is a Source with an error,
/// so that the others go on.
Result<std::vector<Source>> open(const std::string& path);

}  // namespace hocba::record
