// A time-stamp token (RFC 3161, 2.4.2) read strictly: one signer, for time-stamping alone, whose signature
// holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"

namespace hocba::sign {

struct TokenFacts {
    Instant time;                           // genTime, fractions of a second dropped
    std::string imprint;                    // digest of what was stamped: 32, 48 or 64 bytes of SHA-2
    std::string signer_certificate;         // DER; of the authority
    std::vector<std::string> certificates;  // DER, all of them
    std::vector<std::string> faults;        // codes: "token-not-der", "token-form", "token-algorithm",
                                      // "token-certificate", "token-signature"; empty: the token is sound
};

/// Whether the authority may be believed is not asked here.
TokenFacts inspect_token(std::string_view der);

/// Whether the token is over these bytes.
bool is_over(const TokenFacts& token, std::string_view bytes);

}  // namespace hocba::sign
