#include "engine/verify/seal_grid.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/sealed_cell.h"
#include "engine/verify/reason.h"

namespace hocba::verify {
const form::Form* form_of(std::int64_t number, const std::vector<form::Form>* forms) {
    if (forms == nullptr) return nullptr;
    const auto found =
        std::find_if(forms->begin(), forms->end(), [&](const form::Form& f) { return f.number() == number; });
    return found == forms->end() ? nullptr : &*found;
}

std::vector<SealedCellShown> grid_of(const seal::Claims& claims, const std::vector<form::Form>* forms,
                                     std::vector<Reason>& reasons) {
    const form::Form* form = form_of(claims.form, forms);
    bool known = form != nullptr || claims.cells.empty();
    std::vector<SealedCellShown> grid;
    for (const seal::Cell& cell : claims.cells) {
        SealedCellShown shown{claims.school_year, claims.page, cell.number, cell.code, {}, std::nullopt};
        const auto number = static_cast<std::size_t>(cell.number);
        if (form != nullptr && number < form->sealed_cells().size()) {
            shown.label = form->sealed_cells()[number];
            shown.value = form::seal_value(*form, number, cell.code);
        }
        known = known && (shown.value || (cell.code == kSealUnsealedText && !shown.label.kind.empty()));
        grid.push_back(std::move(shown));
    }
    if (!known) reasons.push_back(reason("form-unknown", fmt::format("page {}", claims.page)));
    return grid;
}

}  // namespace hocba::verify
