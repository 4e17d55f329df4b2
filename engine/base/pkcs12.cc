#include "engine/base/pkcs12.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "engine/base/file.h"
#include "engine/base/handle.h"

namespace hocba {
namespace {

using Pkcs12Ptr = Handle<PKCS12, PKCS12_free>;
using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyInfoPtr = Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using CertificatePtr = Handle<X509, X509_free>;

void free_all(STACK_OF(X509) * certificates) {
    sk_X509_pop_free(certificates, X509_free);
}
using CertificatesPtr = Handle<STACK_OF(X509), free_all>;

template <class T, class Write>
std::string der(T* object, Write write) {
    unsigned char* bytes = nullptr;
    const int size = write(object, &bytes);
    if (size <= 0) return {};
    std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_clear_free(bytes, static_cast<std::size_t>(size));
    return out;
}

std::string key_der(const EVP_PKEY* key) {
    const KeyInfoPtr info(EVP_PKEY2PKCS8(key));
    return info ? der(info.get(), i2d_PKCS8_PRIV_KEY_INFO) : std::string();
}

tl::unexpected<Error> no_such_file(const std::string& path) {
    return fail(Fault::signing, path,
                {"Không mở được tệp khóa (PKCS#12).", "The key file (PKCS#12) cannot be opened."},
                {"Kiểm tra đường dẫn ghi trong hocba.toml.", "Check the path in hocba.toml."});
}

tl::unexpected<Error> no_pkcs12(const std::string& path) {
    return fail(
        Fault::signing, path,
        {"Tệp này không phải tệp khóa PKCS#12 (.p12, .pfx).", "This file is no PKCS#12 key file."},
        {"Chọn đúng tệp do đơn vị cấp chứng thư số giao.", "Choose the file that the CA handed over."});
}

tl::unexpected<Error> wrong_pin(const std::string& path) {
    return fail(Fault::signing, path, {"Sai mã PIN của tệp khóa.", "The PIN of the key file is wrong."},
                {"Chạy lại lệnh với mã PIN đúng (gõ vào, hoặc ở biến pin_env, tệp pin_file của hocba.toml); "
                 "chú ý chữ hoa, "
                 "chữ thường.",
                 "Run the command again with the right PIN (typed, or in the variable pin_env or the file "
                 "pin_file of "
                 "hocba.toml); mind upper and lower case."});
}

tl::unexpected<Error> old_encryption(const std::string& path) {
    return fail(Fault::signing, path,
                {"Tệp khóa dùng thuật toán mã hóa cũ hoặc bị hỏng.",
                 "The key file uses outdated encryption or is damaged."},
                {"Xuất lại tệp với AES-256: openssl pkcs12 -legacy … rồi openssl pkcs12 -export.",
                 "Export it again with AES-256: openssl pkcs12 -legacy … then openssl pkcs12 -export."});
}

tl::unexpected<Error> no_key(const std::string& path) {
    return fail(
        Fault::signing, path, {"Tệp không chứa khóa bí mật.", "There is no private key in the file."},
        {"Xuất lại chứng thư số kèm khóa bí mật.", "Export the certificate again with its private key."});
}

}  // namespace

Pkcs12::~Pkcs12() {
    OPENSSL_cleanse(private_key.data(), private_key.size());
}

Result<Pkcs12> read_pkcs12(const std::string& path, const std::string& pin) {
    const auto bytes = read_file(path, 1 << 20);
    if (!bytes) return no_such_file(path);
    const auto* cursor = reinterpret_cast<const unsigned char*>(bytes->data());
    const Pkcs12Ptr file(d2i_PKCS12(nullptr, &cursor, static_cast<long>(bytes->size())));
    ERR_clear_error();
    if (!file || PKCS12_mac_present(file.get()) != 1) return no_pkcs12(path);
    if (PKCS12_verify_mac(file.get(), pin.c_str(), static_cast<int>(pin.size())) != 1) {
        ERR_clear_error();
        return wrong_pin(path);
    }
    EVP_PKEY* raw_key = nullptr;
    X509* raw_certificate = nullptr;
    STACK_OF(X509)* raw_others = nullptr;
    const int parsed = PKCS12_parse(file.get(), pin.c_str(), &raw_key, &raw_certificate, &raw_others);
    ERR_clear_error();
    const KeyPtr key(raw_key);
    const CertificatePtr certificate(raw_certificate);
    const CertificatesPtr others(raw_others);
    if (parsed != 1) return old_encryption(path);
    if (!key) return no_key(path);

    Pkcs12 out;
    out.private_key = key_der(key.get());
    if (certificate) out.certificate = der(certificate.get(), i2d_X509);
    for (int i = 0; others && i < sk_X509_num(others.get()); ++i)
        out.others.push_back(der(sk_X509_value(others.get(), i), i2d_X509));
    return out;
}

}  // namespace hocba
