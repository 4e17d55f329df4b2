// Names as people type them in a search: no case, no diacritics, single spaces.
#pragma once

#include <string>
#include <string_view>

namespace hocba::archive {

/// "Nguyễn  Thị Đào" → "NGUYEN THI DAO". Ill-formed text is returned as it is.
std::string fold(std::string_view text);

}  // namespace hocba::archive
