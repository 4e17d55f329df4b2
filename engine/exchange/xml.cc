#include "engine/exchange/xml.h"

#include <fmt/format.h>

#include "engine/base/xml_text.h"

namespace hocba::exchange {

std::string element(std::string_view name, std::string_view content) {
    return fmt::format("<{0}>{1}</{0}>", name, content);
}

std::string escaped(std::string_view text) {
    return xml_text(text, "\"'\\\n\r\t");
}

}  // namespace hocba::exchange
