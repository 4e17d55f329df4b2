// What the export commands say: what became of each record.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::cli {

/// One JSON line: the input, where it went (null if nowhere), warnings and errors.
void say_exported(const Context& context, const std::string& input, const std::string& file,
                  const std::vector<Problem>& warnings, const std::vector<Problem>& errors);

}  // namespace hocba::cli
