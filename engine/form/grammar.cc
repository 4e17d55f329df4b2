#include "engine/form/grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/form/placeholder.h"
#include "engine/form/value.h"

namespace hocba::form {
namespace {

bool is_space(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::vector<std::string> names_of_children(const ElementRule& rule) {
    std::vector<std::string> names;
    for (const ChildRule& child : rule.children) names.emplace_back(child.name);
    if (rule.content == Content::blocks || rule.content == Content::either) {
        for (const char* name : {"h", "p", "stack", "keep", "box", "columns", "fields", "table", "seal",
                                 "signature", "page-break"}) {
            names.emplace_back(name);
        }
    }
    if (rule.content == Content::words || rule.content == Content::either) {
        for (const char* name : {"b", "i", "br", "page-number", "page-count"}) names.emplace_back(name);
    }
    return names;
}

class Checker {
  public:
    Checker(const Source& source, Problems& problems) : source_(source), problems_(problems) {}

    void element(pugi::xml_node node) {
        const ElementRule& rule = *element_rule(node.name());
        check_attributes(source_, node, rule.attributes, problems_);
        if (node.attribute("each").empty() != node.attribute("as").empty()) {
            problems_.add(source_.place(node), "each và as phải đi cùng nhau", "each and as go together");
        }
        if (node.attribute("each").empty() && !node.attribute("sort").empty()) {
            problems_.add(source_.place(node), "sort chỉ dùng cùng each", "sort goes with each");
        }
        const std::vector<std::string> known = names_of_children(rule);
        for (const pugi::xml_node child : node.children()) {
            if (child.type() == pugi::node_element) {
                if (allowed(child, rule, known)) element(child);
            } else {
                text(child, rule);
            }
        }
        if (rule.content == Content::sequence) order(node, rule);
        if (rule.content == Content::blocks && !rule.may_be_empty) some_block(node);
        if (rule.content == Content::either) one_kind(node);
    }

  private:
    const Source& source_;
    Problems& problems_;

    bool allowed(pugi::xml_node child, const ElementRule& rule, const std::vector<std::string>& known) {
        if (std::find(known.begin(), known.end(), child.name()) != known.end()) return true;
        const bool exists = element_rule(child.name()) != nullptr;
        const std::string name = child.name();
        problems_.add(source_.place(child),
                      exists ? fmt::format("<{}> không được đứng trong <{}>", name, rule.name)
                             : fmt::format("Không có phần tử <{}> (trong <{}>)", name, rule.name),
                      exists ? fmt::format("<{}> may not stand in <{}>", name, rule.name)
                             : fmt::format("unknown element <{}> in <{}>", name, rule.name),
                      nearest_hint(name, known));
        return false;
    }

    void text(pugi::xml_node child, const ElementRule& rule) {
        const bool words = rule.content == Content::words || rule.content == Content::either;
        if (words || is_space(child.value())) return;
        problems_.add(source_.place(child), fmt::format("<{}> không được chứa chữ", rule.name),
                      fmt::format("<{}> holds no text", rule.name),
                      {"Hãy đặt chữ vào trong <p>", "put the text into a <p>"});
    }

    /// The children in the rule's order, each as often as it may be.
    void order(pugi::xml_node node, const ElementRule& rule) {
        std::size_t at = 0;
        for (const pugi::xml_node child : node.children()) {
            const auto found = std::find_if(rule.children.begin(), rule.children.end(),
                                            [&](const ChildRule& c) { return c.name == child.name(); });
            if (child.type() != pugi::node_element || found == rule.children.end()) continue;
            const auto position = static_cast<std::size_t>(found - rule.children.begin());
            if (position < at) {
                problems_.add(source_.place(child), fmt::format("<{}> đứng sai thứ tự", child.name()),
                              fmt::format("<{}> stands in the wrong order", child.name()));
            }
            at = std::max(at, position);
        }
        for (const ChildRule& child : rule.children) count(node, child);
    }

    void count(pugi::xml_node node, const ChildRule& rule) {
        const auto children = node.children(rule.name.data());
        const auto n = std::distance(children.begin(), children.end());
        if (n < rule.least) {
            problems_.add(source_.place(node), fmt::format("<{}> thiếu <{}>", node.name(), rule.name),
                          fmt::format("<{}> lacks <{}>", node.name(), rule.name));
        }
        if (rule.most > 0 && n > rule.most) {
            problems_.add(source_.place(*std::next(children.begin(), rule.most)),
                          fmt::format("<{}> chỉ được có một <{}>", node.name(), rule.name),
                          fmt::format("<{}> may have one <{}> only", node.name(), rule.name));
        }
    }

    void some_block(pugi::xml_node node) {
        for (const pugi::xml_node child : node.children()) {
            if (child.type() == pugi::node_element) return;
        }
        problems_.add(source_.place(node), fmt::format("<{}> đang rỗng", node.name()),
                      fmt::format("<{}> is empty", node.name()));
    }

    void one_kind(pugi::xml_node node) {
        bool blocks = false, words = false;
        for (const pugi::xml_node child : node.children()) {
            if (child.type() == pugi::node_element) (is_block(child.name()) ? blocks : words) = true;
            if (child.type() != pugi::node_element && !is_space(child.value())) words = true;
        }
        if (!blocks || !words) return;
        problems_.add(source_.place(node), fmt::format("<{}> chứa cả chữ lẫn khối", node.name()),
                      fmt::format("<{}> mixes text with blocks", node.name()),
                      {"Hãy đặt chữ vào trong <p>", "put the text into a <p>"});
    }
};

}  // namespace

bool is_value(ValueKind kind, std::string_view text) {
    switch (kind) {
        case ValueKind::text:
        case ValueKind::words:
            return true;
        case ValueKind::name:
            return is_name(text) || (!text.empty() && text.front() >= '0' && text.front() <= '9' &&
                                     is_name("x" + std::string(text)));
        case ValueKind::variable:
            return is_variable(text) && text != "issue" && text != "last";
        case ValueKind::path:
            return parse_path(text).has_value();
        case ValueKind::hole:
            return parse_hole(text).has_value();
        case ValueKind::length:
            return parse_length(text).has_value();
        case ValueKind::margins:
            return parse_margins(text).has_value();
        case ValueKind::tracks:
            return parse_tracks(text).has_value();
        case ValueKind::count:
            return parse_count(text).has_value();
        case ValueKind::level:
            return text.size() == 1 && text[0] >= '1' && text[0] <= '6';
        case ValueKind::yes_no:
            return text == "yes" || text == "no";
        case ValueKind::page_size:
            return parse_page_size(text).has_value();
        case ValueKind::form_scope:
            return text == "pupil" || text == "class";
        case ValueKind::choice:
            return text == "named";
        case ValueKind::applies:
            return parse_applies(text).has_value();
        case ValueKind::align:
            return parse_align(text).has_value();
        case ValueKind::vertical:
            return parse_vertical(text).has_value();
        case ValueKind::overflow:
            return text == "continue" || text == "shrink" || text == "error";
        case ValueKind::keep:
            return text == "together" || text == "apart";
        case ValueKind::scope:
            return text == "row" || text == "column";
        case ValueKind::colour:
            return parse_colour(text).has_value();
    }
    return false;
}

std::string_view describe(ValueKind kind) {
    switch (kind) {
        case ValueKind::text:
        case ValueKind::words:
            return "text";
        case ValueKind::name:
            return "tt27-2020";
        case ValueKind::variable:
            return "year";
        case ValueKind::path:
            return "pupil.name";
        case ValueKind::hole:
            return "pupil.name, pupil.name?";
        case ValueKind::length:
            return "12mm, 0.5pt";
        case ValueKind::margins:
            return "20mm 15mm 20mm 30mm";
        case ValueKind::tracks:
            return "10mm * 2*";
        case ValueKind::count:
            return "1…999";
        case ValueKind::level:
            return "1…6";
        case ValueKind::yes_no:
            return "yes, no";
        case ValueKind::page_size:
            return "A4, A4 landscape";
        case ValueKind::form_scope:
            return "pupil, class";
        case ValueKind::choice:
            return "named";
        case ValueKind::applies:
            return "6:2021.. 7:2022..2030";
        case ValueKind::align:
            return "left, centre, right, justify";
        case ValueKind::vertical:
            return "top, middle, bottom";
        case ValueKind::overflow:
            return "continue, shrink, error";
        case ValueKind::keep:
            return "together, apart";
        case ValueKind::scope:
            return "row, column";
        case ValueKind::colour:
            return "#000000";
    }
    return "";
}

void check_attributes(const Source& source, pugi::xml_node node, const std::vector<AttributeRule>& rules,
                      Problems& problems) {
    std::set<std::string_view> seen;
    for (const pugi::xml_attribute attribute : node.attributes()) {
        const std::string_view name = attribute.name();
        const auto rule =
            std::find_if(rules.begin(), rules.end(), [&](const AttributeRule& r) { return r.name == name; });
        if (!seen.insert(name).second) {
            problems.add(source.place(attribute), fmt::format("Thuộc tính {} xuất hiện hai lần", name),
                         fmt::format("the attribute {} occurs twice", name));
        } else if (rule == rules.end()) {
            std::vector<std::string> known;
            for (const AttributeRule& r : rules) known.emplace_back(r.name);
            problems.add(
                source.place(attribute), fmt::format("<{}> không có thuộc tính {}", node.name(), name),
                fmt::format("<{}> has no attribute {}", node.name(), name), nearest_hint(name, known));
        } else if (!is_value(rule->kind, attribute.value())) {
            problems.add(source.place(attribute),
                         fmt::format("Giá trị \"{}\" của {} không đúng dạng", attribute.value(), name),
                         fmt::format("the value \"{}\" of {} is malformed", attribute.value(), name),
                         {fmt::format("Ví dụ: {}", describe(rule->kind)),
                          fmt::format("for example: {}", describe(rule->kind))});
        }
    }
    for (const AttributeRule& rule : rules) {
        if (!rule.required || seen.contains(rule.name)) continue;
        problems.add(source.place(node), fmt::format("<{}> thiếu thuộc tính {}", node.name(), rule.name),
                     fmt::format("<{}> lacks the attribute {}", node.name(), rule.name));
    }
}

void check_grammar(const Source& source, Problems& problems) {
    const pugi::xml_node root = source.root();
    if (std::string_view(root.name()) != "form") {
        problems.add(source.place(root),
                     fmt::format("Phần tử gốc phải là <form>, không phải <{}>", root.name()),
                     fmt::format("the root element must be <form>, not <{}>", root.name()));
        return;
    }
    Checker(source, problems).element(root);
}

}  // namespace hocba::form
