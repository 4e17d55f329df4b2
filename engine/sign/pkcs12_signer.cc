#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "engine/base/handle.h"
#include "engine/base/pkcs12.h"
#include "engine/sign/decoded.h"
#include "engine/sign/keys.h"

namespace hocba::sign {
namespace {

using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContextPtr = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

class Pkcs12Signer final : public Signer {
  public:
    Pkcs12Signer(KeyPtr key, Identity identity) : key_(std::move(key)), identity_(std::move(identity)) {}

    const Identity& identity() const override { return identity_; }

    Result<std::vector<std::string>> sign_digests(const std::vector<std::string>& digests) const override {
        std::vector<std::string> signatures;
        for (const std::string& digest : digests) {
            signatures.push_back(sign_digest(digest));
            if (signatures.back().empty())
                return fail(
                    Fault::signing, identity_.name, {"Khóa không ký được.", "The key could not sign."},
                    {"Kiểm tra tệp khóa với đơn vị cấp chứng thư số.", "Ask the CA to check the key file."});
        }
        return signatures;
    }

  private:
    /// Empty if OpenSSL refuses.
    std::string sign_digest(std::string_view digest) const {
        const KeyContextPtr context(EVP_PKEY_CTX_new(key_.get(), nullptr));
        const EVP_MD* algorithm = identity_.digest == Digest::sha384 ? EVP_sha384() : EVP_sha256();
        std::string out(identity_.longest_signature, '\0');
        std::size_t size = out.size();
        const bool is_signed = context && EVP_PKEY_sign_init(context.get()) == 1 &&
                               (identity_.key != KeyKind::rsa ||
                                EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1) &&
                               EVP_PKEY_CTX_set_signature_md(context.get(), algorithm) == 1 &&
                               EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(out.data()),
                                             &size, octets(digest), digest.size()) == 1;
        ERR_clear_error();
        out.resize(is_signed ? size : 0);
        return out;
    }

    KeyPtr key_;
    Identity identity_;
};

/// The one whose public key is this; empty if there is none.
std::string certificate_for(const EVP_PKEY* key, const std::vector<std::string>& certificates) {
    for (const std::string& certificate : certificates) {
        const CertificatePtr decoded = certificate_of(certificate);
        if (decoded && EVP_PKEY_eq(X509_get0_pubkey(decoded.get()), key) == 1) return certificate;
    }
    ERR_clear_error();
    return {};
}

}  // namespace

Result<std::unique_ptr<Signer>> open_pkcs12(const std::string& path, const AskSecret& pin,
                                            const KeyUse& use) {
    const auto secret = pin();
    if (!secret) return tl::unexpected(secret.error());
    const auto file = read_pkcs12(path, secret->text());
    if (!file) return tl::unexpected(file.error());
    const unsigned char* cursor = octets(file->private_key);
    KeyPtr key(d2i_AutoPrivateKey(nullptr, &cursor, static_cast<long>(file->private_key.size())));
    ERR_clear_error();
    if (!key)
        return fail(
            Fault::signing, path, {"Tệp không có khóa bí mật.", "The file holds no private key."},
            {"Xuất lại khóa kèm chứng thư số.", "Export the key again together with its certificate."});
    std::vector<std::string> others = file->others;
    others.insert(others.end(), use.chain.begin(), use.chain.end());
    const std::string certificate =
        file->certificate.empty() ? certificate_for(key.get(), others) : file->certificate;
    auto identity = identity_of(certificate, others, use.digest, use.at, path);
    if (!identity) return forward(std::move(identity));
    return std::make_unique<Pkcs12Signer>(std::move(key), *std::move(identity));
}

Result<std::unique_ptr<Signer>> open_pkcs12(const std::string& path, const std::string& pin, Instant at,
                                            Digest digest) {
    return open_pkcs12(
        path, [&] { return Result<Secret>(Secret(pin)); }, KeyUse{at, digest});
}

}  // namespace hocba::sign
