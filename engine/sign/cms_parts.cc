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

std::vector<std::string> whole_path(const Identity& identity) {
    std::vector<std::string> path{identity.certificate};
    path.insert(path.end(), identity.intermediates.begin(), identity.intermediates.end());
    return path;
}

std::string_view digest_algorithm(Digest digest) {
    if (digest == Digest::sha384) return "\x30\x0B\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv;
    return "\x30\x0B\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv;
}

std::string_view signature_algorithm(KeyKind kind, Digest digest) {
    if (kind == KeyKind::rsa) return "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00"sv;
    if (digest == Digest::sha384) return "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03"sv;
    return "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv;
}

std::string signer_id(const CertificateParts& certificate) {
    return der(kSequence, joined({certificate.issuer, certificate.serial}));
}

std::vector<std::string> signed_attributes(std::string_view message_digest,
                                           const std::vector<std::string>& path) {
    std::string ids;
    for (const auto& certificate : path) ids += certificate_id(certificate, *parts_of(certificate));
    return {attribute(kContentType, kData), attribute(kMessageDigest, der(kOctetString, message_digest)),
            attribute(kSigningCertificateV2, der(kSequence, der(kSequence, ids)))};
}

std::string assemble(const CmsParts& parts) {
    const std::string_view digest = digest_algorithm(parts.digest);
    const std::string unsigned_attributes =
        parts.token.empty() ? "" : der(kContext1, attribute(kTimeStampToken, parts.token));
    const std::string signer =
        der(kSequence, joined({kVersion1, signer_id(*parts_of(parts.path.front())), digest,
                               der_set_of(kContext0, signed_attributes(parts.message_digest, parts.path)),
                               signature_algorithm(parts.key, parts.digest),
                               der(kOctetString, parts.signature), unsigned_attributes}));
    const std::string signed_data =
        der(kSequence, joined({kVersion1, der(kSet, digest), der(kSequence, kData),
                               der_set_of(kContext0, parts.path), der(kSet, signer)}));
    return der(kSequence, joined({kSignedData, der(kContext0, signed_data)}));
}

}  // namespace hocba::sign
