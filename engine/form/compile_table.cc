// Tables of form.xml: rows, cells, and the check that spans fill the grid.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/form/compile.h"
#include "engine/form/grammar.h"
#include "engine/form/table_spans.h"
#include "engine/form/value.h"

namespace hocba::form {
namespace {

bool may_vary(const Node& row) {
    return !row.binding.each.empty() || !row.binding.when.empty() || !row.binding.unless.empty();
}

}  // namespace

void Compiler::table(pugi::xml_node node, const Context& context, Node& out) {
    Table table;
    table.style = style(node, styles_.by_name.find("body")->second);
    table.tracks = parse_tracks(node.attribute("cols").value()).value_or(std::vector<Track>{});
    table.summary = nfc(node.attribute("summary").value());
    Context inside = context;
    inside.cell_style = table.style;
    for (const pugi::xml_node child : node.children()) {
        const std::string_view name = child.name();
        inside.part = name == "head" ? Part::head : name == "foot" ? Part::foot : Part::body;
        if (name == "row") out.children.push_back(row(child, inside));
        if (name != "head" && name != "foot") continue;
        for (const pugi::xml_node inner : child.children("row")) out.children.push_back(row(inner, inside));
    }
    for (const Part part : {Part::head, Part::body, Part::foot}) {
        if (!table.tracks.empty()) grid(out.children, part, table.tracks.size());
    }
    out.prototype = Block{std::move(table), out.place};
}

Node Compiler::row(pugi::xml_node node, const Context& context) {
    Node out;
    const Context inside = enter(node, context, out);
    Row row;
    row.keep_together = std::string_view(node.attribute("keep").value()) != "apart";
    row.min_height = parse_length(node.attribute("min-height").value()).value_or(Length{});
    out.part = context.part;
    out.prototype = std::move(row);
    for (const pugi::xml_node child : node.children("cell")) out.children.push_back(cell(child, inside));
    return out;
}

Node Compiler::cell(pugi::xml_node node, const Context& context) {
    Node out;
    const Context inside = enter(node, context, out);
    Cell cell;
    cell.style = style(node, context.cell_style);
    cell.rows = parse_count(node.attribute("rows").value()).value_or(1);
    cell.columns = parse_count(node.attribute("cols").value()).value_or(1);
    const std::string_view scope = node.attribute("scope").value();
    if (scope == "column" || (scope.empty() && context.part == Part::head)) cell.scope = Scope::column;
    if (scope == "row") cell.scope = Scope::row;
    out.words_style = cell.style;
    out.children = blocks(node, inside);
    if (out.children.empty()) out.words = words(node, inside);
    sealed(node, inside, out);
    out.prototype = std::move(cell);
    return out;
}

void Compiler::grid(const std::vector<Node>& rows, Part part, std::size_t columns) {
    std::vector<int> open(columns);
    const auto spans = [&] { return std::any_of(open.begin(), open.end(), [](int n) { return n > 0; }); };
    const Node* last = nullptr;
    for (const Node& row : rows) {
        if (row.part != part) continue;
        last = &row;
        const bool from_above = spans();
        const std::size_t filled = place_row(row, open, [](const Node&, std::size_t) {});
        if (filled != columns) {
            const std::string count =
                filled > columns ? "> " + std::to_string(columns) : std::to_string(filled);
            problems_.add(row.place, fmt::format("Hàng chiếm {} cột, bảng có {} cột", count, columns),
                          fmt::format("the row fills {} columns of {}", count, columns));
            return;
        }
        if (may_vary(row) && (from_above || spans())) {
            problems_.add(row.place, "Ô gộp nhiều hàng không được chạm hàng lặp hay hàng có điều kiện",
                          "a cell over several rows may not meet a row that repeats or depends");
            return;
        }
    }
    if (last == nullptr || !spans()) return;
    problems_.add(last->place, "Ô gộp vượt quá hàng cuối", "a cell reaches past the last row");
}

}  // namespace hocba::form
