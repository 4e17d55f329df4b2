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

/// Somebody's key, wherever it lies. Only a hash ever leaves.
class Signer {
  public:
    virtual ~Signer() = default;
    virtual const std::string& certificate() const = 0;                 // DER
    virtual const std::vector<std::string>& intermediates() const = 0;  // DER, without the root
    virtual std::string subject_name() const = 0;                       // CN
    virtual std::string algorithm() const = 0;                          // "RSA-SHA256" | "ECDSA-SHA256"
    virtual std::size_t longest_signature() const = 0;                  // bytes
    virtual Result<std::string> sign_digest(std::string_view sha256) const = 0;
};

/// Fault::signing, each with its own message: file missing, wrong PIN, no key in it, certificate expired or
/// not yet valid at `at`, key usage without digitalSignature/nonRepudiation, key too weak (RSA < 2048, curve
/// other than P-256).
Result<std::unique_ptr<Signer>> open_pkcs12(const std::string& path, const std::string& pin, Instant at);

/// DER of a detached CMS SignedData over `sha256`: contentType, messageDigest and signing-certificate-v2
/// only.
Result<std::string> cms(std::string_view sha256, const Signer& signer);

/// One signature into `field`; the earlier bytes are a prefix of the result. Order of the procedure is kept:
/// Fault::signing if an earlier slot of `order` is still empty, the field is signed, or the document is
/// locked.
Result<std::string> sign_pdf(std::string_view pdf, const std::string& field,
                             const std::vector<std::string>& order, const Signer& signer, Instant claimed,
                             const std::string& reason = "", const pdf::Appearance* appearance = nullptr);

/// The PNG of a person's hand signature: blue on a transparent background (NĐ 30/2020, Phụ lục I, II.7d).
/// `where` names it in complaints. Fault::signing.
Result<pdf::Appearance> hand_signature(std::string_view png, const std::string& where);

/// The PNG of an organisation's stamp: red, transparent, drawn at its real size (II.8a). That is `diameter`
/// or, if it is 0, what the PNG says of its pixels (pHYs). Fault::signing, also if neither tells the size.
Result<pdf::Appearance> stamp(std::string_view png, Length diameter, const std::string& where);

/// What a strict reader finds in one CMS.
struct CmsFacts {
    std::string message_digest;             // 32 bytes
    std::string signer_certificate;         // DER
    std::vector<std::string> certificates;  // DER, all of them
    bool signature_matches = false;         // over the signed attributes, with the signer's key
    std::vector<std::string> faults;        // codes: "cms-not-der", "cms-version", "cms-digest-algorithms",
                                      // "cms-signing-time", "cms-extra-certificate", "cms-attributes", …
};
CmsFacts inspect_cms(std::string_view der);

/// Length of the DER value at the start of `bytes`; 0 if it is none in strict definite-length form.
std::size_t der_length(std::string_view bytes);

}  // namespace hocba::sign
