#include <algorithm>

#include "engine/base/digest.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/der.h"
#include "engine/sign/sign.h"

namespace hocba::sign {

/// OpenSSL's CMS_final always adds signing-time, which PAdES forbids (ETSI EN 319 142-1, 6.3): /M has it.
Result<std::string> cms(std::string_view sha256, const Signer& signer) {
    std::vector<std::string> path{signer.certificate()};
    path.insert(path.end(), signer.intermediates().begin(), signer.intermediates().end());
    const bool readable =
        std::all_of(path.begin(), path.end(), [](const auto& c) { return parts_of(c).has_value(); });
    const auto kind = readable ? kind_of(parts_of(path.front())->public_key) : std::nullopt;
    if (!kind || sha256.size() != 32)
        return fail(Fault::signing, "CMS",
                    {"Chứng thư số hoặc khóa không dùng được để ký.",
                     "The certificate or key cannot be used to sign."},
                    {"Dùng chứng thư RSA từ 2048 bit hoặc ECDSA P-256.",
                     "Use a certificate with RSA of 2048 bits or more, or ECDSA P-256."});
    const std::string to_be_signed = der_set_of(kSet, signed_attributes(sha256, path));
    const auto signature = signer.sign_digest(hocba::sha256(to_be_signed));
    if (!signature) return signature;
    return assemble(sha256, path, *kind, *signature);
}

}  // namespace hocba::sign
