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
/// RFC 5754, 2: the parameters of SHA-256 are absent.
inline constexpr auto kSha256 = "\x30\x0B\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv;
inline constexpr auto kVersion1 = "\x02\x01\x01"sv;

/// The certificate followed by the intermediates; empty if one of them is no certificate.
std::vector<std::string> whole_path(const Signer& signer);

/// From the signer, who checked the key when opening it: decoding it again costs more than a signature.
KeyKind kind_of(const Signer& signer);

/// RFC 3370, 3.2 (rsaEncryption, NULL) and RFC 5754, 3.3 (ecdsa-with-SHA256, no parameters).
std::string_view signature_algorithm(KeyKind kind);

/// issuerAndSerialNumber (RFC 5652, 10.2.4).
std::string signer_id(const CertificateParts& certificate);

/// The signed attributes, each DER: contentType, messageDigest, and signingCertificateV2 naming the whole
/// path, so that no certificate in the CMS can be exchanged (RFC 5035, 5.4).
std::vector<std::string> signed_attributes(std::string_view sha256, const std::vector<std::string>& path);

/// The whole ContentInfo.
std::string assemble(std::string_view sha256, const std::vector<std::string>& path, KeyKind kind,
                     std::string_view signature);

}  // namespace hocba::sign
