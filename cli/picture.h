// The picture that a key of hocba.toml shows in its signature field.
#pragma once

#include <optional>

#include "cli/config.h"
#include "engine/pdf/pdf.h"

namespace hocba::cli {

/// Nothing if the key names none. The school's is its stamp, anybody else's a hand signature. Fault::signing.
Result<std::optional<pdf::Appearance>> picture_of(const KeyFile& key);

}  // namespace hocba::cli
