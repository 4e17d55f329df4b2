// What a form seals: the cells and lines with sealed="KIND", numbered in the order of the form.
#include <fmt/format.h>

#include <algorithm>

#include "engine/form/compile.h"
#include "engine/form/format.h"

namespace hocba::form {

/// A repeat around a sealed cell takes as many numbers as its list may have items.
void Compiler::count_repeats(const Schemas& list, Context& inside) {
    inside.repeats = inside.in_repeat ? 0 : most_items(list);
    inside.in_repeat = true;
}

void Compiler::sealed(pugi::xml_node node, const Context& context, Node& out) {
    const pugi::xml_attribute attribute = node.attribute("sealed");
    if (!attribute) return;
    const std::string place = source_.place(attribute);
    const auto holes =
        std::count_if(out.words.begin(), out.words.end(), [](const Piece& p) { return p.hole.has_value(); });
    if (holes != 1)
        problems_.add(out.place, "Ô sealed phải có đúng một chỗ trống",
                      "what is sealed has exactly one placeholder");
    if (context.furniture)
        problems_.add(place, "sealed không dùng ở đầu trang hay chân trang",
                      "nothing is sealed in a header or footer");
    const auto kind = form_.seal_kinds.find(std::string_view(attribute.value()));
    if (kind == form_.seal_kinds.end()) {
        std::vector<std::string> known;
        for (const auto& [name, unused] : form_.seal_kinds) known.push_back(name);
        problems_.add(place, fmt::format("Không có loại ô \"{}\" trong seal-kinds.json", attribute.value()),
                      fmt::format("seal-kinds.json has no kind \"{}\"", attribute.value()),
                      nearest_hint(attribute.value(), known));
    }
    if (kind != form_.seal_kinds.end() && kind->second.marks != SealKind::Marks::none)
        for (const Piece& piece : out.words)
            if (piece.hole && piece.hole->format != format_of(kind->second.marks))
                problems_.add(place, fmt::format("Ô loại \"{}\" không được in theo cách này", kind->first),
                              fmt::format("a cell of kind \"{}\" is not printed so", kind->first),
                              {"mark: |mark; whole: |whole; count: số nguyên, không có dấu |",
                               "mark: |mark; whole: |whole; count: an integer, no |"});
    if (context.in_repeat && context.repeats == 0)
        problems_.add(place, "Ô sealed nằm trong danh sách lặp không có maxItems, hoặc lặp lồng nhau",
                      "a sealed cell repeats in a list without maxItems, or in nested lists",
                      {"Thêm maxItems vào record.schema.json", "add maxItems to record.schema.json"});
    out.sealing = Sealing{sealed_, std::max(1, context.repeats), attribute.value()};
    sealed_ += out.sealing->repeats;
    if (sealed_ > kMostSealedCells && sealed_ - out.sealing->repeats <= kMostSealedCells)
        problems_.add(place, fmt::format("Mẫu có hơn {} ô sealed", kMostSealedCells),
                      fmt::format("the form seals more than {} cells", kMostSealedCells));
}

}  // namespace hocba::form
