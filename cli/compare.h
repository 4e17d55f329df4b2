// verify --compare: the records that a seal's cells are held against.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "engine/verify/verify.h"

namespace hocba::cli {

/// `path`: RECORD (a class may be in it) or an issued PDF. They keep the workshop by reference. Fails if it
/// cannot be opened or no record in it is good; what is wrong with one of several is left to `hocba check`.
Result<std::vector<verify::Other>> others_in(const std::string& path, const Workshop& workshop,
                                             const verify::Options& options);

}  // namespace hocba::cli
