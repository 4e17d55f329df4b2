// What signing needs of an X.509 certificate (RFC 5280), as parts of its DER.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hocba::sign {

enum class KeyKind { rsa, p256 };

/// Each part is DER with tag and length, inside the certificate's bytes.
struct CertificateParts {
    std::string_view serial, issuer, subject, public_key;
};
std::optional<CertificateParts> parts_of(std::string_view certificate);

/// Names chain and the parent's key verifies the child's signature.
bool is_issued_by(std::string_view certificate, std::string_view parent);

/// The certificate and its issuers among `others`, in order, without the self-signed root.
std::vector<std::string> path_of(const std::string& certificate, const std::vector<std::string>& others);

/// RSA of at least 2048 bits or ECDSA on P-256 (TT 15/2025/TT-BKHCN); empty for any other key.
std::optional<KeyKind> kind_of(std::string_view public_key);

/// PKCS #1 v1.5 or ECDSA, over SHA-256 of `message`.
bool signature_matches(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace hocba::sign
