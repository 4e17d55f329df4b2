// What a token's refusal means to the person who signs.
#pragma once

#include <p11-kit/pkcs11.h>

#include <string>

#include "engine/base/result.h"

namespace hocba::sign {

/// Fault::signing. `flags` are the token's after the failure (CK_TOKEN_INFO): they may tell how many tries
/// the PIN has left.
tl::unexpected<Error> token_problem(const std::string& place, CK_RV code, CK_FLAGS flags);
tl::unexpected<Error> token_removed(const std::string& place);
tl::unexpected<Error> no_certificate_on_token(const std::string& place);
tl::unexpected<Error> no_key_on_token(const std::string& place);
tl::unexpected<Error> several_on_token(const std::string& place);

}  // namespace hocba::sign
