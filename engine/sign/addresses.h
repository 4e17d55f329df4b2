// Where a certificate says its issuer, its OCSP responder and its revocation lists are (RFC 5280, 4.2.1.13,
// 4.2.2.1), and when it ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"

namespace hocba::sign {

/// http and https only: nothing else is ever fetched.
struct Addresses {
    std::vector<std::string> issuers, ocsps, crls;
};
Addresses addresses_in(std::string_view certificate);

/// notAfter; nothing if it is no certificate.
std::optional<Instant> end_of(std::string_view certificate);

/// The subject's common name, or what else it is called; for messages.
std::string holder_of(std::string_view certificate);

}  // namespace hocba::sign
