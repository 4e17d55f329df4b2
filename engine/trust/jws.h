// Compact JWS (RFC 7515) with EdDSA (RFC 8037), and nothing else.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::trust {

/// The payload, once signature and `type` hold. Fault::document; `name` is the file.
Result<Json> open_jws(std::string_view compact, std::string_view spki, const std::string& type,
                      const std::string& name);

}  // namespace hocba::trust
