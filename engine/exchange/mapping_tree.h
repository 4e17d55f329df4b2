// A record while its values come together, from several sheets in any order.
#pragma once

#include <string>

#include "engine/base/json.h"
#include "engine/record/place.h"

namespace hocba::exchange {

/// Until all is there an array is an object with the members "0", "1", …, "last".
void put(Json& tree, const record::Steps& steps, Json value);

/// Arrays in their order, without gaps.
Json materialised(const Json& tree);

/// Where a value of the tree stands in the materialised record (RFC 6901).
std::string pointer_in(const Json& tree, const record::Steps& steps);

}  // namespace hocba::exchange
