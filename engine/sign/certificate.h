// What signing needs of an X.509 certificate (RFC 5280), as parts of its DER.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sign/sign.h"

namespace hocba::sign {

/// Each part is DER with tag and length, inside the certificate's bytes.
struct CertificateParts {
    std::string_view serial, issuer, subject, public_key;
};
std::optional<CertificateParts> parts_of(std::string_view certificate);

/// Names chain and the parent's key verifies the child's signature.
bool is_issued_by(std::string_view certificate, std::string_view parent);

/// RFC 5280, 4.2.1.9: a CA's certificate.
bool may_issue(std::string_view certificate);

/// The certificate and its issuers among `others`, in order, without the self-signed root.
std::vector<std::string> path_of(const std::string& certificate, const std::vector<std::string>& others);

/// Each certificate of a CertificateSet (RFC 5652, 10.2.3), whole; nothing if something else is in it.
std::optional<std::vector<std::string>> certificates_in(std::string_view content);

/// RSA of at least 2048 bits or ECDSA on P-256 (TT 15/2025/TT-BKHCN); empty for any other key.
std::optional<KeyKind> kind_of(std::string_view public_key);

/// PKCS #1 v1.5 or ECDSA over a digest.
bool signature_matches(std::string_view public_key, Digest digest, std::string_view value,
                       std::string_view signature);

/// SHA-2 of `bytes`.
std::string digest_of(Digest digest, std::string_view bytes);

}  // namespace hocba::sign
