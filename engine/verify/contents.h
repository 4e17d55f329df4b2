// The DER value in a signature's /Contents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hocba::verify {

/// Contents is the DER value and then only zeros (ISO 32000-1, 12.8.3.3; strictly: no other digit).
std::string_view der_of(const std::string& contents, std::vector<std::string>& faults);

}  // namespace hocba::verify
