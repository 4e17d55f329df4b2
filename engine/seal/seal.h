// The seal on paper: a COSE_Sign1 of the page's claims in a QR (RFC 9052, RFC 8949, RFC 4648).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/form/issue.h"
#include "engine/page/page.h"
#include "engine/seal/cells.h"

namespace hocba::seal {

/// The claims of one page, a CBOR array in this order.
struct Claims {
    static constexpr std::int64_t version = 1;
    std::int64_t form = 0;  // number in registry.json
    std::string document;   // first 8 bytes of the issue id
    std::int64_t revision = 1;
    std::int64_t page = 1, pages = 1;
    Instant issued_at;        // whole seconds; shown in UTC+7
    std::string page_digest;  // first 16 bytes of SHA-256 of page::text_of
    std::string set_digest;   // first 8 bytes of SHA-256 over all the pages' full digests, in order
    std::string school;
    std::string pupil_tail;   // last 4 digits of the pupil's id
    std::string name;         // UTF-8 NFC
    std::string born;         // ISO date; a day number in CBOR
    std::string school_year;  // of the page, "2023-2024"; a number in CBOR; empty if the form has none
    std::string class_name;   // in that year
    std::vector<Cell> cells;  // sealed cells of the page, by their numbers in the form
    bool operator==(const Claims&) const = default;
};

/// Signs seals: Ed25519 (RFC 8032, deterministic).
class Sealer {
  public:
    virtual ~Sealer() = default;
    virtual std::string key_id() const = 0;  // 4 bytes: SHA-256 of the SubjectPublicKeyInfo, first 4
    virtual Result<std::string> sign(std::string_view message) const = 0;  // 64 bytes
};

/// A key from PKCS#12. Fault::signing if the file, the PIN or the algorithm is wrong.
/// With `at`, also if its certificate is not valid then: such a seal would never verify.
Result<std::unique_ptr<Sealer>> open_pkcs12(const std::string& path, const std::string& pin,
                                            std::optional<Instant> at = std::nullopt);

/// 4 bytes of a key's SubjectPublicKeyInfo (DER), as every seal names it.
std::string key_id_of(std::string_view public_key);

/// Fault::signing unless the certificate (DER) is valid then: a seal made outside of it would never verify.
Result<void> check_validity(const std::string& certificate, const std::string& path, Instant at);

/// Fills every seal square. Fault::form if a page has none, or a token does not fit 30 mm at 0.43 mm a
/// module.
Result<page::Sealed> apply(page::Pages pages, const form::Issue& issue, std::string_view issue_id,
                           int form_number, const form::Holder& holder, const Sealer& sealer);

/// The same from recorded tokens (`--seals`): one a page. Fault::record if they are not those pages' tokens.
Result<page::Sealed> apply_recorded(page::Pages pages, const std::vector<std::string>& tokens);

/// What the seal of that page names: its own year, or the holder's.
SealedYear year_of(const page::Pages& pages, std::size_t page, const form::Holder& holder);
/// The last four digits of a pupil's id.
std::string tail_of(std::string_view pupil_id);

/// SHA-256 of a page's text, 32 bytes; of the set, 32 bytes.
std::string page_digest(const page::Pages& pages, std::size_t page);
std::string set_digest(const page::Pages& pages);

/// A seal as it was read: not yet trusted.
struct Token {
    std::string host;
    std::string key_id;          // 4 bytes
    std::int64_t algorithm = 0;  // COSE: -8 EdDSA, -7 ES256
    Claims claims;
    std::string to_be_signed;  // Sig_structure (RFC 9052, 4.4)
    std::string signature;
    std::string digest;  // SHA-256 over the COSE_Sign1, 32 bytes: which seal it is, whatever host it names
};

/// Fault::document names what is wrong with the text: not a seal's address, Base32, COSE or claims.
Result<Token> parse(std::string_view qr_text);

/// `spki`: DER SubjectPublicKeyInfo of an Ed25519 or P-256 key.
bool signature_matches(const Token& token, std::string_view spki);

}  // namespace hocba::seal
