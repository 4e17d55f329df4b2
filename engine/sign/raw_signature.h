// Between what a key computes and what a CMS or a certificate request holds.
#pragma once

#include <string>
#include <string_view>

#include "engine/sign/sign.h"

namespace hocba::sign {

/// DigestInfo (RFC 8017, 9.2, step 2): what CKM_RSA_PKCS signs.
std::string digest_info(Digest digest, std::string_view value);

/// ECDSA-Sig-Value (RFC 3279, 2.2.3) of r and s, one after the other (PKCS#11 2.40, 2.3.1).
std::string ecdsa_signature(std::string_view r_and_s);

}  // namespace hocba::sign
