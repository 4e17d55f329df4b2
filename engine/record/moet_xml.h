// What of a MOET XML can be read, for those who must know even when it is not a whole record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::record {

struct MoetReading {
    Json json;
    std::vector<Problem> problems;  // tags that are missing, unknown, repeated or not to be read
};

/// As from_moet_xml; an error only if the bytes are no XML.
Result<MoetReading> read_moet_xml(std::string_view bytes, const std::string& place);

}  // namespace hocba::record
