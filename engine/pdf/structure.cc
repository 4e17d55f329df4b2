#include "engine/pdf/structure.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace hocba::pdf {
namespace {

using page::Role;

struct Mark {
    std::size_t page = 0;
    std::size_t mcid = 0;
};

/// An element with what lies in it, still apart.
struct Node {
    Reference reference;
    std::vector<Mark> marks;
    std::vector<const Widget*> widgets;
    std::vector<Reference> children;
    std::string box;  // of a figure: its attribute /BBox
};

Rect around(Rect a, Rect b) {
    const Length x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

std::optional<Rect> area_of(const page::Item& item) {
    if (const auto* image = std::get_if<page::Image>(&item)) return image->area;
    if (const auto* seal = std::get_if<page::Seal>(&item)) return seal->area;
    if (const auto* fill = std::get_if<page::Fill>(&item)) return fill->area;
    return std::nullopt;
}

/// ISO 32000-1, table 344: the box of a figure's illustration, in default user space.
std::string bounding_box(const page::Page& page, const page::Group& group) {
    std::optional<Rect> box;
    for (const page::Item& item : group.items)
        if (const auto area = area_of(item)) box = box ? around(*box, *area) : *area;
    if (!box) return "";
    return fmt::format("/BBox[{} {} {} {}]", in_points(box->x), in_points(page.size.height - box->bottom()),
                       in_points(box->right()), in_points(page.size.height - box->y));
}

std::vector<Node> nodes_of(Writer& writer, const page::Pages& pages, const Marked& marked) {
    std::vector<Node> nodes(pages.elements.size());
    for (Node& node : nodes) node.reference = writer.reserve();
    for (std::size_t i = 1; i < nodes.size(); ++i)
        nodes[pages.elements[i].parent].children.push_back(nodes[i].reference);
    for (std::size_t p = 0; p < marked.contents.size(); ++p)
        for (std::size_t mcid = 0; mcid < marked.contents[p].elements.size(); ++mcid)
            nodes[marked.contents[p].elements[mcid]].marks.push_back({p, mcid});
    for (const Widget& widget : marked.widgets) nodes[widget.element].widgets.push_back(&widget);
    for (const page::Page& page : pages.pages)
        for (const page::Group& group : page.groups)
            if (group.element != page::Group::artifact && nodes[group.element].box.empty())
                nodes[group.element].box = bounding_box(page, group);
    return nodes;
}

/// /K: own content in reading order, then children. Content on another page than the first needs its own
/// dictionary.
std::string kids(const Node& node, const Marked& marked) {
    std::string out;
    for (const Mark& mark : node.marks) {
        out +=
            mark.page == node.marks.front().page
                ? fmt::format("{} ", mark.mcid)
                : fmt::format("<</Type/MCR/Pg {}/MCID {}>>", to_string(marked.pages[mark.page]), mark.mcid);
    }
    for (const Widget* widget : node.widgets)
        out += fmt::format("<</Type/OBJR/Pg {}/Obj {}>>", to_string(marked.pages[widget->page]),
                           to_string(widget->reference));
    for (const Reference child : node.children) out += to_string(child) + ' ';
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out.empty() ? "" : "/K[" + out + "]";
}

std::string_view scope_name(page::Scope scope) {
    switch (scope) {
        case page::Scope::none:
            return "";
        case page::Scope::column:
            return "/Scope/Column";
        case page::Scope::row:
            return "/Scope/Row";
    }
    return "";
}

std::string attributes(const page::Element& element, const Node& node) {
    std::string table;
    if (element.role == Role::header_cell) table += scope_name(element.scope);
    if (element.rows > 1) table += fmt::format("/RowSpan {}", element.rows);
    if (element.columns > 1) table += fmt::format("/ColSpan {}", element.columns);
    if (!table.empty()) return "/A<</O/Table" + table + ">>";
    if (element.role == Role::figure) return "/A<</O/Layout/Placement/Block" + node.box + ">>";
    return "";
}

std::string body(const page::Element& element, const Node& node, Reference parent, const Marked& marked) {
    std::string out = fmt::format("<</S{}/P {}", structure_type(element), to_string(parent));
    if (!node.marks.empty()) out += "/Pg " + to_string(marked.pages[node.marks.front().page]);
    if (element.role == Role::figure) out += "/Alt" + text_string(element.alt);
    return out + attributes(element, node) + kids(node, marked) + ">>";
}

/// ISO 32000-1, 14.7.4.4: from marked content and annotations back to their elements.
Reference write_parent_tree(Writer& writer, const std::vector<Node>& nodes, const Marked& marked) {
    std::string numbers;
    for (std::size_t p = 0; p < marked.contents.size(); ++p) {
        numbers += fmt::format("{}[", p);
        for (const std::uint32_t element : marked.contents[p].elements)
            numbers += to_string(nodes[element].reference) + ' ';
        numbers += ']';
    }
    for (std::size_t i = 0; i < marked.widgets.size(); ++i)
        numbers += fmt::format("{} {} ", marked.pages.size() + i,
                               to_string(nodes[marked.widgets[i].element].reference));
    return writer.add("<</Nums[" + numbers + "]>>");
}

}  // namespace

std::string structure_type(const page::Element& element) {
    switch (element.role) {
        case Role::document:
            return "/Document";
        case Role::section:
            return "/Sect";
        case Role::heading:
            return fmt::format("/H{}", element.level);
        case Role::paragraph:
            return "/P";
        case Role::table:
            return "/Table";
        case Role::table_head:
            return "/THead";
        case Role::table_body:
            return "/TBody";
        case Role::table_foot:
            return "/TFoot";
        case Role::row:
            return "/TR";
        case Role::header_cell:
            return "/TH";
        case Role::data_cell:
            return "/TD";
        case Role::figure:
            return "/Figure";
        case Role::form:
            return "/Form";
    }
    return "/Span";
}

Reference write_structure(Writer& writer, const page::Pages& pages, const Marked& marked) {
    const Reference root = writer.reserve();
    const std::vector<Node> nodes = nodes_of(writer, pages, marked);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const page::Element& element = pages.elements[i];
        const Reference parent = i == 0 ? root : nodes[element.parent].reference;
        writer.put(nodes[i].reference, body(element, nodes[i], parent, marked));
    }
    const Reference parents = write_parent_tree(writer, nodes, marked);
    writer.put(root, fmt::format("<</Type/StructTreeRoot/K {}/ParentTree {}/ParentTreeNextKey {}>>",
                                 to_string(nodes.front().reference), to_string(parents),
                                 marked.pages.size() + marked.widgets.size()));
    return root;
}

}  // namespace hocba::pdf
