// How large one record may be, and what to say of one that is larger.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::record {

/// One record as JSON. A transcript of twelve years with full remarks stays below a tenth of this.
inline constexpr std::size_t kLargestRecord = std::size_t{1} << 20;
/// Beyond this an oversized record is not even read to name its longest text.
inline constexpr std::size_t kLargestRead = std::size_t{16} << 20;

/// One record's JSON; Fault::record if it is larger than kLargestRecord, or if its circular's name has a
/// character that cannot be meant.
Result<Json> read_record(std::string_view bytes, const std::string& place);

/// Names the longest text of the record and its place.
tl::unexpected<Error> too_large(const Json& record, const std::string& place);

}  // namespace hocba::record
