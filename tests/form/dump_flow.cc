// A bound Flow as text a person can read and compare: one block a line, indented by depth.
#include <fmt/format.h>

#include "support.h"

namespace hocba::form {
namespace {

class Dumper {
  public:
    std::string out;

    explicit Dumper(const Flow& flow) : flow_(flow) {}

    void all(const Blocks& blocks, int depth) {
        for (const Block& block : blocks) {
            std::visit([&](const auto& value) { one(value, depth); }, block.value);
        }
    }

    void line(int depth, const std::string& text) {
        out += std::string(static_cast<std::size_t>(depth) * 2, ' ') + text + "\n";
    }

  private:
    const Flow& flow_;

    static std::string mm(Length length) {
        return fmt::format("{}mm", static_cast<double>(length.um) / 1000);
    }
    std::string look(StyleId id) const {
        const Style& style = flow_.styles.at(id);
        constexpr const char* aligns[] = {"left", "centre", "right", "justify"};
        return fmt::format("{:.4g}pt{}{} {}", to_points(style.size), style.bold ? " bold" : "",
                           style.italic ? " italic" : "", aligns[static_cast<int>(style.align)]);
    }
    static std::string tracks(const std::vector<Track>& tracks) {
        std::string text;
        for (const Track& track : tracks)
            text += " " + (track.share > 0 ? fmt::format("{}*", track.share) : mm(track.fixed));
        return text;
    }
    static std::string words(const Paragraph& paragraph) {
        std::string text;
        for (const Inline& piece : paragraph.inlines) {
            const char* mark = piece.bold ? "*" : piece.italic ? "/" : "";
            const std::string inside = piece.field == Field::page_number  ? "<n>"
                                       : piece.field == Field::page_count ? "<N>"
                                                                          : piece.text;
            text += mark + inside + mark;
        }
        return text;
    }

    void one(const Paragraph& paragraph, int depth) {
        const std::string kind = paragraph.level > 0 ? fmt::format("H{}", paragraph.level) : "P";
        line(depth, fmt::format("{} [{}] {}", kind, look(paragraph.style), words(paragraph)));
    }
    void one(const Stack& stack, int depth) {
        line(depth, "stack");
        all(stack.blocks, depth + 1);
    }
    void one(const Keep& keep, int depth) {
        line(depth, "keep");
        all(keep.blocks, depth + 1);
    }
    void one(const Columns& columns, int depth) {
        line(depth, fmt::format("columns{} gap {}", tracks(columns.tracks), mm(columns.gap)));
        all(columns.blocks, depth + 1);
    }
    void one(const Box& box, int depth) {
        line(depth, fmt::format("box \"{}\" at least {}", box.name, mm(box.min_height)));
        all(box.blocks, depth + 1);
    }
    void one(const Table& table, int depth) {
        line(depth, fmt::format("table{} \"{}\"", tracks(table.tracks), table.summary));
        for (const auto& [name, rows] :
             {std::pair{"head", &table.head}, {"body", &table.body}, {"foot", &table.foot}}) {
            if (!rows->empty()) line(depth + 1, name);
            for (const Row& row : *rows) cells(row, depth + 2);
        }
    }
    void cells(const Row& row, int depth) {
        std::string text;
        for (const Cell& cell : row.cells) {
            text += text.empty() ? "| " : " | ";
            if (cell.scope == Scope::column) text += "TH-column ";
            if (cell.scope == Scope::row) text += "TH-row ";
            if (cell.rows * cell.columns > 1) text += fmt::format("{}x{} ", cell.rows, cell.columns);
            for (const Block& block : cell.blocks) text += words(std::get<Paragraph>(block.value));
            if (cell.sealed) text += fmt::format(" ~{}={}", cell.sealed->number, cell.sealed->code);
        }
        line(depth, text);
    }
    void one(const Signature& signature, int depth) {
        line(depth, fmt::format("signature {} \"{}\" {}x{}{}{}", signature.name, signature.tooltip,
                                mm(signature.width), mm(signature.height), signature.lock ? " locks" : "",
                                signature.overlaps.empty() ? "" : " over " + signature.overlaps));
    }
    void one(const SealSquare& seal, int depth) {
        line(depth, fmt::format("seal {} \"{}\"", mm(seal.size), seal.alt));
    }
    void one(const Picture& picture, int depth) { line(depth, fmt::format("picture \"{}\"", picture.alt)); }
    void one(const PageBreak&, int depth) { line(depth, "page break"); }
};

}  // namespace

std::string dump(const Flow& flow) {
    Dumper dumper(flow);
    dumper.line(0, fmt::format("title: {}\nlanguage: {}\nsubject: {}\ndraft: \"{}\" \"{}\"", flow.title,
                               flow.language, flow.subject, flow.draft.seal, flow.draft.page));
    dumper.line(0, "header");
    dumper.all(flow.page.header, 1);
    dumper.line(0, "footer");
    dumper.all(flow.page.footer, 1);
    for (const Section& section : flow.sections) {
        dumper.line(0, section.new_page ? "section on a new page" : "section");
        dumper.all(section.blocks, 1);
    }
    return dumper.out;
}

}  // namespace hocba::form
