#include "engine/form/sealed_labels.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/form/node.h"
#include "engine/form/table_spans.h"

namespace hocba::form {
namespace {

constexpr std::string_view kEdge = " \n-:";

bool has_hole(const Node& node) {
    return std::any_of(node.words.begin(), node.words.end(),
                       [](const Piece& p) { return p.hole.has_value(); });
}

/// The form's own words, without what a record fills in.
std::string literal(const Words& words) {
    std::string text;
    for (const Piece& piece : words)
        if (!piece.hole) text += piece.text == "\n" ? " " : piece.text;
    const std::size_t begin = text.find_first_not_of(kEdge);
    if (begin == text.npos) return "";
    std::size_t end = text.size();
    while (end > begin && kEdge.find(text[end - 1]) != kEdge.npos) --end;
    return text.substr(begin, end - begin);
}

/// Of a cell: its words, or the child that needs no record, or the first one.
std::string text_of(const Node& node) {
    if (node.children.empty()) return literal(node.words);
    for (const Node& child : node.children)
        if (!has_hole(child) && !text_of(child).empty()) return text_of(child);
    return text_of(node.children.front());
}

class Labels {
  public:
    std::vector<SealedLabel> take() { return std::move(labels_); }

    void walk(const Node& node) {
        const auto* block = std::get_if<Block>(&node.prototype);
        if (block != nullptr && std::holds_alternative<Table>(block->value))
            return table(node, std::get<Table>(block->value));
        if (node.sealing) add(node, literal(node.words), "");
        const auto* paragraph = block == nullptr ? nullptr : std::get_if<Paragraph>(&block->value);
        const bool heading = paragraph != nullptr && paragraph->level > 0 && !node.sealing;
        if (heading) heading_ = has_hole(node) ? "" : literal(node.words);
        for (const Node& child : node.children) walk(child);
    }

  private:
    std::vector<SealedLabel> labels_;
    std::string heading_;

    void add(const Node& node, const std::string& row, const std::string& column) {
        const Sealing& sealing = *node.sealing;
        for (int i = 0; i < sealing.repeats; ++i) {
            const std::string nth = sealing.repeats > 1 ? fmt::format("{} {}", row, i + 1) : row;
            labels_.push_back({heading_, nth, column, sealing.kind});
        }
    }

    /// The lowest head cell above a column heads it; a row's TH cells head it.
    void table(const Node& node, const Table& table) {
        const std::string before = heading_;
        if (!table.summary.empty()) heading_ = table.summary;
        const std::vector<std::string> columns = heads_of(node, table);
        for (const Part part : {Part::body, Part::foot}) {
            rows(node, part, table, [&](const Node& cell, std::size_t column, const std::string& row) {
                const bool one_row = std::get<Cell>(cell.prototype).rows == 1;
                if (cell.sealing) add(cell, !one_row ? "" : row.empty() ? columns[0] : row, columns[column]);
                for (const Node& child : cell.children) walk(child);
            });
        }
        heading_ = before;
    }

    /// The lowest head cell above each column; with the one above it where two columns would be called alike.
    std::vector<std::string> heads_of(const Node& node, const Table& table) {
        std::vector<std::string> lowest(table.tracks.size()), upper(table.tracks.size());
        rows(node, Part::head, table, [&](const Node& cell, std::size_t column, const std::string&) {
            const auto span = static_cast<std::size_t>(std::get<Cell>(cell.prototype).columns);
            for (std::size_t i = column; i < column + span; ++i) {
                upper[i] = std::move(lowest[i]);
                lowest[i] = text_of(cell);
            }
        });
        std::vector<std::string> heads = lowest;
        for (std::size_t i = 0; i < heads.size(); ++i) {
            const bool alike = std::count(lowest.begin(), lowest.end(), lowest[i]) > 1;
            if (alike && !upper[i].empty()) heads[i] = upper[i] + " – " + lowest[i];
        }
        return heads;
    }

    template <class Visit>
    void rows(const Node& node, Part part, const Table& table, const Visit& visit) {
        std::vector<int> open(table.tracks.size());
        for (const Node& row : node.children) {
            if (row.part != part) continue;
            std::string head;
            place_row(row, open, [&](const Node& cell, std::size_t column) {
                if (std::get<Cell>(cell.prototype).scope == Scope::row) head = text_of(cell);
                visit(cell, column, head);
            });
        }
    }
};

}  // namespace

std::vector<SealedLabel> sealed_labels(const std::vector<Node>& sections) {
    Labels labels;
    for (const Node& section : sections) labels.walk(section);
    return labels.take();
}

}  // namespace hocba::form
