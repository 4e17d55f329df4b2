#include "engine/sign/xml_text_edit.h"

#include <fmt/format.h>

#include <string>

namespace hocba::sign {
namespace {

constexpr std::string_view kList = "DANH_SACH_THONG_TIN_KY";

bool ends_name(char c) {
    return c == ' ' || c == '>' || c == '/' || c == '\t' || c == '\r' || c == '\n';
}

/// The start tag of that name at or after `from`; npos.
std::size_t find_tag(std::string_view xml, std::string_view tag, std::size_t from) {
    const std::string open = fmt::format("<{}", tag);
    for (std::size_t at = xml.find(open, from); at != xml.npos; at = xml.find(open, at + 1))
        if (at + open.size() < xml.size() && ends_name(xml[at + open.size()])) return at;
    return xml.npos;
}

/// The ">" of the tag that opens at `at`: not one inside an attribute's value.
std::size_t end_of_tag(std::string_view xml, std::size_t at) {
    char quote = '\0';
    for (; at < xml.size(); ++at) {
        const char c = xml[at];
        if (quote == '\0' && c == '>') return at;
        if (c == quote)
            quote = '\0';
        else if (quote == '\0' && (c == '"' || c == '\''))
            quote = c;
    }
    return xml.npos;
}

bool has_id(std::string_view tag) {
    for (const char* name : {"id", "Id", "ID"})
        for (std::size_t at = tag.find(name); at != tag.npos; at = tag.find(name, at + 1)) {
            const std::size_t next = tag.find_first_not_of(" \t\r\n", at + 2);
            if (ends_name(tag[at - 1]) && next != tag.npos && tag[next] == '=') return true;
        }
    return false;
}

Inserted inserted(std::string_view xml, std::size_t at, std::string_view before, std::string_view text,
                  std::string_view after) {
    return {fmt::format("{}{}{}{}{}", xml.substr(0, at), before, text, after, xml.substr(at)),
            at + before.size()};
}

}  // namespace

std::string with_ids(std::string_view xml, std::string_view tag, bool numbered, std::string_view suffix) {
    std::string out;
    std::size_t copied = 0, number = 0;
    for (std::size_t at = find_tag(xml, tag, 0); at != xml.npos; at = find_tag(xml, tag, at + 1)) {
        ++number;
        if (has_id(xml.substr(at, end_of_tag(xml, at) - at))) continue;
        const std::size_t name_end = at + 1 + tag.size();
        out += xml.substr(copied, name_end - copied);
        out += numbered ? fmt::format(" id=\"{}-{}-{}\"", tag, number, suffix)
                        : fmt::format(" id=\"{}-{}\"", tag, suffix);
        copied = name_end;
    }
    return out.append(xml.substr(copied));
}

Inserted with_entry(std::string_view xml, std::string_view entry) {
    const std::size_t close = xml.rfind(fmt::format("</{}", kList));
    if (close != xml.npos) return inserted(xml, close, "", entry, "");
    const std::string open_list = fmt::format("<{}>", kList), close_list = fmt::format("</{}>", kList);
    const std::size_t empty = find_tag(xml, kList, 0);
    if (empty == xml.npos) return inserted(xml, xml.rfind("</HOC_BA"), open_list, entry, close_list);
    const std::size_t end = end_of_tag(xml, empty);  // <DANH_SACH_THONG_TIN_KY/>
    const std::string without = fmt::format("{}{}", xml.substr(0, empty), xml.substr(end + 1));
    return inserted(without, empty, open_list, entry, close_list);
}

Inserted with_last_child(std::string_view xml, std::string_view root, std::string_view child) {
    return inserted(xml, xml.rfind(fmt::format("</{}", root)), "", child, "");
}

}  // namespace hocba::sign
