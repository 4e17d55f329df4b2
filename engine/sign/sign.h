// PAdES baseline B-B by appended revision (ETSI EN 319 142-1): a CMS without signing-time, strict DER.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/pdf/pdf.h"

namespace hocba::sign {

enum class KeyKind { rsa, p256 };
enum class Digest { sha256, sha384 };

/// Who signs, and how long an answer of the key can be: all that is needed before the key is asked.
struct Identity {
    std::string certificate;                 // DER
    std::vector<std::string> intermediates;  // DER, in order, without the root
    std::string name;                        // CN of the subject
    KeyKind key = KeyKind::rsa;
    Digest digest = Digest::sha256;
    std::size_t longest_signature = 0;  // bytes
};

/// The signer's certificate (DER) and the issuers found among `others`. Fault::signing at `place`, each with
/// its own message: no certificate, expired or not yet valid at `at`, key usage without digitalSignature or
/// nonRepudiation, key too weak (RSA < 2048, curve other than P-256; TT 15/2025/TT-BKHCN).
Result<Identity> identity_of(const std::string& certificate, const std::vector<std::string>& others,
                             Digest digest, Instant at, const std::string& place);

/// Somebody's key, wherever it lies. Only digests ever leave.
class Signer {
  public:
    virtual ~Signer() = default;
    virtual const Identity& identity() const = 0;
    /// How many digests it wants at once, as a remote service does that asks its person at every call; 0: it
    /// does not matter.
    virtual std::size_t at_once() const { return 0; }
    /// PKCS #1 v1.5 or a DER ECDSA-Sig-Value for each digest (of Identity::digest), in order, under one
    /// authorisation. All or nothing: Fault::signing. Safe to call from several threads.
    virtual Result<std::vector<std::string>> sign_digests(const std::vector<std::string>& digests) const = 0;
};

/// Fault::signing, each with its own message: file missing, wrong PIN, no key in it, and as identity_of().
Result<std::unique_ptr<Signer>> open_pkcs12(const std::string& path, const std::string& pin, Instant at,
                                            Digest digest = Digest::sha256);

/// Which slot, when, and after which others.
struct Request {
    std::string field;
    std::vector<std::string> order;               // the roles of the procedure
    Instant claimed;                              // /M
    std::string reason;                           // /Reason, may be empty
    std::size_t token_room = 0;                   // bytes kept for an RFC 3161 token
    const pdf::Appearance* appearance = nullptr;  // the caller's; null: the signature shows nothing
};

/// A signature that waits for a key.
struct Unsigned {
    pdf::Prepared prepared;
    std::string message_digest;  // of both byte ranges
    std::string digest;          // of the signed attributes: what the key signs
    Identity identity;
    bool has_token_room = false;
};

/// Order of the procedure is kept: Fault::signing if an earlier slot is still empty, the field is signed, or
/// the document is locked. The same arguments give the same digest.
Result<Unsigned> begin_signature(std::string_view pdf, const Request& request, const Identity& identity);

/// The earlier bytes are a prefix of the result. Fault::signing if the signature is not of that key over that
/// digest. `token`: DER of an RFC 3161 TimeStampToken over the signature, or empty (ETSI EN 319 142-1, 6.3).
Result<std::string> finish_signature(Unsigned waiting, std::string_view signature,
                                     std::string_view token = "");

/// Both at once.
Result<std::string> sign_pdf(std::string_view pdf, const Request& request, const Signer& signer);

/// The PNG of a person's hand signature: blue on a transparent background (NĐ 30/2020, Phụ lục I, II.7d).
/// `where` names it in complaints. Fault::signing.
Result<pdf::Appearance> hand_signature(std::string_view png, const std::string& where);

/// The PNG of an organisation's stamp: red, transparent, drawn at its real size (II.8a). That is `diameter`
/// or, if it is 0, what the PNG says of its pixels (pHYs). Fault::signing, also if neither tells the size.
Result<pdf::Appearance> stamp(std::string_view png, Length diameter, const std::string& where);

/// What a strict reader finds in one CMS.
struct CmsFacts {
    std::string message_digest;  // 32 or 48 bytes
    Digest digest = Digest::sha256;
    std::string signer_certificate;         // DER
    std::vector<std::string> certificates;  // DER, all of them
    std::string signature;                  // its value
    std::string token;                      // DER of the timestamp over it; "" if there is none
    bool signature_matches = false;         // over the signed attributes, with the signer's key
    std::vector<std::string> faults;        // codes: "cms-not-der", "cms-version", "cms-digest-algorithms",
                                      // "cms-signing-time", "cms-extra-certificate", "cms-attributes", …
};
CmsFacts inspect_cms(std::string_view der);

/// Length of the DER value at the start of `bytes`; 0 if it is none in strict definite-length form.
std::size_t der_length(std::string_view bytes);

}  // namespace hocba::sign
