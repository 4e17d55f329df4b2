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

/// RFC 6931 and XMLDSig 1.1, 6.2 and 6.4.
struct XmlAlgorithms {
    std::string_view digest, rsa, ecdsa;
};
XmlAlgorithms xml_algorithms(Digest digest);

struct XmlReference {
    std::string id;
    bool enveloped = false;  // the element holds the signature, which is left out
    std::string digest;      // "" while it is not known
};

struct XmlSignatureText {
    std::string key;  // ends every id of it: "CBQL-<uuid>"
    std::vector<XmlReference> references;
    const Identity* identity = nullptr;
    Instant time;
};

/// <Signature> with an empty <SignatureValue>.
std::string to_text(const XmlSignatureText& signature);

/// The DER ECDSA-Sig-Value as r ‖ s (XMLDSig 1.1, 6.4.3), on P-256.
std::optional<std::string> raw_ecdsa(std::string_view der);

/// "Signature-…", "SigningTime-…", "KeyInfo-…".
std::string signature_id(std::string_view key);
std::string time_id(std::string_view key);
std::string key_info_id(std::string_view key);

}  // namespace hocba::sign
