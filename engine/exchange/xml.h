// XML as it is written here: no white space between elements, every text escaped the same way.
#pragma once

#include <string>
#include <string_view>

namespace hocba::exchange {

/// `<name>content</name>`; the content is XML already.
std::string element(std::string_view name, std::string_view content);

/// Character data. Beside & < > the quotation marks, the backslash and the line break are written as
/// references: a text then holds nothing that "escape quote" (CV 2088, II.2.2) could mean differently.
std::string escaped(std::string_view text);

}  // namespace hocba::exchange
