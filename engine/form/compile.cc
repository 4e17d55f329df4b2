#include "engine/form/compile.h"

#include <fmt/format.h>

#include "engine/base/utf8.h"
#include "engine/form/placeholder.h"
#include "engine/form/value.h"

namespace hocba::form {
namespace {

Path path_of(pugi::xml_node node, const char* name) {
    return parse_path(node.attribute(name).value()).value_or(Path{});
}

}  // namespace

void Compiler::compile() {
    const pugi::xml_node form = source_.root();
    Context context;
    head(form, context);
    for (const pugi::xml_node child : form.children()) {
        const std::string_view name = child.name();
        if (name == "title") {
            Context own = context;
            own.source.clear();  // of the file, not printed: no label
            form_.title = words(child, own);
        }
        if (name == "holder") holder(child, context);
        if (name == "page") page(child, context);
        if (name == "section") section(child, context);
    }
    procedure();
}

void Compiler::head(pugi::xml_node form, Context& context) {
    form_.id = form.attribute("id").value();
    form_.revision = form.attribute("revision").value();
    form_.circular = nfc(form.attribute("circular").value());
    form_.level = form.attribute("level").value();
    form_.language = form.attribute("lang").value();
    form_.of_class = std::string_view(form.attribute("scope").value()) == "class";
    form_.named_only = !form.attribute("choice").empty();
    form_.applies = parse_applies(form.attribute("applies").value()).value_or(std::vector<Applies>{});
    context.source = nfc(form.attribute("source").value());
    context.verified = std::string_view(form.attribute("verified").value()) == "yes";
}

void Compiler::holder(pugi::xml_node node, const Context& context) {
    const std::vector<std::string_view> needed =
        form_.of_class ? std::vector<std::string_view>{"school"}
                       : std::vector<std::string_view>{"name", "pupil-id", "born"};
    for (const std::string_view name : needed) {
        if (node.attribute(name.data())) continue;
        problems_.add(source_.place(node), fmt::format("<holder> thiếu thuộc tính {}", name),
                      fmt::format("<holder> lacks the attribute {}", name));
    }
    const auto read = [&](const char* name, Hole& hole) {
        const pugi::xml_attribute attribute = node.attribute(name);
        auto parsed = parse_hole(attribute.value());
        if (!parsed) return;
        hole = std::move(*parsed);
        hole.place = source_.place(attribute);
        check(hole, context);
    };
    read("name", form_.holder.name);
    read("pupil-id", form_.holder.pupil_id);
    read("born", form_.holder.born);
    read("school-year", form_.holder.school_year);
    read("class", form_.holder.class_name);
    read("school", form_.holder.school);
    read("uuid", form_.holder.uuid);
}

void Compiler::page(pugi::xml_node node, const Context& context) {
    PageMaster& page = form_.page;
    page.size = parse_page_size(node.attribute("size").value()).value_or(page.size);
    if (const auto margins = parse_margins(node.attribute("margin").value())) {
        page.margin_top = (*margins)[0];
        page.margin_right = (*margins)[1];
        page.margin_bottom = (*margins)[2];
        page.margin_left = (*margins)[3];
    }
    Context inside = context;
    inside.furniture = true;
    for (const pugi::xml_node child : node.children()) {
        const bool is_header = std::string_view(child.name()) == "header";
        if (!is_header && std::string_view(child.name()) != "footer") continue;
        (is_header ? page.header_height : page.footer_height) =
            parse_length(child.attribute("height").value()).value_or(Length{});
        Node ignored;
        (is_header ? form_.header : form_.footer) = blocks(child, enter(child, inside, ignored));
    }
    const Length body =
        page.size.height - page.margin_top - page.margin_bottom - page.header_height - page.footer_height;
    const Length width = page.size.width - page.margin_left - page.margin_right;
    using namespace literals;
    if (body < 50_mm || width < 50_mm) {
        problems_.add(source_.place(node), "Lề, đầu trang và chân trang không chừa đủ chỗ (ít nhất 50 mm)",
                      "margins, header and footer leave less than 50 mm for the text");
    }
}

void Compiler::section(pugi::xml_node node, const Context& context) {
    Node out;
    const Context inside = enter(node, context, out);
    Section section;
    section.new_page = std::string_view(node.attribute("new-page").value()) != "no";
    out.prototype = std::move(section);
    out.children = blocks(node, inside);
    form_.sections.push_back(std::move(out));
}

Context Compiler::enter(pugi::xml_node node, const Context& outer, Node& out) {
    Context inside = outer;
    out.place = source_.place(node);
    out.binding.each = path_of(node, "each");
    if (!out.binding.each.empty()) {
        const std::string place = source_.place(node.attribute("each"));
        const Schemas list = resolve(out.binding.each, outer, place);
        if (!list.empty() && !is_list(list)) {
            problems_.add(place,
                          fmt::format("\"{}\" không phải là danh sách", fmt::join(out.binding.each, ".")),
                          fmt::format("\"{}\" is no list", fmt::join(out.binding.each, ".")));
        }
        out.binding.as = node.attribute("as").value();
        inside.variables.emplace_back(out.binding.as, schema_.items(list));
        if (std::string_view(node.name()) != "section") count_repeats(list, inside);
        out.binding.sort = path_of(node, "sort");
        if (!out.binding.sort.empty()) {
            Path path = out.binding.sort;
            path.insert(path.begin(), out.binding.as);
            resolve(path, inside, source_.place(node.attribute("sort")));
        }
    }
    for (const auto& [name, target] :
         {std::pair{"when", &out.binding.when}, std::pair{"unless", &out.binding.unless}}) {
        *target = path_of(node, name);
        if (!target->empty()) resolve(*target, inside, source_.place(node.attribute(name)));
    }
    if (const pugi::xml_attribute source = node.attribute("source")) {
        inside.source = nfc(source.value());
        inside.verified = false;
    }
    if (const pugi::xml_attribute verified = node.attribute("verified")) {
        inside.verified = std::string_view(verified.value()) == "yes";
    }
    if (inside.verified && inside.source == "own") {
        problems_.add(source_.place(node), "Nhãn riêng (source=\"own\") không thể verified",
                      "labels of one's own (source=\"own\") cannot be verified");
    }
    return inside;
}

StyleId Compiler::style(pugi::xml_node node, StyleId otherwise) {
    const pugi::xml_attribute attribute = node.attribute("style");
    if (!attribute) return otherwise;
    const auto found = styles_.by_name.find(std::string_view(attribute.value()));
    if (found != styles_.by_name.end()) {
        form_.used_styles.insert(found->first);
        return found->second;
    }
    std::vector<std::string> known;
    for (const auto& [name, id] : styles_.by_name) known.push_back(name);
    problems_.add(source_.place(attribute),
                  fmt::format("Không có kiểu \"{}\" trong styles.xml", attribute.value()),
                  fmt::format("styles.xml has no style \"{}\"", attribute.value()),
                  nearest_hint(attribute.value(), known));
    return otherwise;
}

}  // namespace hocba::form
