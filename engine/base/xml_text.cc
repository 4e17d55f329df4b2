#include "engine/base/xml_text.h"

#include <fmt/format.h>

namespace hocba {

std::string xml_text(std::string_view text, std::string_view references) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (references.find(c) != references.npos)
            out += fmt::format("&#{};", static_cast<int>(c));
        else
            out += c;
    }
    return out;
}

}  // namespace hocba
