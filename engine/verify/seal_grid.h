// The sealed cells of a page in the words of its form.
#pragma once

#include <vector>

#include "engine/seal/seal.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// The cells that the claims hold, beside the labels of the form with the claims' number. A form, cell or
/// code that is not known is a reason, and such a cell has no value.
std::vector<SealedCellShown> grid_of(const seal::Claims& claims, const std::vector<form::Form>* forms,
                                     std::vector<Reason>& reasons);

}  // namespace hocba::verify
