// templates/registry.json: the number of every form revision, for ever.
#pragma once

#include <filesystem>
#include <string>

#include "engine/base/result.h"

namespace hocba::form {

/// The number of that form and revision; Fault::form if the registry cannot be read, gives a number or a
/// revision twice, or has no entry for it.
Result<int> registered_number(const std::filesystem::path& registry, const std::string& id,
                              const std::string& revision, const std::string& place);

}  // namespace hocba::form
