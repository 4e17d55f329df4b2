#include <algorithm>

#include "engine/base/digest.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/der.h"
#include "engine/sign/sign.h"

namespace hocba::sign {
namespace {

/// Reads the CMS from outside to inside; every oddity is a fault, and reading goes on where it can.
class Inspector {
  public:
    explicit Inspector(std::string_view der) : der_(der) {}

    CmsFacts facts() {
        const auto signed_data = open();
        const bool walked = signed_data && read_signed_data(*signed_data) && read_signer() && identify();
        if (!walked) fault("cms-not-der");
        if (!walked || facts_.signer_certificate.empty()) return facts_;
        check_signature();
        check_path();
        // What no rule above has named: the bytes must be those that cms() makes of the same parts.
        const CmsParts parts{facts_.message_digest, path_,       *kind_, facts_.digest,
                             facts_.signature,      facts_.token};
        if (facts_.faults.empty() && assemble(parts) != der_) fault("cms-not-canonical");
        return facts_;
    }

  private:
    void fault(const char* code) {
        auto& all = facts_.faults;
        if (std::find(all.begin(), all.end(), code) == all.end()) all.emplace_back(code);
    }
    void expect(std::string_view actual, std::string_view wanted, const char* code) {
        if (actual != wanted) fault(code);
    }

    std::optional<std::string_view> open();
    bool read_signed_data(std::string_view content);
    bool read_certificates(DerReader& reader);
    bool read_signer();
    bool read_token(DerReader& reader);
    bool read_attributes(std::string_view content);
    bool identify();
    void check_signature();
    void check_path();

    std::string_view der_;
    CmsFacts facts_;
    std::string_view signer_info_, signer_id_, signature_algorithm_, attributes_, ess_;
    std::vector<std::string> path_;
    std::optional<KeyKind> kind_;
};

/// ContentInfo (RFC 5652, 3).
std::optional<std::string_view> Inspector::open() {
    DerReader outer(der_);
    const auto info = outer.next(kSequence);
    if (!info || !outer.at_end()) return std::nullopt;
    DerReader reader(info->content);
    const auto type = reader.next(kOid), content = reader.next(kContext0);
    if (!type || !content || !reader.at_end()) return std::nullopt;
    expect(type->whole, kSignedData, "cms-content-type");
    DerReader inner(content->content);
    const auto signed_data = inner.next(kSequence);
    if (!signed_data || !inner.at_end()) return std::nullopt;
    return signed_data->content;
}

/// SignedData (RFC 5652, 5.1): version, digest algorithms, no content, certificates, no CRLs, one signer.
bool Inspector::read_signed_data(std::string_view content) {
    DerReader reader(content);
    const auto version = reader.next(kInteger), digests = reader.next(kSet), inner = reader.next(kSequence);
    if (!version || !digests || !inner) return false;
    expect(version->whole, kVersion1, "cms-version");
    if (digests->content == digest_algorithm(Digest::sha384)) facts_.digest = Digest::sha384;
    expect(digests->content, digest_algorithm(facts_.digest), "cms-digest-algorithms");
    expect(inner->content, kData, "cms-content");
    if (!read_certificates(reader)) return false;
    if (reader.is_next(kContext1)) {
        fault("cms-crls");
        if (!reader.next(kContext1)) return false;
    }
    const auto signers = reader.next(kSet);
    if (!signers || !reader.at_end()) return false;
    DerReader one(signers->content);
    const auto signer = one.next(kSequence);
    if (!signer) return false;
    if (!one.at_end()) fault("cms-signers");
    signer_info_ = signer->content;
    return true;
}

bool Inspector::read_certificates(DerReader& reader) {
    const auto set = reader.next(kContext0);
    if (!set) return false;
    auto certificates = certificates_in(set->content);
    if (certificates) facts_.certificates = *std::move(certificates);
    return certificates.has_value();
}

/// SignerInfo (RFC 5652, 5.3).
bool Inspector::read_signer() {
    DerReader reader(signer_info_);
    const auto version = reader.next(kInteger), id = reader.next(kSequence), digest = reader.next(kSequence);
    const auto attributes = reader.next(kContext0);
    const auto algorithm = reader.next(kSequence), signature = reader.next(kOctetString);
    if (!version || !id || !digest || !attributes || !algorithm || !signature) return false;
    expect(version->whole, kVersion1, "cms-version");
    expect(digest->whole, digest_algorithm(facts_.digest), "cms-digest-algorithms");
    if (!reader.at_end() && !read_token(reader)) fault("cms-unsigned-attributes");
    signer_id_ = id->whole;
    signature_algorithm_ = algorithm->whole;
    facts_.signature = signature->content;
    attributes_ = attributes->content;
    return read_attributes(attributes_);
}

/// The only unsigned attribute: one timestamp over the signature (ETSI EN 319 142-1, 6.3).
bool Inspector::read_token(DerReader& reader) {
    const auto set = reader.next(kContext1);
    if (!set || !reader.at_end()) return false;
    DerReader attributes(set->content);
    const auto attribute = attributes.next(kSequence);
    if (!attribute || !attributes.at_end()) return false;
    DerReader inner(attribute->content);
    const auto oid = inner.next(kOid), values = inner.next(kSet);
    if (!oid || !values || !inner.at_end() || oid->whole != kTimeStampToken) return false;
    DerReader one(values->content);
    const auto token = one.next(kSequence);
    if (!token || !one.at_end()) return false;
    facts_.token = token->whole;
    return true;
}

/// Exactly contentType, messageDigest and signingCertificateV2, in the order of DER.
bool Inspector::read_attributes(std::string_view content) {
    DerReader reader(content);
    int count = 0;
    while (!reader.at_end()) {
        const auto attribute = reader.next(kSequence);
        if (!attribute) return false;
        DerReader inner(attribute->content);
        const auto oid = inner.next(kOid), values = inner.next(kSet);
        if (!oid || !values || !inner.at_end()) return false;
        ++count;
        if (oid->whole == kSigningTime) fault("cms-signing-time");
        if (oid->whole == kContentType) expect(values->content, kData, "cms-attributes");
        if (oid->whole == kSigningCertificateV2) ess_ = values->content;
        if (oid->whole != kMessageDigest) continue;
        DerReader value(values->content);
        const auto digest = value.next(kOctetString);
        if (!digest || !value.at_end()) return false;
        facts_.message_digest = digest->content;
    }
    if (count != 3 || facts_.message_digest.size() != digest_of(facts_.digest, "").size() || ess_.empty())
        fault("cms-attributes");
    return true;
}

/// The signer's certificate is the one that SignerInfo names; the path is what chains from it.
bool Inspector::identify() {
    for (const auto& certificate : facts_.certificates)
        if (signer_id(*parts_of(certificate)) == signer_id_) facts_.signer_certificate = certificate;
    if (facts_.signer_certificate.empty())
        fault("cms-signer-id");
    else
        path_ = path_of(facts_.signer_certificate, facts_.certificates);
    return true;
}

/// RFC 5652, 5.4: the signature covers the attributes as a DER SET OF.
void Inspector::check_signature() {
    const auto parts = parts_of(facts_.signer_certificate);
    kind_ = kind_of(parts->public_key);
    if (!kind_) {
        fault("cms-weak-key");
        return;
    }
    expect(signature_algorithm_, sign::signature_algorithm(*kind_, facts_.digest), "cms-signature-algorithm");
    facts_.signature_matches = signature_matches(
        parts->public_key, facts_.digest, digest_of(facts_.digest, der(kSet, attributes_)), facts_.signature);
    if (!facts_.signature_matches) fault("cms-signature");
}

/// The certificates are the path without the root and nothing else, and the signed reference names them all.
void Inspector::check_path() {
    if (facts_.certificates.size() != path_.size()) fault("cms-extra-certificate");
    const auto expected = signed_attributes(facts_.message_digest, path_).back();
    if (attributes_.find(expected) == std::string_view::npos) fault("cms-signing-certificate");
}

}  // namespace

CmsFacts inspect_cms(std::string_view der) {
    return Inspector(der).facts();
}

}  // namespace hocba::sign
