// The order of a class list (CLDR's Vietnamese collation, by ICU).
#pragma once

#include <string>
#include <string_view>

namespace hocba {

/// A key whose byte order is that of class lists: by given name (the last word), then by the whole name;
/// a ă â b c d đ e ê …, tones ngang huyền hỏi ngã sắc nặng. `name` is well-formed UTF-8.
std::string given_name_key(std::string_view name);

}  // namespace hocba
