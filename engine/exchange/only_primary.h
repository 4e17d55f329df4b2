// The ministry's XML is specified for one kind of record only.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::exchange {

/// Fault::record unless it is a pupil's record of primary school under Thông tư 27/2020 (CV 2088/BGDĐT-GDTH,
/// II.1.5). `circular` stands in for a record that does not name one; both may be silent.
Result<void> only_primary(const Json& record, std::string_view circular, const std::string& place);

}  // namespace hocba::exchange
