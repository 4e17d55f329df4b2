// What a revocation list (RFC 5280, 5) or an OCSP answer (RFC 6960) says of one certificate.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"

namespace hocba::sign {

struct RevocationAnswer {
    Instant this_update;
    std::optional<Instant> next_update;
    std::optional<Instant> revoked_at;      // nothing: it was not revoked
    std::optional<Instant> delegate_until;  // of an OCSP responder with its own certificate: its end
};

/// Nothing unless `crl` is a whole list of that issuer, with its signature (SHA-256 or better), for this
/// certificate.
std::optional<RevocationAnswer> read_crl(std::string_view crl, std::string_view certificate,
                                         std::string_view issuer);

/// Nothing unless `response` speaks of this certificate and is signed by the issuer or by a responder that
/// the issuer named for it (id-kp-OCSPSigning and id-pkix-ocsp-nocheck) and that was valid then.
std::optional<RevocationAnswer> read_ocsp(std::string_view response, std::string_view certificate,
                                          std::string_view issuer);

enum class RevocationState { good, revoked, unknown };

/// What `answer` says of the moment. Silence of a list made after the certificate's end says nothing.
RevocationState state_at(const RevocationAnswer& answer, Instant moment, Instant certificate_end);

}  // namespace hocba::sign
