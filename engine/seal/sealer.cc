#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "engine/base/digest.h"
#include "engine/base/handle.h"
#include "engine/base/pkcs12.h"
#include "engine/seal/seal.h"

namespace hocba::seal {
namespace {

using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using ContextPtr = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::size_t kSignature = 64, kKeyId = 4;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string key_id_of(EVP_PKEY* key) {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    if (size <= 0) return {};
    const std::string spki(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return sha256(spki).substr(0, kKeyId);
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

Result<std::unique_ptr<Sealer>> open_pkcs12(const std::string& path, const std::string& pin) {
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
    std::string key_id = key_id_of(key.get());
    return std::make_unique<Ed25519Sealer>(std::move(key), std::move(key_id));
}

}  // namespace hocba::seal
