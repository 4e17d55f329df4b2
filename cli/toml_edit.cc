#include "cli/toml_edit.h"

#include <fmt/format.h>

namespace hocba::cli {
namespace {

struct Span {
    std::size_t begin = 0, end = 0;  // end 0: none
};

/// toml++ counts columns in code points.
std::size_t offset_of(const std::string& text, const toml::source_position& position) {
    std::size_t at = 0;
    for (unsigned line = 1; line < position.line && at != std::string::npos; ++line)
        at = text.find('\n', at) + 1;
    for (unsigned column = 1; column < position.column && at < text.size();) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
        ++column;
    }
    return at;
}

/// A basic or literal string with its quotes (TOML 1.0, "String").
Span string_at(const std::string& text, const toml::node* node) {
    if (node == nullptr || !node->is_string()) return {};
    const std::size_t begin = offset_of(text, node->source().begin);
    const char quote = begin < text.size() ? text[begin] : '\0';
    if (quote != '"' && quote != '\'') return {};
    if (text.compare(begin, 3, std::string(3, quote)) == 0) return {};  // multi-line
    for (std::size_t at = begin + 1; at < text.size() && text[at] != '\n'; ++at) {
        if (text[at] == '\\' && quote == '"')
            ++at;
        else if (text[at] == quote)
            return {begin, at + 1};
    }
    return {};
}

std::string quoted(const std::string& value) {
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

}  // namespace

std::string with_text(const std::string& text, const toml::table& table, const std::string& name,
                      const std::string& after, const std::string& value) {
    if (table.contains(name)) {
        const Span old = string_at(text, table.get(name));
        return old.end == 0 ? "" : text.substr(0, old.begin) + quoted(value) + text.substr(old.end);
    }
    const Span before = string_at(text, table.get(after));
    if (before.end == 0) return "";
    return text.substr(0, before.end) + (table.is_inline() ? ", " : "\n") + name + " = " + quoted(value) +
           text.substr(before.end);
}

}  // namespace hocba::cli
