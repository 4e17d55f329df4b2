// Keys where they are: on a token (PKCS#11) or at a remote signing service (CSC API v2).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/base/secret.h"
#include "engine/sign/sign.h"

namespace hocba::sign {

/// A PIN or an access token. Asked for at most once, and only after everything else has been checked.
using AskSecret = std::function<Result<Secret>()>;

/// How a key is to be used, wherever it lies.
struct KeyUse {
    Instant at;
    Digest digest = Digest::sha256;
    std::vector<std::string> chain = {};  // DER: certificates that the key's place lacks
};

/// As open_pkcs12 of sign.h; a file without certificate takes its own from `use.chain`.
Result<std::unique_ptr<Signer>> open_pkcs12(const std::string& path, const AskSecret& pin, const KeyUse& use);

/// A token's object. `module` is the path of the vendor's PKCS#11 library; empty: those that p11-kit knows.
struct Token {
    std::string uri;  // RFC 7512: "pkcs11:token=principal;object=sign"
    std::string module;
};

/// One login for as many signatures as it lives; a PIN that the token refused is not tried again, and after
/// a failure the token is left alone. Fault::signing, each with its own message: no module, no such token,
/// several, token removed, wrong PIN (and how many tries are left, if the token tells), PIN locked, no
/// certificate, no key for it, and as identity_of().
Result<std::unique_ptr<Signer>> open_pkcs11(const Token& token, const AskSecret& pin, const KeyUse& use);

/// An Ed25519 key on a token (PKCS#11 3.0, 2.3.14): it signs whole messages, and its private half never
/// leaves.
class MessageKey {
  public:
    virtual ~MessageKey() = default;
    virtual const std::string& public_key() const = 0;  // DER SubjectPublicKeyInfo (RFC 8410, 4)
    /// 64 bytes (RFC 8032). Safe to call from several threads. Fault::signing.
    virtual Result<std::string> sign(std::string_view message) const = 0;
};

/// The one key that the URI names. Fault::signing as open_pkcs11().
Result<std::unique_ptr<MessageKey>> open_ed25519(const Token& token, const AskSecret& pin);

/// Makes a pair on the token, under the label `object` of the URI (and its `id`, if it names one).
/// Fault::usage without a label or if the token has such a key; Fault::signing if it makes none.
Result<std::unique_ptr<MessageKey>> make_ed25519(const Token& token, const AskSecret& pin);

/// A credential of a remote signing service that speaks CSC API v2 (Cloud Signature Consortium).
struct Service {
    std::string url;         // base: "https://sign.example/csc/v2"; http only on this computer
    std::string credential;  // credentialID
};

/// One authorisation for as many digests as the credential allows at once (`multisign`). After a refusal the
/// service is not asked again. Fault::signing, each with its own message: no answer, access token refused,
/// authorisation refused, credential disabled, one that wants a PIN or code each time, fewer signatures than
/// digests, and as identity_of().
Result<std::unique_ptr<Signer>> open_csc(const Service& service, const AskSecret& access_token,
                                         const KeyUse& use);

/// Whose certificate it is to be.
struct Subject {
    std::string name, organisation;  // CN and O; the country is VN
};

/// A certificate request (PKCS#10, RFC 2986) in PEM, signed with the key on the token that the URI names: the
/// key was made there and stays there. Fault::signing as open_pkcs11().
Result<std::string> request_from_token(const Token& token, const AskSecret& pin, const Subject& subject);

struct NewKey {
    std::string pkcs12;   // the key alone: its certificate comes in answer to the request
    std::string request;  // PEM
};
/// RSA of 3072 bits, or P-256. Fault::signing.
Result<NewKey> request_with_new_key(KeyKind kind, const std::string& pin, const Subject& subject);

/// What a registration tells of a certificate.
struct CertificateFacts {
    std::string serial;  // upper-case hexadecimal
    std::string subject, issuer;
    Instant from, until;
};
/// Fault::signing at `place` if these bytes are no certificate.
Result<CertificateFacts> facts_of(const std::string& certificate, const std::string& place);

/// What another program calls a signature: ECDSA in DER or as r and s, told apart by their form.
std::string in_der(KeyKind key, std::string signature);

/// The certificates of a PEM file as DER. Fault::signing.
Result<std::vector<std::string>> read_certificates(const std::string& path);

}  // namespace hocba::sign
