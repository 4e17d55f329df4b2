// Blocks of form.xml as nodes whose prototypes are blocks of Flow.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/form/compile.h"
#include "engine/form/grammar.h"
#include "engine/form/value.h"

namespace hocba::form {
namespace {

using namespace literals;

/// A symbol of 30 mm (0.43 mm a module up to version 13) and its quiet zone of 4 modules.
constexpr Length kSmallestSeal = 34_mm;

Length length_of(pugi::xml_node node, const char* name) {
    return parse_length(node.attribute(name).value()).value_or(Length{});
}

std::string text_of(pugi::xml_node node, const char* name) {
    return nfc(node.attribute(name).value());
}

bool says_yes(pugi::xml_node node, const char* name) {
    return std::string_view(node.attribute(name).value()) == "yes";
}

}  // namespace

std::vector<Node> Compiler::blocks(pugi::xml_node parent, const Context& context) {
    std::vector<Node> out;
    for (const pugi::xml_node child : parent.children()) {
        if (is_block(child.name())) out.push_back(block(child, context));
    }
    return out;
}

Node Compiler::block(pugi::xml_node node, const Context& context) {
    Node out;
    const Context inside = enter(node, context, out);
    const std::string_view name = node.name();
    out.prototype = Block{Stack{}, out.place};
    if (name == "h" || name == "p") {
        paragraph(node, inside, out);
    } else if (name == "columns") {
        columns(node, inside, out);
    } else if (name == "fields") {
        fields(node, inside, out);
    } else if (name == "seal") {
        seal(node, inside, out);
    } else if (name == "signature") {
        signature(node, inside, out);
    } else if (name == "table") {
        table(node, inside, out);
    } else {
        if (name == "keep") out.prototype = Block{Keep{}, out.place};
        if (name == "page-break") page_break(node, out);
        if (name == "box") box(node, inside, out);
        out.children = blocks(node, inside);
    }
    return out;
}

void Compiler::page_break(pugi::xml_node node, Node& out) {
    out.prototype = Block{PageBreak{}, out.place};
    if (std::string_view(node.parent().name()) == "section") return;
    problems_.add(out.place, "<page-break> chỉ đứng ngay trong <section>",
                  "<page-break> stands directly in a <section>");
}

void Compiler::paragraph(pugi::xml_node node, const Context& context, Node& out) {
    Paragraph paragraph;
    paragraph.style = style(node, styles_.by_name.find("body")->second);
    if (const pugi::xml_attribute level = node.attribute("level")) {
        paragraph.level = parse_count(level.value()).value_or(1);
        // ISO 14289-1, 7.4.2: the first heading is H1, and none is left out on the way down.
        if (paragraph.level > heading_ + 1) {
            problems_.add(
                source_.place(level),
                fmt::format("Sau tiêu đề cấp {} không thể là cấp {}", heading_, paragraph.level),
                fmt::format("a heading of level {} may not follow level {}", paragraph.level, heading_));
        }
        heading_ = paragraph.level;
        if (context.furniture) {
            problems_.add(out.place, "Tiêu đề không được đứng ở đầu trang hay chân trang",
                          "a heading may not stand in the header or footer");
        }
    }
    out.prototype = Block{std::move(paragraph), out.place};
    out.words = words(node, context);
    sealed(node, context, out);
}

void Compiler::columns(pugi::xml_node node, const Context& context, Node& out) {
    Columns columns;
    columns.tracks = parse_tracks(node.attribute("widths").value()).value_or(std::vector<Track>{});
    columns.gap = length_of(node, "gap");
    columns.align = parse_vertical(node.attribute("align").value()).value_or(VerticalAlign::top);
    out.children = blocks(node, context);
    if (!columns.tracks.empty() && columns.tracks.size() != out.children.size()) {
        problems_.add(
            out.place, fmt::format("{} cột nhưng có {} khối", columns.tracks.size(), out.children.size()),
            fmt::format("{} widths but {} blocks", columns.tracks.size(), out.children.size()),
            {"Mỗi cột một khối; có thể dùng <stack/> rỗng", "one block a column; <stack/> may be empty"});
    }
    for (const Node& child : out.children) {
        if (child.binding.each.empty()) continue;
        problems_.add(child.place, "Khối trong <columns> không được lặp (each)",
                      "a block of <columns> may not repeat");
    }
    out.prototype = Block{std::move(columns), out.place};
}

void Compiler::box(pugi::xml_node node, const Context&, Node& out) {
    Box box;
    box.style = style(node, styles_.by_name.find("body")->second);
    box.min_height = length_of(node, "min-height");
    if (node.attribute("height")) box.height = length_of(node, "height");
    const std::string_view overflow = node.attribute("overflow").value();
    if (overflow == "shrink") box.overflow = Overflow::shrink;
    if (overflow == "error") box.overflow = Overflow::error;
    box.name = text_of(node, "name");
    if (box.name.empty()) box.name = out.place;
    if (box.overflow != Overflow::grow && !box.height) {
        problems_.add(out.place, fmt::format("overflow=\"{}\" cần có height", overflow),
                      fmt::format("overflow=\"{}\" needs a height", overflow));
    }
    out.prototype = Block{std::move(box), out.place};
}

/// Label, space, value: one paragraph a field, so that it is read and extracted in this order.
void Compiler::fields(pugi::xml_node node, const Context& context, Node& out) {
    const StyleId look = style(node, styles_.by_name.find("body")->second);
    for (const pugi::xml_node child : node.children("field")) {
        Node line;
        const Context inside = enter(child, context, line);
        field(child, inside, look, line);
        out.children.push_back(std::move(line));
    }
}

void Compiler::field(pugi::xml_node node, const Context& context, StyleId look, Node& out) {
    out.words = attribute_words(node.attribute("label"), context);
    out.words.push_back({" ", {}});
    const bool strong = says_yes(node, "strong");
    for (Piece& piece : attribute_words(node.attribute("value"), context)) {
        piece.bold = strong;
        out.words.push_back(std::move(piece));
    }
    out.prototype = Block{Paragraph{look, 0, {}}, out.place};
    sealed(node, context, out);
}

/// A class form is not issued: nobody seals or signs it as a document.
void Compiler::only_for_pupils(pugi::xml_node node, const Node& out) {
    if (!form_.of_class) return;
    problems_.add(out.place, fmt::format("Mẫu của lớp (scope=\"class\") không có <{}>", node.name()),
                  fmt::format("a form of a class (scope=\"class\") has no <{}>", node.name()));
}

void Compiler::seal(pugi::xml_node node, const Context& context, Node& out) {
    const SealSquare square{length_of(node, "size"), text_of(node, "alt")};
    only_for_pupils(node, out);
    has_seal_ = true;
    if (!context.furniture) {
        problems_.add(out.place, "<seal> chỉ đứng ở đầu trang hay chân trang",
                      "<seal> stands in the header or footer only");
    }
    if (square.size < kSmallestSeal) {
        problems_.add(
            out.place, "Ô mã QR phải từ 34 mm trở lên", "the seal's square must be 34 mm or more",
            {"30 mm cho mã và 4 ô trống mỗi bên", "30 mm for the symbol and a quiet zone of 4 modules"});
    }
    out.prototype = Block{square, out.place};
}

void Compiler::signature(pugi::xml_node node, const Context& context, Node& out) {
    Signature signature{node.attribute("slot").value(), text_of(node, "tooltip"),
                        length_of(node, "width"),       length_of(node, "height"),
                        says_yes(node, "lock"),         node.attribute("overlaps").value()};
    only_for_pupils(node, out);
    std::vector<std::string> before;
    for (const SlotTurn& slot : slots_) before.push_back(slot.name);
    const auto taken = [&](const std::string& name) {
        return std::find(before.begin(), before.end(), name) != before.end();
    };
    if (context.furniture) {
        problems_.add(out.place, "<signature> không được đứng ở đầu trang hay chân trang",
                      "<signature> may not stand in the header or footer");
    }
    if (taken(signature.name)) {
        problems_.add(out.place, fmt::format("Ô ký \"{}\" đã có", signature.name),
                      fmt::format("the slot \"{}\" exists already", signature.name));
    }
    if (!signature.overlaps.empty() && !taken(signature.overlaps)) {
        problems_.add(source_.place(node.attribute("overlaps")),
                      fmt::format("Chưa có ô ký \"{}\"", signature.overlaps),
                      fmt::format("no slot \"{}\" stands before", signature.overlaps),
                      nearest_hint(signature.overlaps, before));
    }
    const int next = static_cast<int>(slots_.size()) + 1;
    slots_.push_back({parse_count(node.attribute("turn").value()).value_or(next), signature.name, out.place,
                      signature.lock});
    out.prototype = Block{std::move(signature), out.place};
}

/// The slots in the order of signing, which need not be that of the page.
void Compiler::procedure() {
    std::stable_sort(slots_.begin(), slots_.end(),
                     [](const SlotTurn& a, const SlotTurn& b) { return a.turn < b.turn; });
    const SlotTurn* before = nullptr;
    bool locked = false;
    for (const SlotTurn& slot : slots_) {
        if (before != nullptr && before->turn == slot.turn) {
            problems_.add(slot.place, fmt::format("Lượt ký {} đã thuộc ô ký \"{}\"", slot.turn, before->name),
                          fmt::format("the turn {} is that of the slot \"{}\"", slot.turn, before->name));
        }
        if (locked) {
            problems_.add(slot.place, "Không thể có ô ký sau ô đã khoá",
                          "no slot may follow the one that locks");
        }
        locked = locked || slot.lock;
        before = &slot;
        form_.slots.push_back(slot.name);
    }
    if (before != nullptr && !form_.of_class) issuable(*before);
}

/// What is signed is sealed on every page, and its last signature closes it: or the last signer would be
/// refused.
void Compiler::issuable(const SlotTurn& last) {
    if (!last.lock) {
        problems_.add(last.place, fmt::format("Ô ký cuối cùng \"{}\" phải khoá văn bản", last.name),
                      fmt::format("the last slot, \"{}\", must lock the document", last.name),
                      {"Thêm lock=\"yes\"", "add lock=\"yes\""});
    }
    if (!has_seal_) {
        problems_.add(last.place, "Mẫu có ô ký phải có <seal> ở đầu trang hay chân trang",
                      "a form with slots needs a <seal> in its header or footer");
    }
}

}  // namespace hocba::form
