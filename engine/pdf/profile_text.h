// What PDF/A asks of the strings in a file, and of what is said about the document as a whole.
#pragma once

#include <string_view>
#include <vector>

#include "engine/pdf/pdf.h"

namespace hocba::pdf {

/// Not empty, well-formed, without control characters, and short enough for a string (ISO 19005-3, 6.1.13:
/// 32 767 bytes, and two of them a UTF-16 unit).
bool is_text(std::string_view utf8);

/// Who puts it right.
Text form_hint();

std::vector<Problem> info_violations(const Info& info);

}  // namespace hocba::pdf
