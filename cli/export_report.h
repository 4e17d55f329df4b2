// What the export commands say: the same remark on many records once, and what became of each record.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::cli {

/// A class lacks the same data 35 times: each different sentence is told once, with its first place and how
/// many more there are.
void tell_once(const Context& context, const std::vector<Problem>& problems);

/// One JSON line: the input, where it went (null if nowhere), warnings and errors.
void say_exported(const Context& context, const std::string& input, const std::string& file,
                  const std::vector<Problem>& warnings, const std::vector<Problem>& errors);

}  // namespace hocba::cli
