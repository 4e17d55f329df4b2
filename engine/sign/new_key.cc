#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "engine/base/handle.h"
#include "engine/sign/certificate_request.h"

namespace hocba::sign {
namespace {

using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using ContextPtr = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Pkcs12Ptr = Handle<PKCS12, PKCS12_free>;

constexpr std::size_t kBits = 3072;  // good past 2030 (NIST SP 800-57, table 2)

tl::unexpected<Error> refused() {
    ERR_clear_error();
    return fail(Fault::signing, "OpenSSL", {"OpenSSL không tạo được khóa", "OpenSSL did not make the key"},
                {"Chạy lại lệnh.", "Run the command again."});
}

template <class T, class Write>
std::string der_of(const T* object, Write write) {
    unsigned char* bytes = nullptr;
    const int size = write(object, &bytes);
    std::string out(reinterpret_cast<const char*>(bytes), size > 0 ? static_cast<std::size_t>(size) : 0);
    OPENSSL_free(bytes);
    return out;
}

Result<std::string> sign_with(EVP_PKEY* key, const std::string& digest) {
    const ContextPtr context(EVP_PKEY_CTX_new(key, nullptr));
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
    std::size_t size = signature.size();
    const bool is_signed =
        context && EVP_PKEY_sign_init(context.get()) == 1 &&
        EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&  // RSA: PKCS #1 v1.5 by default
        EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                      reinterpret_cast<const unsigned char*>(digest.data()), digest.size()) == 1;
    if (!is_signed) return refused();
    signature.resize(size);
    return signature;
}

}  // namespace

Result<NewKey> request_with_new_key(KeyKind kind, const std::string& pin, const Subject& subject) {
    const KeyPtr key(kind == KeyKind::rsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", kBits)
                                          : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    if (!key) return refused();
    auto request =
        certificate_request(subject, der_of(key.get(), i2d_PUBKEY), subject.name,
                            [&](const std::string& digest) { return sign_with(key.get(), digest); });
    if (!request) return forward(std::move(request));
    const Pkcs12Ptr file(
        PKCS12_create(pin.c_str(), subject.name.c_str(), key.get(), nullptr, nullptr, 0, 0, 0, 0, 0));
    if (!file) return refused();
    return NewKey{der_of(file.get(), i2d_PKCS12), *std::move(request)};
}

}  // namespace hocba::sign
