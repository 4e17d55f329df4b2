#include "engine/sign/cms_parts.h"

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/sign/der.h"

namespace hocba::sign {
namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const auto part : parts) out += part;
    return out;
}

std::string attribute(std::string_view oid, std::string_view value) {
    return der(kSequence, joined({oid, der(kSet, value)}));
}

/// ESSCertIDv2 (RFC 5035, 4): SHA-256 is the default and therefore not written.
std::string certificate_id(std::string_view certificate, const CertificateParts& parts) {
    const std::string names = der(kSequence, der(kContext4, parts.issuer));
    return der(kSequence, joined({der(kOctetString, sha256(certificate)),
                                  der(kSequence, joined({names, parts.serial}))}));
}

}  // namespace

std::vector<std::string> whole_path(const Signer& signer) {
    std::vector<std::string> path{signer.certificate()};
    path.insert(path.end(), signer.intermediates().begin(), signer.intermediates().end());
    const bool readable =
        std::all_of(path.begin(), path.end(), [](const auto& c) { return parts_of(c).has_value(); });
    return readable ? path : std::vector<std::string>();
}

KeyKind kind_of(const Signer& signer) {
    return signer.algorithm() == "RSA-SHA256" ? KeyKind::rsa : KeyKind::p256;
}

std::string_view signature_algorithm(KeyKind kind) {
    if (kind == KeyKind::rsa) return "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00"sv;
    return "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv;
}

std::string signer_id(const CertificateParts& certificate) {
    return der(kSequence, joined({certificate.issuer, certificate.serial}));
}

std::vector<std::string> signed_attributes(std::string_view sha256, const std::vector<std::string>& path) {
    std::string ids;
    for (const auto& certificate : path) ids += certificate_id(certificate, *parts_of(certificate));
    return {attribute(kContentType, kData), attribute(kMessageDigest, der(kOctetString, sha256)),
            attribute(kSigningCertificateV2, der(kSequence, der(kSequence, ids)))};
}

std::string assemble(std::string_view sha256, const std::vector<std::string>& path, KeyKind kind,
                     std::string_view signature) {
    const std::string signer =
        der(kSequence, joined({kVersion1, signer_id(*parts_of(path.front())), kSha256,
                               der_set_of(kContext0, signed_attributes(sha256, path)),
                               signature_algorithm(kind), der(kOctetString, signature)}));
    const std::string signed_data =
        der(kSequence, joined({kVersion1, der(kSet, kSha256), der(kSequence, kData),
                               der_set_of(kContext0, path), der(kSet, signer)}));
    return der(kSequence, joined({kSignedData, der(kContext0, signed_data)}));
}

}  // namespace hocba::sign
