#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "engine/base/digest.h"
#include "engine/base/handle.h"
#include "engine/base/pkcs12.h"
#include "engine/seal/seal.h"

namespace hocba::seal {
namespace {

using CertificatePtr = Handle<X509, X509_free>;
using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using ContextPtr = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::size_t kSignature = 64, kKeyId = 4;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string public_key_of(EVP_PKEY* key) {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    if (size <= 0) return {};
    std::string public_key(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return public_key;
}

class Ed25519Sealer final : public Sealer {
  public:
    Ed25519Sealer(KeyPtr key, std::string key_id) : key_(std::move(key)), key_id_(std::move(key_id)) {}

    std::string key_id() const override { return key_id_; }

    Result<std::string> sign(std::string_view message) const override {
        std::string out(kSignature, '\0');
        std::size_t size = out.size();
        const ContextPtr context(EVP_MD_CTX_new());
        auto* into = reinterpret_cast<unsigned char*>(out.data());
        if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
            EVP_DigestSign(context.get(), into, &size, octets(message), message.size()) != 1 ||
            size != kSignature) {
            ERR_clear_error();
            return fail(Fault::signing, "seal key", {"Không ký được tem.", "The seal could not be signed."});
        }
        return out;
    }

  private:
    KeyPtr key_;
    std::string key_id_;
};

}  // namespace

std::string key_id_of(std::string_view public_key) {
    return sha256(public_key).substr(0, kKeyId);
}

Result<void> check_validity(const std::string& certificate, const std::string& path, Instant at) {
    const unsigned char* cursor = octets(certificate);
    const CertificatePtr x509(d2i_X509(nullptr, &cursor, static_cast<long>(certificate.size())));
    ERR_clear_error();
    auto time = static_cast<std::time_t>(at.unix_s);
    if (x509 && X509_cmp_time(X509_get0_notBefore(x509.get()), &time) <= 0 &&
        X509_cmp_time(X509_get0_notAfter(x509.get()), &time) >= 0)
        return {};
    return fail(
        Fault::signing, path,
        {"Khóa làm tem chưa có hiệu lực hoặc đã hết hạn vào lúc phát hành.",
         "The seal key is not valid at the time of issue."},
        {"Tạo khóa mới bằng “hocba keys create” và gửi tệp .pem cho người giữ thư mục tin cậy.",
         "Make a new one by “hocba keys create” and send its .pem to the custodian of the trust folder."});
}

Result<std::unique_ptr<Sealer>> open_pkcs12(const std::string& path, const std::string& pin,
                                            std::optional<Instant> at) {
    const auto file = read_pkcs12(path, pin);
    if (!file) return tl::unexpected(file.error());
    const unsigned char* cursor = octets(file->private_key);
    KeyPtr key(d2i_AutoPrivateKey(nullptr, &cursor, static_cast<long>(file->private_key.size())));
    ERR_clear_error();
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
        return fail(Fault::signing, path,
                    {"Khóa trong tệp không phải khóa làm tem (Ed25519).",
                     "The key in the file is no seal key (Ed25519)."},
                    {"Chọn tệp do “hocba keys create” tạo; khóa ký số của người không dùng để làm tem.",
                     "Choose the file made by “hocba keys create”; a person's key makes no seals."});
    if (at)
        if (const auto valid = check_validity(file->certificate, path, *at); !valid)
            return tl::unexpected(valid.error());
    std::string key_id = key_id_of(public_key_of(key.get()));
    return std::make_unique<Ed25519Sealer>(std::move(key), std::move(key_id));
}

}  // namespace hocba::seal
