// A violation in words: what is wrong with which value, and what the schema allows there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/record/violation.h"

namespace hocba::record {

/// Our own violation beside valijson's: a day that is not in the calendar.
inline constexpr std::string_view kNoSuchDay = "hocba: no such day";

/// Usually one problem; one for each unknown member; none where another violation of the place says more.
std::vector<Problem> explain(const Violation& violation, const Json& schema, const Json& record,
                             const std::string& where);

}  // namespace hocba::record
