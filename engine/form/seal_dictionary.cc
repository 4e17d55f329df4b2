// forms.json: what a reader of seals must know of the forms (docs/seal-format.md).
#include "engine/base/sealed_cell.h"
#include "engine/form/format.h"
#include "engine/form/node.h"

namespace hocba::form {
namespace {

Json to_json(const SealedLabel& label) {
    return Json::Object{
        {"group", label.group}, {"row", label.row}, {"column", label.column}, {"kind", label.kind}};
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
    if (code <= kSealHighestMark && kind.marks != SealKind::Marks::none)
        return print(Json(std::int64_t{code}), format_of(kind.marks));
    const auto word = kind.words.find(code);
    return word == kind.words.end() ? std::nullopt : std::optional(word->second);
}

}  // namespace hocba::form
