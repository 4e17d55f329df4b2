#include "engine/verify/xmp.h"

#include <array>
#include <utility>

namespace hocba::verify {
namespace {

constexpr std::string_view our_namespace = "urn:hocba:xmp:1#";

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string_view name_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_name(text[end])) ++end;
    return text.substr(at, end - at);
}

/// XML 1.0, 4.6: the predefined entities.
std::string unescape(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t taken = 1;
        char c = text[i];
        for (const auto& [entity, meaning] : entities)
            if (text.substr(i, entity.size()) == entity) {
                taken = entity.size();
                c = meaning;
            }
        out += c;
        i += taken;
    }
    return out;
}

/// The prefix that the packet binds to our namespace: xmlns:PREFIX="urn:hocba:xmp:1#".
std::string prefix_of(std::string_view packet) {
    constexpr std::string_view declaration = "xmlns:";
    std::size_t at = packet.find(declaration);
    for (; at != std::string_view::npos; at = packet.find(declaration, at + 1)) {
        const std::string_view prefix = name_at(packet, at + declaration.size());
        const std::string_view rest = packet.substr(at + declaration.size() + prefix.size());
        if (prefix.empty() || rest.size() < our_namespace.size() + 3 || rest[0] != '=') continue;
        if (rest[1] != '"' && rest[1] != '\'') continue;
        if (rest.substr(2, our_namespace.size()) == our_namespace &&
            rest[2 + our_namespace.size()] == rest[1])
            return std::string(prefix);
    }
    return "";
}

}  // namespace

std::map<std::string, std::string> xmp_properties(std::string_view packet) {
    std::map<std::string, std::string> properties;
    const std::string prefix = prefix_of(packet);
    if (prefix.empty()) return properties;
    const std::string qualified = prefix + ":";
    std::size_t at = packet.find(qualified);
    for (; at != std::string_view::npos; at = packet.find(qualified, at + 1)) {
        if (at == 0 || (packet[at - 1] != '<' && packet[at - 1] != ' ' && packet[at - 1] != '\n')) continue;
        const std::string_view name = name_at(packet, at + qualified.size());
        const std::string_view rest = packet.substr(at + qualified.size() + name.size());
        const bool element = packet[at - 1] == '<' && rest.substr(0, 1) == ">";
        const bool attribute = packet[at - 1] != '<' && rest.substr(0, 2) == "=\"";
        if (name.empty() || (!element && !attribute)) continue;
        const std::size_t begin = element ? 1 : 2;
        const std::size_t end = rest.find(element ? '<' : '"', begin);
        if (end == std::string_view::npos) continue;
        std::string value = unescape(rest.substr(begin, end - begin));
        const auto [known, added] = properties.emplace(std::string(name), value);
        if (!added && known->second != value) known->second.clear();
    }
    return properties;
}

}  // namespace hocba::verify
