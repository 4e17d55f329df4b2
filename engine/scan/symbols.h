// The texts of the QR symbols (ISO/IEC 18004) in a grey picture.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/scan/grey.h"
#include "engine/scan/scan.h"

namespace hocba::scan {

/// One look at the picture as it is.
std::vector<std::string> read_by_zxing(const Grey& grey);
std::vector<std::string> read_by_zbar(const Grey& grey);

/// Looks until a text is `wanted`, in the order of docs/scan.md; each text once, as it was first found. What
/// is found beside it in the same look is returned too.
std::vector<Symbol> find_symbols(const Grey& grey, const Wanted& wanted);

}  // namespace hocba::scan
