// How a value of the record is printed: a closed set of formats.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/json.h"
#include "engine/form/node.h"

namespace hocba::form {

std::optional<Format> parse_format(std::string_view name);
std::vector<std::string> format_names();

/// The value as printed, NFC; nothing if the format cannot print it (an object, a day that does not exist, a
/// level that the circular does not know).
std::optional<std::string> print(const Json& value, Format format);

/// How a cell of a kind with numbers prints its number.
Format format_of(SealKind::Marks marks);

/// ND 30/2020, phụ lục I: a zero before days under 10 and months 1 and 2, none before other months.
std::string print_date(Date date);        // "05/9/2024"
std::string print_date_long(Date date);   // "ngày 05 tháng 9 năm 2024"
std::string print_date_words(Date date);  // "05 tháng 9 năm 2024"

}  // namespace hocba::form
