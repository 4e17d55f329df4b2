// The claims of one page as bytes: a CBOR array of 17 in fixed order (docs/seal-format.md).
#pragma once

#include <string>
#include <string_view>

#include "engine/seal/seal.h"

namespace hocba::seal {

/// Fault::record if a claim cannot be said: no date of birth, a text that is not NFC, a digest of another
/// length. The answer is deterministic.
Result<std::string> encode(const Claims& claims);

/// Fault::document names the claim that is missing, of another kind, or impossible.
Result<Claims> decode_claims(std::string_view cbor);

}  // namespace hocba::seal
