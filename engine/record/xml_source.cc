#include "engine/record/xml_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <pugixml.hpp>

#include "engine/base/utf8.h"

namespace hocba::record {
namespace {

bool predefined(std::string_view after_ampersand) {
    constexpr std::array<std::string_view, 6> kKnown{"lt;", "gt;", "amp;", "apos;", "quot;", "#"};
    return std::any_of(kKnown.begin(), kKnown.end(),
                       [&](std::string_view known) { return after_ampersand.starts_with(known); });
}

/// XML 1.0 §4.6: without a DOCTYPE only five entities exist. pugixml would leave others as they stand.
std::optional<std::size_t> foreign_entity(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::string_view rest = bytes.substr(i);
        const std::string_view end = rest.starts_with("<![CDATA[") ? "]]>"
                                     : rest.starts_with("<!--")    ? "-->"
                                                                   : "";
        if (!end.empty()) {
            const auto closed = rest.find(end);
            if (closed == std::string_view::npos) return std::nullopt;
            i += closed;
        } else if (rest[0] == '&' && !predefined(rest.substr(1))) {
            return i;
        }
    }
    return std::nullopt;
}

int depth(pugi::xml_node top) {
    int deepest = 0, here = 0;
    pugi::xml_node node = top;
    while (node) {
        deepest = std::max(deepest, here);
        if (node.first_child()) {
            node = node.first_child();
            ++here;
            continue;
        }
        while (node && node != top && !node.next_sibling()) {
            node = node.parent();
            --here;
        }
        node = node == top ? pugi::xml_node() : node.next_sibling();
    }
    return deepest;
}

bool has_doctype(const pugi::xml_document& document) {
    const auto children = document.children();
    return std::any_of(children.begin(), children.end(),
                       [](pugi::xml_node node) { return node.type() == pugi::node_doctype; });
}

tl::unexpected<Error> refuse(std::string where, const char* vi, const char* en, Text hint) {
    return fail(Fault::record, std::move(where), {vi, en}, std::move(hint));
}

}  // namespace

Result<XmlSource> XmlSource::load(std::string_view bytes, const std::string& name) {
    if (bytes.size() > kLargestXml)
        return refuse(name, "Tệp XML lớn hơn 10 MB", "the XML is larger than 10 MB",
                      {"Mỗi tệp là một đơn vị học bạ", "one file is one unit"});
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    XmlSource source;
    source.name_ = name;
    source.lines_.push_back(0);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (bytes[i] == '\n') source.lines_.push_back(i + 1);
    if (const auto bad = ill_formed_at(bytes))
        return refuse(source.place_at(*bad), "Văn bản không phải UTF-8 (có thể là mã TCVN3, VNI hoặc VISCII)",
                      "the text is not UTF-8 (it may be TCVN3, VNI or VISCII)",
                      {"Xuất lại dữ liệu bằng Unicode UTF-8", "export the data again as Unicode UTF-8"});
    if (const auto entity = foreign_entity(bytes))
        return refuse(source.place_at(*entity), "Thực thể XML lạ sau dấu &", "an unknown XML entity",
                      {"Viết dấu & thành &amp;", "write & as &amp;"});
    source.document_ = std::make_shared<pugi::xml_document>();
    const pugi::xml_parse_result result = source.document_->load_buffer(
        bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
    if (!result)
        return fail(Fault::record, source.place_at(static_cast<std::size_t>(result.offset)),
                    {fmt::format("Không phải XML hợp lệ: {}", result.description()),
                     fmt::format("this is not XML: {}", result.description())},
                    {"Xuất lại tệp từ phần mềm quản lí", "export the file again"});
    if (has_doctype(*source.document_))
        return refuse(name + ":1:1", "Không nhận DOCTYPE hay thực thể trong XML",
                      "DOCTYPE and entities are refused",
                      {"Bỏ dòng <!DOCTYPE …>", "remove the line <!DOCTYPE …>"});
    if (depth(source.root()) > kDeepestXml)
        return refuse(name, "XML lồng nhau quá sâu", "the XML nests too deeply", {});
    return source;
}

pugi::xml_node XmlSource::root() const {
    return document_->document_element();
}

std::string XmlSource::place_at(std::size_t offset) const {
    const auto after = std::upper_bound(lines_.begin(), lines_.end(), offset);
    const auto line = static_cast<std::size_t>(after - lines_.begin());
    return fmt::format("{}:{}:{}", name_, line, offset - lines_[line - 1] + 1);
}

std::string XmlSource::place(pugi::xml_node node) const {
    const auto offset = node.offset_debug();
    // pugixml points at the name, one after "<".
    return offset > 0 ? place_at(static_cast<std::size_t>(offset) - 1) : name_;
}

}  // namespace hocba::record
