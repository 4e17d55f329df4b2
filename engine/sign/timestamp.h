// A time-stamp asked for and checked (RFC 3161): the request, and what a response must say to be believed.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/sign/http.h"

namespace hocba::sign {

/// DER of a TimeStampReq over SHA-256 of `bytes`, with certReq. `nonce`: up to 20 bytes of the caller's; the
/// same arguments give the same request.
std::string timestamp_request(std::string_view bytes, std::string_view nonce);

/// The TimeStampToken of a TimeStampResp, byte for byte. Fault::signing at `place` if the authority refused,
/// or the token is not over these bytes, has another nonce, or is not sound (timestamp_token.h).
Result<std::string> token_in(std::string_view response, std::string_view bytes, std::string_view nonce,
                             const std::string& place);

/// Both, over HTTP (RFC 3161, 3.4).
Result<std::string> fetch_token(const std::string& url, std::string_view bytes, std::string_view nonce,
                                const HttpLimits& limits);

}  // namespace hocba::sign
