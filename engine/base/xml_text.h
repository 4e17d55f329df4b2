// Character data of XML (XML 1.0, 2.4).
#pragma once

#include <string>
#include <string_view>

namespace hocba {

/// `text` with & < > as entities, and each character of `references` as a numeric character reference.
std::string xml_text(std::string_view text, std::string_view references = "");

}  // namespace hocba
