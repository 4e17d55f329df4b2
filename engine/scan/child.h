// Work on foreign pictures in the limited child, and its answer: bytes, or why there are none.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/sandbox/sandbox.h"

namespace hocba::scan {

/// For one sheet: 20 s, 512 MB, and so much answer.
sandbox::Limits limits_of_sheet(std::size_t output = 1024UL * 1024);

/// What `work` returned in the child. Fault::document at `where` if it is an error, or the child broke or was
/// stopped.
Result<std::string> in_child(const std::string& where, const sandbox::Limits& limits,
                             const std::function<Result<std::string>()>& work);

/// How many pages a PDF has, 1 to kMostPages; found in the child.
Result<int> pages_of(std::string_view pdf, const std::string& name, const sandbox::Deadline& deadline);

}  // namespace hocba::scan
