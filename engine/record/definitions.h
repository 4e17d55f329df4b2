// What the schemas of several forms share: templates/definitions.json.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.h"

namespace hocba::record {

/// Replaces every `{"$ref": "../definitions.json#/NAME", …}` by `definitions[NAME]`, itself expanded; members
/// beside
/// `$ref` replace the definition's own. Names that are missing, and circles, are problems at `where` +
/// pointer.
void expand(Json& schema, const Json& definitions, const std::string& where, std::vector<Problem>& problems);

}  // namespace hocba::record
