// Keys as JWK (RFC 7517, RFC 8037, RFC 7518) and signatures by Ed25519 (RFC 8032).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::trust {

/// DER SubjectPublicKeyInfo of an OKP/Ed25519 or EC/P-256 JWK; empty if it is neither, not exact, or private.
std::optional<std::string> spki_of(const Json& jwk);

/// The members that describe the key: kty, crv, x (and y). Empty if the key is neither Ed25519 nor P-256.
std::optional<Json::Object> members_of(std::string_view spki);

/// 64 bytes. Fault::signing if the PEM holds no private Ed25519 key.
Result<std::string> sign_ed25519(std::string_view message, const std::string& private_key_pem);

/// `spki`: of an Ed25519 key.
bool verify_ed25519(std::string_view message, std::string_view signature, std::string_view spki);

}  // namespace hocba::trust
