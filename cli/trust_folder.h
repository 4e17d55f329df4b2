// What a trust folder says to the one who holds it.
#pragma once

#include <string>

#include "cli/context.h"
#include "engine/trust/trust.h"

namespace hocba::cli {

/// The root key's fingerprint, as the verification page shows it: trust::Trust::root_sha256 in groups of
/// eight digits. Nothing for an empty one.
void say_root(const Context& context, const std::string& sha256);

}  // namespace hocba::cli
