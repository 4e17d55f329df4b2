// Text to a QR symbol (ISO/IEC 18004), by libqrencode.
#pragma once

#include <string_view>

#include "engine/base/modules.h"
#include "engine/base/result.h"

namespace hocba::qr {

/// Level M, the smallest version that holds `text`; segments are chosen by libqrencode (alphanumeric where
/// possible). Fault::form if no version holds it.
Result<Modules> encode(std::string_view text);

}  // namespace hocba::qr
