#include "engine/sign/timestamp_token.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/digest.h"
#include "engine/base/handle.h"
#include "engine/sign/certificate.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/decoded.h"
#include "engine/sign/der.h"

namespace hocba::sign {
namespace {

using ContextPtr = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using UsagePtr = Handle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;

constexpr unsigned char kGeneralizedTime = 0x18;
constexpr auto kVersion3 = "\x02\x01\x03"sv;
/// id-ct-TSTInfo (RFC 3161, 2.4.2); id-aa-signingCertificate (RFC 2634, 5.4).
constexpr auto kTstInfo = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x04"sv;
constexpr auto kSigningCertificate = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x0C"sv;

/// A digest as AlgorithmIdentifiers name it, with and without NULL (RFC 5754, 2).
struct Hash {
    std::string_view plain, with_null;
    const EVP_MD* (*method)();
    std::string (*of)(std::string_view);
    std::string_view rsa, ecdsa;  // signature algorithms of RFC 5754, 3, whole
};
const std::array<Hash, 3> kHashes = {{
    {"\x30\x0B\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv,
     "\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00"sv, EVP_sha256, sha256,
     "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00"sv,
     "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv},
    {"\x30\x0B\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv,
     "\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00"sv, EVP_sha384, sha384,
     "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0C\x05\x00"sv,
     "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03"sv},
    {"\x30\x0B\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv,
     "\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00"sv, EVP_sha512, sha512,
     "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D\x05\x00"sv,
     "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x04"sv},
}};
/// rsaEncryption with NULL: the digest is the SignerInfo's (RFC 3370, 3.2).
constexpr auto kRsa = "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00"sv;

const Hash* hash_of(std::string_view algorithm) {
    for (const Hash& hash : kHashes)
        if (algorithm == hash.plain || algorithm == hash.with_null) return &hash;
    return nullptr;
}

/// The one value inside; nothing if there is more or less.
std::optional<DerValue> only(std::string_view content, unsigned char tag) {
    DerReader reader(content);
    auto value = reader.next(tag);
    return value && reader.at_end() ? value : std::nullopt;
}

/// "20260615030000Z", perhaps with a fraction (RFC 3161, 2.4.2).
std::optional<Instant> time_of(std::string_view text) {
    if (text.size() < 15 || text.back() != 'Z' || (text.size() > 15 && text[14] != '.')) return std::nullopt;
    const auto part = [&text](std::size_t at, std::size_t size) {
        return std::string(text.substr(at, size));
    };
    return parse_instant(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) + ":" +
                         part(10, 2) + ":" + part(12, 2) + "Z");
}

/// RFC 3161, 2.3: a critical extended key usage with id-kp-timeStamping alone.
bool is_for_timestamps(X509* certificate) {
    int critical = -1;
    const UsagePtr usage(static_cast<EXTENDED_KEY_USAGE*>(
        X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr)));
    return usage && critical == 1 && sk_ASN1_OBJECT_num(usage.get()) == 1 &&
           OBJ_obj2nid(sk_ASN1_OBJECT_value(usage.get(), 0)) == NID_time_stamp;
}

class TokenInspector {
  public:
    explicit TokenInspector(std::string_view der) : der_(der) {}

    TokenFacts facts() {
        const auto signed_data = open();
        if (!signed_data || !read_signed_data(*signed_data) || !read_info() || !read_signer()) {
            fault("token-not-der");
            return facts_;
        }
        if (!identify()) return facts_;
        check_certificates();
        check_signature();
        return facts_;
    }

  private:
    void fault(const char* code) {
        auto& all = facts_.faults;
        if (std::find(all.begin(), all.end(), code) == all.end()) all.emplace_back(code);
    }
    void demand(bool holds, const char* code) {
        if (!holds) fault(code);
    }

    std::optional<std::string_view> open();
    bool read_signed_data(std::string_view content);
    bool read_content(std::string_view content);
    bool read_certificates(std::string_view content);
    bool read_info();
    bool read_signer();
    bool read_attributes();
    bool names_signer(std::string_view value, bool version2) const;
    bool identify();
    void check_certificates();
    void check_signature();

    std::string_view der_;
    TokenFacts facts_;
    std::string_view digests_, info_, signer_info_, signer_id_, attributes_, signature_algorithm_, signature_;
    std::string_view message_digest_, ess_, ess_version2_;
    const Hash* hash_ = nullptr;
};

std::optional<std::string_view> TokenInspector::open() {
    const auto info = only(der_, kSequence);
    if (!info) return std::nullopt;
    DerReader reader(info->content);
    const auto type = reader.next(kOid), content = reader.next(kContext0);
    if (!type || !content || !reader.at_end() || type->whole != kSignedData) return std::nullopt;
    const auto signed_data = only(content->content, kSequence);
    return signed_data ? std::optional(signed_data->content) : std::nullopt;
}

/// SignedData (RFC 5652, 5.1): version 3, one digest, TSTInfo, certificates, no CRLs, one signer.
bool TokenInspector::read_signed_data(std::string_view content) {
    DerReader reader(content);
    const auto version = reader.next(kInteger), digests = reader.next(kSet), inner = reader.next(kSequence);
    const auto certificates = reader.next(kContext0);
    const auto signers = reader.next(kSet);
    if (!version || !digests || !inner || !certificates || !signers || !reader.at_end()) return false;
    demand(version->whole == kVersion3, "token-form");
    digests_ = digests->content;
    if (!read_content(inner->content) || !read_certificates(certificates->content)) return false;
    const auto signer = only(signers->content, kSequence);
    if (signer) signer_info_ = signer->content;
    return signer.has_value();
}

bool TokenInspector::read_content(std::string_view content) {
    DerReader reader(content);
    const auto type = reader.next(kOid), wrapped = reader.next(kContext0);
    if (!type || !wrapped || !reader.at_end() || type->whole != kTstInfo) return false;
    const auto octets_value = only(wrapped->content, kOctetString);
    if (octets_value) info_ = octets_value->content;
    return octets_value.has_value();
}

bool TokenInspector::read_certificates(std::string_view content) {
    auto certificates = certificates_in(content);
    if (certificates) facts_.certificates = *std::move(certificates);
    return certificates.has_value();
}

/// TSTInfo (RFC 3161, 2.4.2) as far as the time; all of it is under the signature.
bool TokenInspector::read_info() {
    const auto info = only(info_, kSequence);
    if (!info) return false;
    DerReader reader(info->content);
    const auto version = reader.next(kInteger), policy = reader.next(kOid), imprint = reader.next(kSequence);
    const auto serial = reader.next(kInteger), time = reader.next(kGeneralizedTime);
    if (!version || !policy || !imprint || !serial || !time) return false;
    const auto when = time_of(time->content);
    if (!when) return false;
    facts_.time = *when;
    DerReader inside(imprint->content);
    const auto algorithm = inside.next(kSequence), digest = inside.next(kOctetString);
    if (!algorithm || !digest || !inside.at_end()) return false;
    const Hash* hash = hash_of(algorithm->whole);
    demand(version->whole == kVersion1, "token-form");
    demand(hash != nullptr && digest->content.size() == hash->of("").size(), "token-algorithm");
    facts_.imprint = digest->content;
    return true;
}

/// SignerInfo (RFC 5652, 5.3) without unsigned attributes: whatever stands there nobody signed.
bool TokenInspector::read_signer() {
    DerReader reader(signer_info_);
    const auto version = reader.next(kInteger), id = reader.next(kSequence), digest = reader.next(kSequence);
    const auto attributes = reader.next(kContext0);
    const auto algorithm = reader.next(kSequence), signature = reader.next(kOctetString);
    if (!version || !id || !digest || !attributes || !algorithm || !signature) return false;
    demand(version->whole == kVersion1 && reader.at_end(), "token-form");
    demand(digests_ == digest->whole, "token-algorithm");
    hash_ = hash_of(digest->whole);
    signer_id_ = id->whole;
    attributes_ = attributes->content;
    signature_algorithm_ = algorithm->whole;
    signature_ = signature->content;
    return read_attributes();
}

bool TokenInspector::read_attributes() {
    DerReader reader(attributes_);
    bool has_type = false;
    while (!reader.at_end()) {
        const auto attribute = reader.next(kSequence);
        if (!attribute) return false;
        DerReader inner(attribute->content);
        const auto oid = inner.next(kOid), values = inner.next(kSet);
        if (!oid || !values || !inner.at_end()) return false;
        if (oid->whole == kContentType) has_type = values->content == kTstInfo;
        if (oid->whole == kSigningCertificate) ess_ = values->content;
        if (oid->whole == kSigningCertificateV2) ess_version2_ = values->content;
        if (oid->whole != kMessageDigest) continue;
        const auto digest = only(values->content, kOctetString);
        if (!digest) return false;
        message_digest_ = digest->content;
    }
    demand(has_type, "token-form");
    return true;
}

/// The first ESSCertID or ESSCertIDv2 (RFC 5035, 3 and 4; RFC 5816) is the signer's.
bool TokenInspector::names_signer(std::string_view value, bool version2) const {
    const auto signing = only(value, kSequence);
    if (!signing) return false;
    const auto ids = DerReader(signing->content).next(kSequence);
    if (!ids) return false;
    const auto id = DerReader(ids->content).next(kSequence);
    if (!id) return false;
    DerReader reader(id->content);
    const Hash* hash = &kHashes[0];
    if (version2 && reader.is_next(kSequence)) {
        const auto algorithm = reader.next(kSequence);
        hash = algorithm ? hash_of(algorithm->whole) : nullptr;
    }
    const auto digest = reader.next(kOctetString);
    if (!hash || !digest) return false;
    if (version2) return digest->content == hash->of(facts_.signer_certificate);
    std::array<unsigned char, EVP_MAX_MD_SIZE> sha1{};
    unsigned int size = 0;
    EVP_Digest(facts_.signer_certificate.data(), facts_.signer_certificate.size(), sha1.data(), &size,
               EVP_sha1(), nullptr);
    return digest->content == std::string_view(reinterpret_cast<const char*>(sha1.data()), size);
}

bool TokenInspector::identify() {
    for (const auto& certificate : facts_.certificates)
        if (signer_id(*parts_of(certificate)) == signer_id_) facts_.signer_certificate = certificate;
    const bool named = !facts_.signer_certificate.empty() &&
                       ((!ess_version2_.empty() && names_signer(ess_version2_, true)) ||
                        (ess_version2_.empty() && !ess_.empty() && names_signer(ess_, false)));
    demand(named, "token-certificate");
    return named;
}

/// Fit for timestamps; and the other certificates are its issuers.
void TokenInspector::check_certificates() {
    const CertificatePtr certificate = certificate_of(facts_.signer_certificate);
    demand(certificate && is_for_timestamps(certificate.get()), "token-certificate");
    ERR_clear_error();
    const auto path = path_of(facts_.signer_certificate, facts_.certificates);
    for (const auto& other : facts_.certificates) {
        const bool in_path = std::find(path.begin(), path.end(), other) != path.end();
        demand(in_path || is_issued_by(path.back(), other), "token-certificate");
    }
}

/// RFC 5652, 5.4 and 5.6: the attributes hold the digest of the content, the signature is over the
/// attributes.
void TokenInspector::check_signature() {
    if (!hash_ || (signature_algorithm_ != kRsa && signature_algorithm_ != hash_->rsa &&
                   signature_algorithm_ != hash_->ecdsa))
        return fault("token-algorithm");
    demand(message_digest_ == hash_->of(info_), "token-signature");
    const CertificatePtr certificate = certificate_of(facts_.signer_certificate);
    EVP_PKEY* key = certificate ? X509_get0_pubkey(certificate.get()) : nullptr;
    const ContextPtr context(EVP_MD_CTX_new());
    const std::string message = der(kSet, attributes_);
    const bool is_rsa = key && EVP_PKEY_get_id(key) == EVP_PKEY_RSA;
    demand(key && is_rsa == (signature_algorithm_ != hash_->ecdsa), "token-algorithm");
    const bool matches = key && context &&
                         EVP_DigestVerifyInit(context.get(), nullptr, hash_->method(), nullptr, key) == 1 &&
                         EVP_DigestVerify(context.get(), octets(signature_), signature_.size(),
                                          octets(message), message.size()) == 1;
    ERR_clear_error();
    demand(matches, "token-signature");
}

}  // namespace

TokenFacts inspect_token(std::string_view der) {
    return TokenInspector(der).facts();
}

bool is_over(const TokenFacts& token, std::string_view bytes) {
    for (const Hash& hash : kHashes)
        if (!token.imprint.empty() && token.imprint == hash.of(bytes)) return true;
    return false;
}

}  // namespace hocba::sign
