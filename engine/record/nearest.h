// The known name that a misspelt one was meant to be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hocba::record {

/// By edit distance over letters, case aside; empty if none is near (a third of the name, at least 1).
std::string nearest(std::string_view name, const std::vector<std::string>& known);

}  // namespace hocba::record
