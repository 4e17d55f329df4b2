// COSE_Sign1 (RFC 9052, 4.2), tagged, one signer, empty external_aad, nothing unprotected.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace hocba::seal {

/// RFC 9053, 2.1 and 2.2.
inline constexpr std::int64_t kEdDsa = -8, kEs256 = -7;

struct Sign1 {
    std::int64_t algorithm = kEdDsa;
    std::string key_id;     // 4 bytes
    std::string payload;    // the claims
    std::string signature;  // 64 bytes with either algorithm
};

/// The bytes that are signed: Sig_structure (RFC 9052, 4.4).
std::string sig_structure(const Sign1& message);

std::string encode(const Sign1& message);

/// Only what `encode` writes is read. Fault::document.
Result<Sign1> decode_sign1(std::string_view cbor);

}  // namespace hocba::seal
