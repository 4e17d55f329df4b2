#include "engine/sign/xml_parts.h"

#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/base/xml_text.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/der.h"
#include "engine/sign/subject.h"

namespace hocba::sign {
namespace {

/// XMLDSig asks a namespace other than its own for what stands in a SignatureProperty; XAdES (ETSI
/// EN 319 132-1, 5.2.1) declares an element SigningTime with the type that CV 2088, II.1.3 prints.
constexpr std::string_view kXades = "http://uri.etsi.org/01903/v1.3.2#";
constexpr std::size_t kP256 = 32;

std::string method(std::string_view name, std::string_view algorithm) {
    return fmt::format("<{0} Algorithm=\"{1}\"></{0}>", name, algorithm);
}

std::string to_text(const XmlReference& reference, Digest digest) {
    const std::string enveloped = reference.enveloped ? method("Transform", kEnveloped) : "";
    return fmt::format(
        "<Reference URI=\"#{}\"><Transforms>{}{}</Transforms>{}<DigestValue>{}</DigestValue></Reference>",
        reference.id, enveloped, method("Transform", kExclusive),
        method("DigestMethod", xml_algorithms(digest).digest), to_base64(reference.digest));
}

/// An INTEGER's content as `kP256` bytes; nothing if it is longer.
std::optional<std::string> fixed(std::string_view number) {
    while (!number.empty() && number.front() == '\0') number.remove_prefix(1);
    if (number.size() > kP256) return std::nullopt;
    return std::string(kP256 - number.size(), '\0').append(number);
}

}  // namespace

std::string to_text(const XmlSignatureText& signature) {
    const Identity& identity = *signature.identity;
    const XmlAlgorithms algorithms = xml_algorithms(identity.digest);
    std::string references, certificates;
    for (const XmlReference& reference : signature.references)
        references += to_text(reference, identity.digest);
    for (const std::string& certificate : whole_path(identity))
        certificates += fmt::format("<X509Certificate>{}</X509Certificate>", to_base64(certificate));
    const std::string signed_info = fmt::format(
        "<SignedInfo>{}{}{}</SignedInfo>", method("CanonicalizationMethod", kExclusive),
        method("SignatureMethod", identity.key == KeyKind::rsa ? algorithms.rsa : algorithms.ecdsa),
        references);
    const std::string key_info = fmt::format(
        "<KeyInfo Id=\"{}\"><X509Data><X509SubjectName>{}</X509SubjectName>{}</X509Data></KeyInfo>",
        key_info_id(signature.key), xml_text(subject_name_of(identity.certificate), "\"'\\"), certificates);
    const std::string object = fmt::format(
        "<Object Id=\"{}\"><SignatureProperties><SignatureProperty Target=\"#{}\"><SigningTime "
        "xmlns=\"{}\">{}</SigningTime></SignatureProperty></SignatureProperties></Object>",
        time_id(signature.key), signature_id(signature.key), kXades, to_rfc3339(signature.time));
    return fmt::format(
        "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{}\">{}<SignatureValue>"
        "</SignatureValue>{}{}</Signature>",
        signature_id(signature.key), signed_info, key_info, object);
}

XmlAlgorithms xml_algorithms(Digest digest) {
    if (digest == Digest::sha384)
        return {"http://www.w3.org/2001/04/xmldsig-more#sha384",
                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
                "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"};
    return {"http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"};
}

std::optional<std::string> raw_ecdsa(std::string_view der) {
    DerReader outer(der);
    const auto pair = outer.next(kSequence);
    if (!pair || !outer.at_end()) return std::nullopt;
    DerReader numbers(pair->content);
    const auto r = numbers.next(kInteger), s = numbers.next(kInteger);
    if (!r || !s || !numbers.at_end()) return std::nullopt;
    const auto first = fixed(r->content), second = fixed(s->content);
    if (!first || !second) return std::nullopt;
    return *first + *second;
}

std::string signature_id(std::string_view key) {
    return fmt::format("Signature-{}", key);
}
std::string time_id(std::string_view key) {
    return fmt::format("SigningTime-{}", key);
}
std::string key_info_id(std::string_view key) {
    return fmt::format("KeyInfo-{}", key);
}

}  // namespace hocba::sign
