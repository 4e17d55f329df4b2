// The sealed cells of a page in the words of its form.
#pragma once

#include <vector>

#include "engine/seal/seal.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// The form of that number; null pointer if it is not at hand.
const form::Form* form_of(std::int64_t number, const std::vector<form::Form>* forms);

/// The cells that the claims hold, beside the labels of the form with the claims' number. A form, cell or
/// code that is not known is a reason, and such a cell has no value.
std::vector<SealedCellShown> grid_of(const seal::Claims& claims, const std::vector<form::Form>* forms,
                                     std::vector<Reason>& reasons);

}  // namespace hocba::verify
