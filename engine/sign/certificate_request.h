// A certificate request (PKCS#10, RFC 2986), whoever holds the key.
#pragma once

#include <functional>
#include <string>

#include "engine/sign/keys.h"

namespace hocba::sign {

/// The answer of the key to a SHA-256 digest: PKCS #1 v1.5, or a DER ECDSA-Sig-Value.
using SignDigest = std::function<Result<std::string>(const std::string& digest)>;

/// In PEM; `public_key` is a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). Fault::signing if the key is too weak
/// for the regulation, or the subject has no name.
Result<std::string> certificate_request(const Subject& subject, const std::string& public_key,
                                        const std::string& place, const SignDigest& sign);

}  // namespace hocba::sign
