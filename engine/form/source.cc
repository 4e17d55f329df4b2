#include "engine/form/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "engine/base/utf8.h"

namespace hocba::form {
namespace {

constexpr int kDeepest = 32;
constexpr std::size_t kStride = 256;  // so that a place costs the same wherever it is
constexpr auto kFlags =
    pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata | pugi::parse_declaration;

bool begins_character(char c) {
    return (c & 0xC0) != 0x80;  // bytes 10xxxxxx continue one
}

/// The name in "&name;", if that is no entity of XML 1.0 §4.6 nor a character reference.
std::string_view unknown_entity(std::string_view text) {
    for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
        const std::size_t end =
            text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", at + 1);
        if (end != text.npos && text[end] == ';' && end > at + 1) return text.substr(at, end - at + 1);
    }
    return {};
}

/// In the node's own text or attributes.
std::string_view unknown_entity(pugi::xml_node node) {
    std::string_view entity = unknown_entity(std::string_view(node.value()));
    for (const pugi::xml_attribute attribute : node.attributes()) {
        if (entity.empty()) entity = unknown_entity(std::string_view(attribute.value()));
    }
    return entity;
}

/// The next node in the order of the text, below `root`; `depth` follows.
pugi::xml_node next(pugi::xml_node node, pugi::xml_node root, int& depth) {
    if (node.first_child()) {
        ++depth;
        return node.first_child();
    }
    for (; node != root && !node.next_sibling(); --depth) node = node.parent();
    return node == root ? pugi::xml_node() : node.next_sibling();
}

}  // namespace

Result<Source> Source::parse(std::string text, const std::string& name) {
    Source source;
    source.name_ = name;
    source.text_ = std::move(text);
    source.index();
    if (const auto bad = ill_formed_at(source.text_)) {
        return fail(Fault::form, source.place(*bad), {"Không phải UTF-8 hợp lệ", "this is not UTF-8"});
    }
    source.parsed_ = std::make_unique<char[]>(source.text_.size() + 1);
    std::memcpy(source.parsed_.get(), source.text_.data(), source.text_.size());
    source.document_ = std::make_unique<pugi::xml_document>();
    const auto parsed = source.document_->load_buffer_inplace(source.parsed_.get(), source.text_.size(),
                                                              kFlags, pugi::encoding_utf8);
    if (!parsed) {
        return fail(Fault::form,
                    source.place(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, parsed.offset))),
                    {fmt::format("Không phải XML hợp lệ: {}", parsed.description()),
                     fmt::format("this is not well-formed XML: {}", parsed.description())});
    }
    if (auto checked = source.check(); !checked) return forward(std::move(checked));
    return source;
}

Result<void> Source::check() const {
    for (const pugi::xml_node node : *document_) {
        if (node.type() == pugi::node_doctype) {
            return fail(Fault::form, place(node), {"Không được có DOCTYPE", "a DOCTYPE is not allowed"},
                        {"Hãy bỏ dòng DOCTYPE", "remove the DOCTYPE"});
        }
        if (node.type() == pugi::node_element && node != root()) {
            return fail(Fault::form, place(node),
                        {"Chỉ được có một phần tử gốc", "there are two root elements"});
        }
    }
    int depth = 0;
    for (pugi::xml_node node = root(); node; node = next(node, root(), depth)) {
        if (depth > kDeepest) {
            return fail(Fault::form, place(node),
                        {"Các phần tử lồng nhau quá sâu", "the elements nest too deeply"});
        }
        if (const std::string_view entity = unknown_entity(node); !entity.empty()) {
            return fail(
                Fault::form, place(node),
                {fmt::format("Không có thực thể {}", entity), fmt::format("unknown entity {}", entity)},
                {"Hãy viết chính ký tự đó", "write the character itself"});
        }
    }
    return {};
}

std::size_t Source::offset(const char* in_parsed) const {
    return std::min(static_cast<std::size_t>(in_parsed - parsed_.get()), text_.size());
}

void Source::index() {
    lines_.push_back(0);
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (i % kStride == 0) characters_.push_back(characters);
        if (begins_character(text_[i])) ++characters;
        if (text_[i] == '\n') lines_.push_back(i + 1);
    }
    characters_.push_back(characters);
}

std::size_t Source::characters_before(std::size_t offset) const {
    const std::size_t block = offset / kStride;
    const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(block * kStride);
    const auto end = text_.begin() + static_cast<std::ptrdiff_t>(offset);
    return characters_[block] + static_cast<std::size_t>(std::count_if(begin, end, begins_character));
}

/// A column is a character, as editors count.
std::string Source::place(std::size_t offset) const {
    const auto after = std::upper_bound(lines_.begin(), lines_.end(), offset);
    const std::size_t column = characters_before(offset) - characters_before(*std::prev(after)) + 1;
    return fmt::format("{}:{}:{}", name_, after - lines_.begin(), column);
}

std::string Source::place(pugi::xml_node node) const {
    const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, node.offset_debug()));
    const bool element = node.type() == pugi::node_element;
    return place(element && at > 0 ? at - 1 : at);  // pugixml points behind the "<"
}

std::string Source::place(pugi::xml_attribute attribute) const {
    return place(offset(attribute.name()));
}

std::string Source::place(pugi::xml_node text, char character, std::size_t nth) const {
    std::size_t at = offset(text.value());
    for (std::size_t seen = 0; at < text_.size(); ++at) {
        if (text_[at] == character && seen++ == nth) break;
    }
    return place(std::min(at, text_.size()));
}

}  // namespace hocba::form
