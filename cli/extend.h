// hocba sign --extend: documents with all signatures to the level of hocba.toml.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"

namespace hocba::cli {

/// Each file is replaced by a longer one whose beginning it is. Exit code 8 if one stays below the level.
int extend_all(const Context& context, const std::vector<std::string>& inputs, const std::string& config);

}  // namespace hocba::cli
