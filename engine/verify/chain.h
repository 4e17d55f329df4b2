// From a signer's certificate to a trusted root, at a moment (RFC 5280), by OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// Nothing if `der` is no certificate.
std::optional<Certificate> read_certificate(std::string_view der);

/// The common name of the certificate's subject, or all of the subject if it has none.
std::string signer_named_in(std::string_view der);

struct Path {
    std::string fault;                      // a code of the catalogue; "" if the path is good
    std::string detail;                     // OpenSSL's words for it
    Instant valid_until;                    // of a good path: the first end among its certificates
    std::vector<std::string> certificates;  // DER, from the signer to the root
};

enum class Purpose { signing, timestamps };

/// `others` may hold anything; `roots` alone are believed. Revocation is not looked up.
Path find_path(std::string_view signer, const std::vector<std::string>& others,
               const std::vector<std::string>& roots, Instant when, Purpose purpose = Purpose::signing);

/// "D:20250531100000+07'00'" (ISO 32000-1, 7.9.4), all parts present.
std::optional<Instant> parse_pdf_date(std::string_view text);

}  // namespace hocba::verify
