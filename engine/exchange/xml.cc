#include "engine/exchange/xml.h"

#include <fmt/format.h>

namespace hocba::exchange {

std::string element(std::string_view name, std::string_view content) {
    return fmt::format("<{0}>{1}</{0}>", name, content);
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
            case '\'':
            case '\\':
            case '\n':
            case '\r':
            case '\t':
                out += fmt::format("&#{};", static_cast<int>(c));
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace hocba::exchange
