#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "engine/base/handle.h"
#include "engine/base/pkcs12.h"
#include "engine/sign/certificate.h"
#include "engine/sign/sign.h"

namespace hocba::sign {
namespace {

using CertificatePtr = Handle<X509, X509_free>;
using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContextPtr = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// The common name in UTF-8; empty if the certificate has none.
std::string common_name(const X509* certificate) {
    const X509_NAME* subject = X509_get_subject_name(certificate);
    const int index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (index < 0) return {};
    unsigned char* text = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)));
    if (size < 0) return {};
    std::string out(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return out;
}

class Pkcs12Signer final : public Signer {
  public:
    Pkcs12Signer(KeyPtr key, KeyKind kind, std::vector<std::string> path, std::string name)
        : key_(std::move(key)), kind_(kind), certificate_(path.front()), name_(std::move(name)) {
        intermediates_.assign(path.begin() + 1, path.end());
    }

    const std::string& certificate() const override { return certificate_; }
    const std::vector<std::string>& intermediates() const override { return intermediates_; }
    std::string subject_name() const override { return name_; }
    std::string algorithm() const override { return kind_ == KeyKind::rsa ? "RSA-SHA256" : "ECDSA-SHA256"; }
    std::size_t longest_signature() const override {
        return static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
    }

    Result<std::string> sign_digest(std::string_view sha256) const override {
        const KeyContextPtr context(EVP_PKEY_CTX_new(key_.get(), nullptr));
        std::string out(longest_signature(), '\0');
        std::size_t size = out.size();
        const bool is_signed =
            context && EVP_PKEY_sign_init(context.get()) == 1 &&
            (kind_ != KeyKind::rsa || EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1) &&
            EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&
            EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, octets(sha256),
                          sha256.size()) == 1;
        ERR_clear_error();
        if (!is_signed)
            return fail(
                Fault::signing, name_, {"Khóa không ký được.", "The key could not sign."},
                {"Kiểm tra tệp khóa với đơn vị cấp chứng thư số.", "Ask the CA to check the key file."});
        out.resize(size);
        return out;
    }

  private:
    KeyPtr key_;
    KeyKind kind_;
    std::string certificate_;
    std::vector<std::string> intermediates_;
    std::string name_;
};

std::string day(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return "?";
    return fmt::format("{:02}/{:02}/{}", parts.tm_mday, parts.tm_mon + 1, parts.tm_year + 1900);
}

Result<void> check_validity(const X509* certificate, const std::string& path, Instant at) {
    const auto* from = X509_get0_notBefore(certificate);
    const auto* until = X509_get0_notAfter(certificate);
    auto time = static_cast<std::time_t>(at.unix_s);
    if (X509_cmp_time(from, &time) > 0)
        return fail(Fault::signing, path,
                    {fmt::format("Chứng thư số chưa có hiệu lực (từ {}).", day(from)),
                     fmt::format("The certificate is not yet valid (from {}).", day(from))},
                    {"Kiểm tra ngày giờ của máy.", "Check the computer's date and time."});
    if (X509_cmp_time(until, &time) < 0)
        return fail(Fault::signing, path,
                    {fmt::format("Chứng thư số đã hết hạn ngày {}.", day(until)),
                     fmt::format("The certificate expired on {}.", day(until))},
                    {"Gia hạn chứng thư số rồi ký lại.", "Renew the certificate, then sign again."});
    return {};
}

/// RFC 5280, 4.2.1.3; a certificate without the extension may be used for everything.
Result<void> check_usage(X509* certificate, const std::string& path) {
    if ((X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0) return {};
    return fail(Fault::signing, path,
                {"Chứng thư số không được cấp để ký số (keyUsage).",
                 "The certificate is not meant for signatures (keyUsage)."},
                {"Dùng chứng thư số ký, không dùng chứng thư mã hóa.",
                 "Use the signature certificate, not the one for encryption."});
}

tl::unexpected<Error> no_certificate(const std::string& path) {
    return fail(Fault::signing, path,
                {"Tệp không có chứng thư số của khóa.", "The file has no certificate for its key."},
                {"Xuất lại khóa kèm chứng thư số.", "Export the key again together with its certificate."});
}

tl::unexpected<Error> weak_key(const std::string& path) {
    return fail(
        Fault::signing, path,
        {"Khóa quá yếu hoặc khác loại: cần RSA từ 2048 bit hoặc ECDSA P-256 (TT 15/2025/TT-BKHCN).",
         "The key is too weak or of another kind: RSA of 2048 bits or more, or ECDSA P-256, is needed."},
        {"Xin cấp chứng thư số mới.", "Ask for a new certificate."});
}

}  // namespace

Result<std::unique_ptr<Signer>> open_pkcs12(const std::string& path, const std::string& pin, Instant at) {
    const auto file = read_pkcs12(path, pin);
    if (!file) return tl::unexpected(file.error());
    const auto parts = parts_of(file->certificate);
    const unsigned char* cursor = octets(file->certificate);
    const CertificatePtr certificate(d2i_X509(nullptr, &cursor, static_cast<long>(file->certificate.size())));
    const unsigned char* key_cursor = octets(file->private_key);
    KeyPtr key(d2i_AutoPrivateKey(nullptr, &key_cursor, static_cast<long>(file->private_key.size())));
    ERR_clear_error();
    if (!parts || !certificate || !key) return no_certificate(path);
    const auto kind = kind_of(parts->public_key);
    if (!kind) return weak_key(path);
    if (auto valid = check_validity(certificate.get(), path, at); !valid)
        return tl::unexpected(valid.error());
    if (auto usage = check_usage(certificate.get(), path); !usage) return tl::unexpected(usage.error());
    return std::make_unique<Pkcs12Signer>(std::move(key), *kind, path_of(file->certificate, file->others),
                                          common_name(certificate.get()));
}

}  // namespace hocba::sign
