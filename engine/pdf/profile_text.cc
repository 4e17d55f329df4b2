#include "engine/pdf/profile_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/utf8.h"

namespace hocba::pdf {
namespace {

constexpr std::size_t kMostBytes = 16000;
constexpr std::size_t kMostAttached = 1 << 30;  // offsets in the file have four bytes

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_alphanumeric(char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
}

/// BCP 47 by its outline: subtags of 1 to 8 letters and digits, the first of 2 or 3 letters.
bool is_language(std::string_view tag) {
    bool first = true;
    while (true) {
        const std::string_view part = tag.substr(0, tag.find('-'));
        const bool fits =
            first
                ? part.size() >= 2 && part.size() <= 3 && std::all_of(part.begin(), part.end(), is_letter)
                : !part.empty() && part.size() <= 8 && std::all_of(part.begin(), part.end(), is_alphanumeric);
        if (!fits) return false;
        if (part.size() == tag.size()) return true;
        tag.remove_prefix(part.size() + 1);
        first = false;
    }
}

bool is_property_name(std::string_view name) {
    return !name.empty() && is_letter(name.front()) && std::all_of(name.begin(), name.end(), is_alphanumeric);
}

bool is_mime(std::string_view type) {
    const auto regular = [](char c) {
        return is_alphanumeric(c) || std::string_view("/.+-").find(c) != std::string_view::npos;
    };
    return std::count(type.begin(), type.end(), '/') == 1 && type.size() < 100 &&
           std::all_of(type.begin(), type.end(), regular);
}

Problem wrong(std::string where, std::string_view value) {
    return {"info." + where,
            {fmt::format("Thông tin chung của tài liệu thiếu hoặc sai: “{}”.", value),
             fmt::format("missing or unusable document information: \"{}\"", value)},
            form_hint()};
}

}  // namespace

bool is_text(std::string_view utf8) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; };
    return !utf8.empty() && utf8.size() <= kMostBytes && !ill_formed_at(utf8) &&
           std::none_of(utf8.begin(), utf8.end(), control);
}

Text form_hint() {
    return {"Hãy báo người làm mẫu biểu.", "tell the form's author"};
}

std::vector<Problem> info_violations(const Info& info) {
    std::vector<Problem> problems;
    if (!is_text(info.title)) problems.push_back(wrong("title", info.title));
    if (!is_language(info.language)) problems.push_back(wrong("language", info.language));
    if (!is_text(info.producer)) problems.push_back(wrong("producer", info.producer));
    if (info.id.size() != 16) problems.push_back(wrong("id", fmt::format("{} byte", info.id.size())));
    std::set<std::string_view> seen;
    for (const auto& [key, value] : info.properties)
        if (!is_property_name(key) || !is_text(value) || !seen.insert(key).second)
            problems.push_back(wrong("properties/" + key, value));
    seen.clear();
    std::size_t attached = 0;
    for (const Attachment& file : info.attachments)
        if (!is_text(file.name) || !is_text(file.description) || !is_mime(file.mime) ||
            !seen.insert(file.name).second)
            problems.push_back(wrong("attachments/" + file.name, file.mime));
    for (const Attachment& file : info.attachments) attached += file.bytes.size();
    if (attached > kMostAttached) problems.push_back(wrong("attachments", fmt::format("{} byte", attached)));
    return problems;
}

}  // namespace hocba::pdf
