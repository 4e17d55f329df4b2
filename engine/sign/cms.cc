#include "engine/base/digest.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/der.h"
#include "engine/sign/sign.h"

namespace hocba::sign {

/// OpenSSL's CMS_final always adds signing-time, which PAdES forbids (ETSI EN 319 142-1, 6.3): /M has it.
Result<std::string> cms(std::string_view sha256, const Signer& signer) {
    const std::vector<std::string> path = whole_path(signer);
    if (path.empty() || sha256.size() != 32)
        return fail(Fault::signing, "CMS",
                    {"Chứng thư số hoặc khóa không dùng được để ký.",
                     "The certificate or key cannot be used to sign."},
                    {"Dùng chứng thư RSA từ 2048 bit hoặc ECDSA P-256.",
                     "Use a certificate with RSA of 2048 bits or more, or ECDSA P-256."});
    const std::string to_be_signed = der_set_of(kSet, signed_attributes(sha256, path));
    const auto signature = signer.sign_digest(hocba::sha256(to_be_signed));
    if (!signature) return signature;
    return assemble(sha256, path, kind_of(signer), *signature);
}

}  // namespace hocba::sign
