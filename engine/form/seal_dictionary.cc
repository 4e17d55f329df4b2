// forms.json: what a reader of seals must know of the forms (docs/seal-format.md).
#include <fmt/format.h>

#include "engine/base/sealed_cell.h"
#include "engine/form/node.h"

namespace hocba::form {
namespace {

Json to_json(const SealedLabel& label) {
    return Json::Object{
        {"group", label.group}, {"row", label.row}, {"column", label.column}, {"kind", label.kind}};
}

std::string mark(SealKind::Marks marks, int code) {
    if (marks == SealKind::Marks::tenths) return fmt::format("{},{}", code / 10, code % 10);
    return fmt::format("{}", code / 10);
}

}  // namespace

Json seal_dictionary(const std::vector<Form>& forms) {
    Json::Array list;
    Json kinds = Json::Object{};
    for (const Form& form : forms) {
        if (form.is_of_class()) continue;
        Json::Array cells;
        for (const SealedLabel& label : form.sealed_cells()) cells.push_back(to_json(label));
        list.emplace_back(Json::Object{{"number", form.number()},
                                       {"id", form.id()},
                                       {"revision", form.revision()},
                                       {"circular", form.circular()},
                                       {"level", form.level()},
                                       {"cells", std::move(cells)}});
        kinds = to_json(form.compiled().seal_kinds);
    }
    return Json::Object{{"kinds", std::move(kinds)}, {"forms", std::move(list)}};
}

std::optional<std::string> seal_value(const Form& form, std::size_t cell, int code) {
    if (cell >= form.sealed_cells().size()) return std::nullopt;
    const SealKind& kind = form.compiled().seal_kinds.at(form.sealed_cells()[cell].kind);
    if (code == kSealBlank) return "";
    const bool is_mark = code <= 100 && kind.marks != SealKind::Marks::none;
    if (is_mark && (kind.marks == SealKind::Marks::tenths || code % 10 == 0)) return mark(kind.marks, code);
    const auto word = kind.words.find(code);
    return word == kind.words.end() ? std::nullopt : std::optional(word->second);
}

}  // namespace hocba::form
