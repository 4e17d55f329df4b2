#include "engine/form/copy.h"

#include <fmt/format.h>

#include "engine/form/format.h"

namespace hocba::form {
namespace {

using namespace literals;

constexpr Length kRule = points(0.75);
constexpr Length kRoomToSign = 30_mm;
/// II.3a puts the text of an electronic copy in the corner, above the text of the page (margins of 20 to 25
/// mm).
constexpr Length kCornerTop = 5_mm, kCornerRight = 15_mm;

struct Type {
    double size = 13;
    bool bold = false, italic = false;
    Align align = Align::left;
};

StyleId add_style(Flow& flow, const Type& type) {
    Style style;
    style.size = points(type.size);
    style.line_height = points(type.size + 3);
    style.bold = type.bold;
    style.italic = type.italic;
    style.align = type.align;
    flow.styles.push_back(style);
    return static_cast<StyleId>(flow.styles.size() - 1);
}

Block block(decltype(Block::value) value) {
    return {std::move(value), "copy"};
}

Block line(StyleId style, const std::string& text) {
    return block(Paragraph{style, 0, {{text}}});
}

/// A horizontal rule: a box without height.
Block rule(Flow& flow) {
    Style style;
    style.border = kRule;
    style.space_before = style.space_after = points(4);
    flow.styles.push_back(style);
    Box box;
    box.style = static_cast<StyleId>(flow.styles.size() - 1);
    box.name = "rule";
    return block(std::move(box));
}

Block space(Flow& flow, Length height) {
    Box box;
    box.style = add_style(flow, {});
    box.min_height = height;
    box.name = "space";
    return block(std::move(box));
}

Block beside(Block left, Block right, VerticalAlign align = VerticalAlign::top) {
    Columns columns;
    columns.tracks = {{{}, 1}, {{}, 1}};
    columns.gap = 5_mm;
    columns.align = align;
    columns.blocks = {std::move(left), std::move(right)};
    return block(std::move(columns));
}

/// Phần I, II.2b: below the office's name, a line from a third to half as long, in the middle.
Block short_rule(Flow& flow) {
    Columns columns;
    columns.tracks = {{{}, 1}, {25_mm, 0}, {{}, 1}};
    columns.blocks = {block(Stack{}), rule(flow), block(Stack{})};
    return block(std::move(columns));
}

Block head(Flow& flow, const Certification& c) {
    const StyleId upright = add_style(flow, {12, false, false, Align::centre});
    const StyleId bold = add_style(flow, {12, true, false, Align::centre});
    const StyleId kind = add_style(flow, {14, true, false, Align::centre});
    const StyleId number = add_style(flow, {13, false, false, Align::centre});
    const StyleId date = add_style(flow, {13, false, true, Align::centre});
    Stack left, right;
    if (!c.superior.empty()) left.blocks.push_back(line(upright, c.superior));
    left.blocks.push_back(line(bold, c.office));
    left.blocks.push_back(short_rule(flow));
    left.blocks.push_back(line(number, "Số: " + number_of(c)));
    right.blocks = {line(kind, name_of(c.kind)),
                    line(date, c.place + ", " + print_date_long(local_date(c.at)))};
    return beside(block(std::move(left)), block(std::move(right)), VerticalAlign::bottom);
}

/// Phần I, II.9d, beside II.7: title and name of who certifies, with room for signature and stamp.
Block foot(Flow& flow, const Certification& c) {
    const StyleId heading = add_style(flow, {12, true, true});
    const StyleId recipient = add_style(flow, {11});
    const StyleId bold = add_style(flow, {13, true, false, Align::centre});
    Stack left, right;
    left.blocks.push_back(line(heading, "Nơi nhận:"));
    for (const std::string& one : c.recipients) left.blocks.push_back(line(recipient, "- " + one + ";"));
    left.blocks.push_back(line(recipient, "- Lưu: VT."));
    if (!c.authority.empty()) right.blocks.push_back(line(bold, c.authority));
    right.blocks.push_back(line(bold, c.title));
    right.blocks.push_back(space(flow, kRoomToSign));
    right.blocks.push_back(line(bold, c.name));
    return beside(block(std::move(left)), block(std::move(right)));
}

/// Walks all blocks and puts words where slots were. They take less room than the slots.
struct SlotWords {
    const std::vector<SignedBy>& signatures;
    StyleId style;

    void in(Blocks& blocks) const {
        for (Block& one : blocks) {
            const auto* slot = std::get_if<Signature>(&one.value);
            if (slot != nullptr) one.value = words_of(slot->name);
            std::visit([this](auto& value) { inside(value); }, one.value);
        }
    }

  private:
    Stack words_of(const std::string& slot) const {
        Stack out;
        for (const SignedBy& one : signatures)
            if (one.slot == slot)
                out.blocks.push_back(
                    line(style, fmt::format("Đã ký số: {}\n{}", one.signer, to_rfc3339(one.at))));
        return out;
    }
    void inside(Stack& value) const { in(value.blocks); }
    void inside(Keep& value) const { in(value.blocks); }
    void inside(Columns& value) const { in(value.blocks); }
    void inside(Box& value) const { in(value.blocks); }
    void inside(Table& value) const {
        for (auto* rows : {&value.head, &value.body, &value.foot})
            for (Row& row : *rows)
                for (Cell& cell : row.cells) in(cell.blocks);
    }
    void inside(Paragraph&) const {}
    void inside(Signature&) const {}
    void inside(SealSquare&) const {}
    void inside(Picture&) const {}
    void inside(PageBreak&) const {}
};

}  // namespace

std::string name_of(CopyKind kind) {
    return kind == CopyKind::whole ? "SAO Y" : "TRÍCH SAO";
}

/// Phần I, II.3c: a zero before numbers below 10. II.1c: the abbreviation of the kind of copy.
std::string number_of(const Certification& certification) {
    return fmt::format("{:02}/{}", certification.number,
                       certification.kind == CopyKind::whole ? "SY" : "TrS");
}

void make_copy(Flow& flow, CopyKind kind, const std::vector<SignedBy>& signatures) {
    flow.draft.seal = name_of(kind);
    const SlotWords words{signatures, add_style(flow, {10, false, true, Align::centre})};
    for (Section& section : flow.sections) words.in(section.blocks);
}

void close_copy(Flow& flow, const Certification& certification) {
    Keep closing;
    closing.blocks.push_back(rule(flow));
    closing.blocks.push_back(head(flow, certification));
    closing.blocks.push_back(space(flow, 3_mm));
    closing.blocks.push_back(foot(flow, certification));
    closing.blocks.push_back(
        line(add_style(flow, {9}), "Sao từ bản gốc điện tử có mã băm SHA-256: " + certification.original));
    if (flow.sections.empty()) flow.sections.emplace_back();
    flow.sections.back().blocks.push_back(block(std::move(closing)));
}

Flow corner_of(const Certification& certification, Size page) {
    Flow flow;
    flow.language = "vi-VN";
    flow.page.size = page;
    flow.page.margin_top = kCornerTop;
    flow.page.margin_right = kCornerRight;
    flow.page.margin_left = page.width / 2;
    // Small letters, upright, 10 points, black.
    const StyleId style = add_style(flow, {10, false, false, Align::right});
    const std::string kind = certification.kind == CopyKind::whole ? "Sao y" : "Trích sao";
    Section section;
    // The decree names no number here; with it the copy is found in the register.
    for (const std::string& text :
         {kind + ", số: " + number_of(certification), certification.office, to_rfc3339(certification.at)})
        section.blocks.push_back(line(style, text));
    flow.sections.push_back(std::move(section));
    return flow;
}

}  // namespace hocba::form
