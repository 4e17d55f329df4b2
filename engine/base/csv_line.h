// A table for other programs, line by line (RFC 4180).
#pragma once

#include <string>
#include <vector>

namespace hocba {

/// One row with commas and "\r\n".
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace hocba
