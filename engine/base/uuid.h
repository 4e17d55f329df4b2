// Identifiers of transcripts: "Mã số tra cứu học bạ" (CV 2088/BGDĐT-GDTH, II.1.4).
#pragma once

#include <string>
#include <string_view>

namespace hocba {

/// RFC 9562, 5.4: version 4, variant 10xx; lower case with dashes.
bool is_uuid4(std::string_view text);

/// The first 16 bytes in that form, with version and variant set.
std::string uuid4_of(std::string_view bytes);

}  // namespace hocba
