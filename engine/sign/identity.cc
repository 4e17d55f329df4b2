// The checks that a certificate passes before anybody signs with it.
#include <fmt/format.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "engine/sign/certificate.h"
#include "engine/sign/decoded.h"
#include "engine/sign/sign.h"
#include "engine/sign/subject.h"

namespace hocba::sign {
namespace {

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

Result<Identity> identity_of(const std::string& certificate, const std::vector<std::string>& others,
                             Digest digest, Instant at, const std::string& place) {
    const auto parts = parts_of(certificate);
    const CertificatePtr decoded = certificate_of(certificate);
    if (!parts || !decoded) return no_certificate(place);
    const auto kind = kind_of(parts->public_key);
    if (!kind) return weak_key(place);
    if (auto valid = check_validity(decoded.get(), place, at); !valid) return tl::unexpected(valid.error());
    if (auto usage = check_usage(decoded.get(), place); !usage) return tl::unexpected(usage.error());
    Identity identity;
    identity.certificate = certificate;
    const std::vector<std::string> path = path_of(certificate, others);
    identity.intermediates.assign(path.begin() + 1, path.end());
    identity.name = common_name_of(certificate);
    identity.key = *kind;
    identity.digest = digest;
    identity.longest_signature = static_cast<std::size_t>(EVP_PKEY_get_size(X509_get0_pubkey(decoded.get())));
    return identity;
}

}  // namespace hocba::sign
