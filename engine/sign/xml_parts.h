// The text of our XML signatures: without white space, so that it is nearly its own canonical form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sign/sign.h"

namespace hocba::sign {

inline constexpr std::string_view kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view kXmlSha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

struct XmlReference {
    std::string id;
    bool enveloped = false;  // the element holds the signature, which is left out
    std::string digest;      // SHA-256; "" while it is not known
};

struct XmlSignatureText {
    std::string key;  // ends every id of it: "CBQL-<uuid>"
    std::string_view algorithm;
    std::vector<XmlReference> references;
    std::string subject;
    std::vector<std::string> certificates;  // DER, the signer's first
    Instant time;
};

/// <Signature> with an empty <SignatureValue>.
std::string to_text(const XmlSignatureText& signature);

/// Of SignatureMethod (RFC 6931); "" for a signer that XML has no name for.
std::string_view xml_algorithm_of(const Signer& signer);

/// The DER ECDSA-Sig-Value as r ‖ s (XMLDSig 1.1, 6.4.3), on P-256.
std::optional<std::string> raw_ecdsa(std::string_view der);

/// "Signature-…", "SigningTime-…", "KeyInfo-…".
std::string signature_id(std::string_view key);
std::string time_id(std::string_view key);
std::string key_info_id(std::string_view key);

}  // namespace hocba::sign
