// Identifiers of transcripts: "Mã số tra cứu học bạ" (CV 2088/BGDĐT-GDTH, II.1.4).
#pragma once

#include <string_view>

namespace hocba {

/// RFC 9562, 5.4: version 4, variant 10xx; lower case with dashes.
bool is_uuid4(std::string_view text);

}  // namespace hocba
