// The parts of our CMS SignedData (RFC 5652), byte for byte: written by cms(), expected by inspect_cms().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/sign/certificate.h"
#include "engine/sign/sign.h"

namespace hocba::sign {

using namespace std::literals;

inline constexpr auto kSignedData = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv;
inline constexpr auto kData = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"sv;
inline constexpr auto kContentType = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x03"sv;
inline constexpr auto kMessageDigest = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04"sv;
inline constexpr auto kSigningTime = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x05"sv;
/// id-aa-signingCertificateV2 (RFC 5035, 3).
inline constexpr auto kSigningCertificateV2 = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x2F"sv;
/// id-aa-timeStampToken (RFC 3161, appendix A).
inline constexpr auto kTimeStampToken = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x0E"sv;
inline constexpr auto kVersion1 = "\x02\x01\x01"sv;

/// The certificate followed by the intermediates.
std::vector<std::string> whole_path(const Identity& identity);

/// AlgorithmIdentifier of the digest; the parameters are absent (RFC 5754, 2).
std::string_view digest_algorithm(Digest digest);

/// RFC 3370, 3.2 (rsaEncryption, NULL) and RFC 5754, 3.3 (ecdsa-with-SHA256 or -SHA384, no parameters).
std::string_view signature_algorithm(KeyKind kind, Digest digest);

/// issuerAndSerialNumber (RFC 5652, 10.2.4).
std::string signer_id(const CertificateParts& certificate);

/// The signed attributes, each DER: contentType, messageDigest, and signingCertificateV2 naming the whole
/// path by SHA-256, so that no certificate in the CMS can be exchanged (RFC 5035, 5.4).
std::vector<std::string> signed_attributes(std::string_view message_digest,
                                           const std::vector<std::string>& path);

/// What one CMS of ours says.
struct CmsParts {
    std::string message_digest;
    std::vector<std::string> path;  // DER, signer first
    KeyKind key = KeyKind::rsa;
    Digest digest = Digest::sha256;
    std::string signature;
    std::string token;  // DER of a TimeStampToken; may be empty
};

/// The whole ContentInfo.
std::string assemble(const CmsParts& parts);

}  // namespace hocba::sign
