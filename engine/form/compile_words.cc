// Words of form.xml: text with holes, the labels in it, and the paths against the record's schema.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/form/compile.h"
#include "engine/form/placeholder.h"

namespace hocba::form {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

/// What a form may print of the issue.
const std::vector<std::string>& issue_names() {
    static const std::vector<std::string> names = {"code", "date", "host", "revision", "school", "uuid"};
    return names;
}

/// Runs of white space become one space, as in HTML.
std::string collapsed(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (kSpace.find(c) == kSpace.npos) {
            out += c;
        } else if (out.empty() || out.back() != ' ') {
            out += ' ';
        }
    }
    return out;
}

bool after_space(const Words& words) {
    if (words.empty()) return true;
    const Piece& last = words.back();
    return !last.text.empty() && (last.text.back() == ' ' || last.text.back() == '\n');
}

void trim_end(Words& words) {
    while (!words.empty() && !words.back().text.empty() && words.back().text.back() == ' ') {
        words.back().text.pop_back();
        if (!words.back().text.empty()) return;
        words.pop_back();
    }
}

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
}

}  // namespace

Words Compiler::words(pugi::xml_node node, const Context& context) {
    Words out;
    collect(node, context, {}, out);
    trim_end(out);
    if (!context.source.empty()) label(out, context, source_.place(node));
    return out;
}

void Compiler::collect(pugi::xml_node node, const Context& context, Piece look, Words& out) {
    for (const pugi::xml_node child : node.children()) {
        const std::string_view name = child.name();
        Piece inner = look;
        if (child.type() != pugi::node_element) {
            text(child, context, look, out);
        } else if (name == "b" || name == "i") {
            (name == "b" ? inner.bold : inner.italic) = true;
            collect(child, context, inner, out);
        } else if (name == "br") {
            trim_end(out);
            out.push_back({"\n", {}});
        } else if (name == "page-number" || name == "page-count") {
            inner.field = name == "page-number" ? Field::page_number : Field::page_count;
            out.push_back(std::move(inner));
            if (context.furniture) continue;
            problems_.add(source_.place(child), "Số trang chỉ đứng ở đầu trang hay chân trang",
                          "page numbers stand in the header or footer only");
        }
    }
}

void Compiler::text(pugi::xml_node node, const Context& context, const Piece& look, Words& out) {
    const auto place = [&](std::size_t nth) { return source_.place(node, '{', nth); };
    for (Piece piece : parse_words(collapsed(nfc(node.value())), place, problems_)) {
        if (piece.hole) check(*piece.hole, context);
        if (!piece.hole && after_space(out) && piece.text.front() == ' ') piece.text.erase(0, 1);
        if (!piece.hole && piece.text.empty()) continue;
        piece.bold = look.bold;
        piece.italic = look.italic;
        out.push_back(std::move(piece));
    }
}

Words Compiler::attribute_words(pugi::xml_attribute attribute, const Context& context) {
    const std::string place = source_.place(attribute);
    Words out = parse_words(
        collapsed(nfc(attribute.value())), [&](std::size_t) { return place; }, problems_);
    for (const Piece& piece : out) {
        if (piece.hole) check(*piece.hole, context);
    }
    if (!context.source.empty()) label(out, context, place);
    return out;
}

/// Literal text between holes and line ends, if it has a letter.
void Compiler::label(const Words& words, const Context& context, const std::string& place) {
    std::vector<Label>& labels = context.source == "own" ? form_.own_labels : form_.labels;
    std::string text;
    const auto finish = [&] {
        const std::size_t begin = text.find_first_not_of(' ');
        if (begin != text.npos && has_letter(text)) {
            const std::string trimmed = text.substr(begin, text.find_last_not_of(' ') - begin + 1);
            labels.push_back({trimmed, context.source, context.verified, place});
        }
        text.clear();
    };
    for (const Piece& piece : words) {
        if (piece.hole || piece.field != Field::none || piece.text == "\n") {
            finish();
        } else {
            text += piece.text;
        }
    }
    finish();
}

void Compiler::check(const Hole& hole, const Context& context) {
    const Schemas found = resolve(hole.path, context, hole.place);
    if (found.empty()) return;
    const std::string path = fmt::format("{}", fmt::join(hole.path, "."));
    if (is_composite(found)) {
        problems_.add(hole.place, fmt::format("\"{}\" là một nhóm, không in được", path),
                      fmt::format("\"{}\" is a group and cannot be printed", path),
                      nearest_hint("", schema_.names(found)));
    } else if (is_tenths(found) != (hole.format == Format::mark || hole.format == Format::whole)) {
        problems_.add(
            hole.place,
            fmt::format("\"{}\": điểm thập phân (x-unit tenths) và |mark hay |whole phải đi cùng nhau", path),
            fmt::format("\"{}\": marks in tenths and |mark or |whole go together", path));
    }
}

Schemas Compiler::resolve(const Path& path, const Context& context, const std::string& place) {
    const auto unknown = [&](const std::string& name, std::vector<std::string> known) {
        problems_.add(place, fmt::format("Không có \"{}\" trong \"{}\"", name, fmt::join(path, ".")),
                      fmt::format("\"{}\" of \"{}\" is unknown", name, fmt::join(path, ".")),
                      nearest_hint(name, known));
        return Schemas{};
    };
    if (path.front() == "issue") {
        const auto& names = issue_names();
        const std::string name = path.size() == 2 ? path[1] : fmt::format("{}", fmt::join(path, "."));
        return std::find(names.begin(), names.end(), name) == names.end() ? unknown(name, names) : Schemas{};
    }
    const auto variable = std::find_if(context.variables.rbegin(), context.variables.rend(),
                                       [&](const auto& v) { return v.first == path.front(); });
    const bool bound = variable != context.variables.rend();
    if (bound && variable->second.empty()) return {};  // its list was reported
    if (bound && path.size() == 2 && (path[1] == kCurrent || path[1] == kPosition)) return {};
    Schemas at = bound ? variable->second : schema_.root();
    for (std::size_t i = bound ? 1 : 0; i < path.size(); ++i) {
        const Schemas next = schema_.member(at, path[i]);
        if (next.empty()) {
            std::vector<std::string> known = schema_.names(at);
            for (const auto& [name, schemas] : context.variables) {
                if (i == 0) known.push_back(name);
            }
            return unknown(path[i], known);
        }
        at = next;
    }
    return at;
}

}  // namespace hocba::form
