#include "engine/sign/certificate_request.h"

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/sign/certificate.h"
#include "engine/sign/der.h"

namespace hocba::sign {
namespace {

using namespace std::literals;

constexpr unsigned char kBitString = 0x03, kUtf8String = 0x0C, kPrintableString = 0x13;
constexpr auto kVersion0 = "\x02\x01\x00"sv;
constexpr auto kNoAttributes = "\xA0\x00"sv;
/// X.520: countryName, organizationName, commonName.
constexpr auto kCountry = "\x06\x03\x55\x04\x06"sv, kOrganisation = "\x06\x03\x55\x04\x0A"sv,
               kCommonName = "\x06\x03\x55\x04\x03"sv;
/// RFC 8017, appendix A.2.4 (with NULL), and RFC 5758, 3.2.
constexpr auto kSha256WithRsa = "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00"sv;
constexpr auto kEcdsaWithSha256 = "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv;

std::string attribute(std::string_view type, unsigned char tag, std::string_view value) {
    return der(kSet, der(kSequence, std::string(type) + der(tag, value)));
}

std::string name_of(const Subject& subject) {
    std::string names = attribute(kCountry, kPrintableString, "VN");
    if (!subject.organisation.empty()) names += attribute(kOrganisation, kUtf8String, subject.organisation);
    return der(kSequence, names + attribute(kCommonName, kUtf8String, subject.name));
}

std::string pem_of(std::string_view request) {
    constexpr std::size_t kLine = 64;  // RFC 7468, 2
    const std::string text = to_base64(request);
    std::string pem = "-----BEGIN CERTIFICATE REQUEST-----\n";
    for (std::size_t at = 0; at < text.size(); at += kLine) pem += text.substr(at, kLine) + "\n";
    return pem + "-----END CERTIFICATE REQUEST-----\n";
}

}  // namespace

Result<std::string> certificate_request(const Subject& subject, const std::string& public_key,
                                        const std::string& place, const SignDigest& sign) {
    const auto kind = kind_of(public_key);
    if (!kind)
        return fail(
            Fault::signing, place,
            {"Khóa quá yếu hoặc khác loại: cần RSA từ 2048 bit hoặc ECDSA P-256 (TT 15/2025/TT-BKHCN).",
             "The key is too weak or of another kind: RSA of 2048 bits or more, or ECDSA P-256, is needed."},
            {"Tạo khóa mới.", "Make a new key."});
    if (subject.name.empty())
        return fail(Fault::signing, place,
                    {"Chưa có tên người đứng chứng thư số.", "The certificate's holder has no name."},
                    {"Ghi name (và organisation) của khóa trong hocba.toml.",
                     "Put name (and organisation) of the key into hocba.toml."});
    const std::string info =
        der(kSequence, std::string(kVersion0) + name_of(subject) + public_key + std::string(kNoAttributes));
    const auto signature = sign(sha256(info));
    if (!signature) return tl::unexpected(signature.error());
    const auto algorithm = *kind == KeyKind::rsa ? kSha256WithRsa : kEcdsaWithSha256;
    return pem_of(
        der(kSequence, info + std::string(algorithm) + der(kBitString, std::string(1, '\0') + *signature)));
}

}  // namespace hocba::sign
