// What valijson found, and the same in words that a clerk understands.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/record/place.h"
#include "engine/record/record.h"

namespace hocba::record {

/// One finding of valijson: where, and its own English sentence.
struct Violation {
    Steps steps;
    std::string description;
};

/// Every violation of the schema, in document order, leaves only.
std::vector<Violation> violations(const Schema& schema, const Json& value);

/// The schema of the value at that place; null pointer if the schema does not say.
const Json* schema_at(const Json& schema, const Steps& steps);

/// Follows `$ref` to "#/…" of the same schema.
const Json* resolved(const Json& root, const Json* schema);

/// The violations as problems at `where` + pointer, and days that do not exist (format "date").
std::vector<Problem> schema_problems(const Schema& schema, const Json& value, const std::string& where);

}  // namespace hocba::record
