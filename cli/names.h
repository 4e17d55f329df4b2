// What machines call roles and places, in a clerk's words; JSON keeps the machines' names.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace hocba::cli {

/// "principal" → "hiệu trưởng", "principal"; an unknown role is its own name.
Text role_name(const std::string& role);

/// "field principal" → "ô ký hiệu trưởng", "page 3, 12 mm 140 mm" → "trang 3, 12 mm 140 mm". Files, paths and
/// names of formats stay as they are: a person looks for them.
Text place_name(std::string_view where);

}  // namespace hocba::cli
