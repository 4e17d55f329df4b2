#include "engine/form/style.h"

#include <fmt/format.h>

#include "engine/form/grammar.h"
#include "engine/form/value.h"

namespace hocba::form {
namespace {

const std::vector<AttributeRule>& style_rules() {
    using K = ValueKind;
    static const std::vector<AttributeRule> rules = {
        {"name", K::name, true},   {"like", K::name},        {"family", K::text},      {"bold", K::yes_no},
        {"italic", K::yes_no},     {"size", K::length},      {"line", K::length},      {"align", K::align},
        {"vertical", K::vertical}, {"colour", K::colour},    {"before", K::length},    {"after", K::length},
        {"indent", K::length},     {"padding-x", K::length}, {"padding-y", K::length}, {"border", K::length},
    };
    return rules;
}

void set_length(pugi::xml_node node, const char* name, Length& length) {
    if (const auto value = parse_length(node.attribute(name).value())) length = *value;
}

void set_flag(pugi::xml_node node, const char* name, bool& flag) {
    if (const pugi::xml_attribute attribute = node.attribute(name))
        flag = std::string_view(attribute.value()) == "yes";
}

void apply(pugi::xml_node node, Style& style) {
    if (const pugi::xml_attribute family = node.attribute("family")) style.family = family.value();
    set_flag(node, "bold", style.bold);
    set_flag(node, "italic", style.italic);
    set_length(node, "size", style.size);
    set_length(node, "line", style.line_height);
    style.align = parse_align(node.attribute("align").value()).value_or(style.align);
    style.vertical = parse_vertical(node.attribute("vertical").value()).value_or(style.vertical);
    style.colour = parse_colour(node.attribute("colour").value()).value_or(style.colour);
    set_length(node, "before", style.space_before);
    set_length(node, "after", style.space_after);
    set_length(node, "indent", style.indent);
    set_length(node, "padding-x", style.padding_x);
    set_length(node, "padding-y", style.padding_y);
    set_length(node, "border", style.border);
}

std::vector<std::string> names_of(const Styles& styles) {
    std::vector<std::string> names;
    for (const auto& [name, id] : styles.by_name) names.push_back(name);
    return names;
}

void read_style(const Source& source, pugi::xml_node node, Styles& styles, Problems& problems) {
    check_attributes(source, node, style_rules(), problems);
    Style style;
    if (const pugi::xml_attribute like = node.attribute("like")) {
        const auto found = styles.by_name.find(like.value());
        if (found == styles.by_name.end()) {
            problems.add(source.place(like), fmt::format("Không có kiểu \"{}\" ở phía trên", like.value()),
                         fmt::format("no style \"{}\" stands above", like.value()),
                         nearest_hint(like.value(), names_of(styles)));
        } else {
            style = styles.all[found->second];
        }
    }
    apply(node, style);
    if (style.size.um == 0 || style.line_height < style.size) {
        problems.add(source.place(node), "Cỡ chữ phải khác 0 và dòng không thấp hơn cỡ chữ",
                     "the size must not be 0 and the line no lower than the type");
    }
    const auto id = static_cast<StyleId>(styles.all.size());
    if (!styles.by_name.emplace(node.attribute("name").value(), id).second) {
        problems.add(source.place(node), fmt::format("Kiểu \"{}\" đã có", node.attribute("name").value()),
                     fmt::format("the style \"{}\" exists already", node.attribute("name").value()));
    }
    styles.all.push_back(std::move(style));
}

}  // namespace

Styles read_styles(const Source& source, Problems& problems) {
    Styles styles;
    if (std::string_view(source.root().name()) != "styles") {
        problems.add(source.place(source.root()), "Phần tử gốc phải là <styles>",
                     "the root element must be <styles>");
        return styles;
    }
    for (const pugi::xml_node node : source.root().children()) {
        if (node.type() != pugi::node_element) continue;
        if (std::string_view(node.name()) == "style") {
            read_style(source, node, styles, problems);
        } else {
            problems.add(source.place(node), fmt::format("Không có phần tử <{}> trong <styles>", node.name()),
                         fmt::format("unknown element <{}> in <styles>", node.name()),
                         nearest_hint(node.name(), {"style"}));
        }
    }
    if (!styles.by_name.contains("body")) {
        problems.add(source.place(source.root()), "Thiếu kiểu \"body\"", "the style \"body\" is missing");
    }
    return styles;
}

std::string describe(const Style& style) {
    return fmt::format(
        "{} bold={} italic={} size={} line={} align={} vertical={} colour={:02X}{:02X}{:02X} before={} "
        "after={} indent={} padding={},{} border={}",
        style.family, style.bold, style.italic, style.size.um, style.line_height.um,
        static_cast<int>(style.align), static_cast<int>(style.vertical), style.colour.red, style.colour.green,
        style.colour.blue, style.space_before.um, style.space_after.um, style.indent.um, style.padding_x.um,
        style.padding_y.um, style.border.um);
}

}  // namespace hocba::form
