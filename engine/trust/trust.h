// The trust folder: who is believed. Five files, each checked before it is used.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::trust {

/// Each may become a later one, never an earlier.
enum class KeyState { active, retired, revoked, stolen };
std::optional<KeyState> key_state_named(std::string_view name);

struct SealKey {
    std::string key_id;  // 4 bytes
    std::string spki;    // DER
    std::string school;  // school code
    Instant from, until;
    KeyState state = KeyState::active;
    /// Of a stolen key: the seals that it is known to have made, seal_digest_size bytes each.
    std::vector<std::string> issued;
};

/// Bytes of SHA-256 over a seal's COSE_Sign1 that the list of a stolen key names the seal by. The document's
/// id would not do: a thief with a genuine paper can seal other marks under it. And 8 bytes would not do: of
/// n seals the thief need only meet one, 2^64 / n signatures, which is in reach for the 80,000 of a school.
inline constexpr std::size_t seal_digest_size = 12;

/// Bytes of an issue id that seals and lists name a document by.
inline constexpr std::size_t document_size = 8;

enum class DocumentState { pending, revoked, superseded };
std::string_view name_of(DocumentState state);
std::optional<DocumentState> document_state_named(std::string_view name);

struct StatusEntry {
    std::string document;  // first 8 bytes of the issue id
    std::int64_t revision = 1;
    DocumentState state = DocumentState::revoked;
    std::string reason = {};  // shown to the reader; may be empty
};

struct StatusList {
    Instant as_of, expires;
    std::vector<StatusEntry> entries;  // exceptions only
    /// Of the lists in force with this one. An older list of keys does not know that a key was stolen since.
    Instant keys_as_of = {}, signers_as_of = {};
};

/// The Sở's decision that approves a certificate for issuing (QĐ 1789/QĐ-SGDĐT, Điều 20.3).
struct Approval {
    std::string number;  // "1234/QĐ-SGDĐT"
    Date on;
};

/// Who may sign as what, for which school, when (signed by the Sở).
struct AuthorisedSigner {
    std::string certificate_sha256;  // 32 bytes, of the DER
    std::string role;                // "homeroom", "principal", "school"
    std::string school;
    Instant from, until;
    /// "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG", "Q. HIỆU TRƯỞNG" (NĐ 30/2020/NĐ-CP, Phụ lục I, II.7b); empty for
    /// the head.
    std::string title = {};
    std::optional<Approval> approved_by = {};
};

/// Why a certificate may not sign, the nearest miss first. `school_unlisted`: the list tells of no signer of
/// the school's province, so it is the list of another Sở.
enum class Standing { authorised, too_early, too_late, other_school, other_role, unknown, school_unlisted };

/// Of the certificate (DER) as `role` of `school` at `when`; `entry` is the one that says so, null if none.
struct Authority {
    Standing standing = Standing::unknown;
    const AuthorisedSigner* entry = nullptr;
};
Authority authority_of(const std::vector<AuthorisedSigner>& signers, std::string_view certificate,
                       const std::string& role, const std::string& school, Instant when);

/// What stands above a name (NĐ 30/2020/NĐ-CP, Phụ lục I, II.7b): for whom, "KT. HIỆU TRƯỞNG", and the own
/// office, "PHÓ HIỆU TRƯỞNG"; either may be empty.
struct Office {
    std::string authority, own;
};
/// The parts of AuthorisedSigner::title, which " / " parts; one part is the own office.
Office office_of(const std::string& title);
/// Whether a page that prints so prints that title, in letters of either case; of the head ("") it may print
/// any own office, for nobody.
bool prints_office(const std::string& title, const Office& printed);
/// The same where only the own office has a place, as in MOET's XML.
bool names_own_office(const std::string& title, const std::string& own);
/// The title as a person reads it: the head has none in the list.
std::string shown_title(const std::string& title);

struct Trust {
    std::vector<std::string> pdf_roots;                       // DER, of pdf-roots.pem
    std::optional<std::vector<std::string>> timestamp_roots;  // of pdf-roots-timestamp.pem; may be absent
    std::vector<std::string> crls;                            // of crls/*.crl, as they are; may be absent
    std::string root_sha256;  // of seal-root.jwk: SHA-256 over its SubjectPublicKeyInfo, in hex; may be empty
    std::optional<Instant> seal_keys_as_of, signers_as_of;  // of seal-keys.jws, signers.jws
    std::vector<SealKey> seal_keys;                         // of seal-keys.jws, signed by seal-root.jwk
    /// Of seal-keys.jws: the sites that a seal may name, in lower case; may be empty.
    std::vector<std::string> hosts;
    std::optional<StatusList> status;                      // of status.jws
    std::optional<std::vector<AuthorisedSigner>> signers;  // of signers.jws
    std::vector<Problem> problems;  // files that are missing or were not believed, and why

    /// Who may found a timestamp: with a file of their own those alone, else any root.
    const std::vector<std::string>& roots_of_timestamps() const {
        return timestamp_roots ? *timestamp_roots : pdf_roots;
    }
    /// Whether the status list names a later list than the one at hand.
    bool keys_are_stale() const { return status && seal_keys_as_of && *seal_keys_as_of < status->keys_as_of; }
    bool signers_are_stale() const {
        return status && signers_as_of && *signers_as_of < status->signers_as_of;
    }
};

/// The header parameter `typ` (RFC 7515, 4.1.9) of each list, so that no list passes for another; and what
/// its payload is: {"as_of", "keys": […], "hosts": […]}, canonical(StatusList), {"as_of", "signers": […]}.
inline constexpr const char* kSealKeysType = "seal-keys";
inline constexpr const char* kStatusType = "status";
inline constexpr const char* kSignersType = "signers";

/// The files that every trust folder has.
inline constexpr const char* kFolderFiles[] = {"pdf-roots.pem", "seal-root.jwk", "seal-keys.jws",
                                               "status.jws", "signers.jws"};

/// Reads pdf-roots.pem, pdf-roots-timestamp.pem, crls/*.crl, seal-root.jwk, seal-keys.jws, status.jws,
/// signers.jws. A missing or unbelievable file is a problem in the answer (the verdict then says
/// indeterminate), not a failure; Fault::io if there is no such folder.
Result<Trust> load(const std::filesystem::path& folder);

/// A compact JWS (RFC 7515) with EdDSA (RFC 8037) over `payload`, canonical JSON; `private_key`: PEM of an
/// Ed25519 key.
Result<std::string> make_jws(std::string_view payload, const std::string& private_key_pem,
                             const std::string& type);

/// A new Ed25519 key (RFC 8032) with a self-signed certificate of that name and validity.
struct NewKey {
    std::string private_pem;
    std::string certificate_pem;
    std::string pkcs12;  // both, under the PIN
};
Result<NewKey> create_key(const std::string& common_name, Instant from, Instant until,
                          const std::string& pin);

/// The same certificate, in PEM, of a key that lies elsewhere: `public_key` is its SubjectPublicKeyInfo (DER,
/// RFC 8410), `sign` answers 64 bytes (RFC 8032) to a message. Fault::signing, also if these do not fit.
using SignMessage = std::function<Result<std::string>(std::string_view)>;
Result<std::string> self_signed(const std::string& public_key, const std::string& common_name, Instant from,
                                Instant until, const SignMessage& sign);

/// What the lists say of a PEM certificate's holder: its key or digest, and its validity. Fault::signing.
Result<SealKey> seal_key_of(const std::string& certificate_pem, const std::string& school, KeyState state);
Result<AuthorisedSigner> signer_of(const std::string& certificate_pem, const std::string& role,
                                   const std::string& school);

Json to_json(const SealKey& key);  // a JWK (RFC 7517, RFC 8037) with school, from, until, state
/// RFC 8785, written entry by entry: a list of a city at the end of a school year is long.
std::string canonical(const StatusList& list);
Json to_json(const AuthorisedSigner& signer);
/// The public JWK of a PEM private or public Ed25519 key.
Result<Json> jwk_of(const std::string& key_pem);

}  // namespace hocba::trust
