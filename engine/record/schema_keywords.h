// The schema's own spelling: known keywords with values of the right kind, so that no rule is lost to a typo.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::record {

/// Problems of a record.schema.json at `where` + pointer.
std::vector<Problem> keyword_problems(const Json& schema, const std::string& where);

}  // namespace hocba::record
