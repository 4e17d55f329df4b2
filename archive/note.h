// C2SP signed-note: a text and the Ed25519 signatures under it; keys as `vkey` lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// What an Ed25519 key signs (signed-note, Signature types): notes, or checkpoints as a witness.
enum class KeyType : char { note = 0x01, cosignature = 0x04 };

/// "<name>+<key id, 8 hexadecimal digits>+base64(type ‖ 32 bytes)"
struct VerifierKey {
    std::string name;
    std::string id;          // 4 bytes: SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]
    std::string public_key;  // 32 bytes, RFC 8032
    KeyType type = KeyType::note;
};

/// "PRIVATE+KEY+<name>+<key id>+base64(0x01 ‖ 32-byte seed)", as golang.org/x/mod/sumdb/note writes it.
struct SigningKey {
    VerifierKey verifier;
    std::string seed;  // 32 bytes
};

/// A key name is not empty and holds no space, control character or plus (signed-note, Format).
bool is_key_name(std::string_view name);

/// `seed` is 32 bytes, `name` a key name.
SigningKey signing_key(std::string_view name, std::string_view seed);

std::string to_text(const VerifierKey& key);
std::string to_text(const SigningKey& key);
/// One line, with or without its newline. Fault::archive, also for a key of another type.
Result<VerifierKey> verifier_key(std::string_view text, const std::string& where,
                                 KeyType type = KeyType::note);
/// Fault::signing.
Result<SigningKey> signing_key_of(std::string_view text, const std::string& where);

/// `text` ends with a newline.
std::string sign_note(std::string_view text, const SigningKey& key);
/// The text, when the key's signature is there and right; Fault::archive otherwise. Other keys' lines are
/// ignored.
Result<std::string> open_note(std::string_view note, const VerifierKey& key, const std::string& where);

/// A witness's, verified.
struct Cosignature {
    std::string witness;
    Instant time;  // that it says
};
/// Whether a line under the note is that key's, right or wrong.
bool has_line_of(std::string_view note, const VerifierKey& key);
/// The note with lines of these keys alone, of each the last.
std::string only_lines_of(std::string_view note, const std::vector<VerifierKey>& keys);

/// C2SP tlog-cosignature, cosignature/v1: when the witness says that it saw this note grow out of all that it
/// saw before, in seconds since 1970; of several lines the last. Fault::archive if it has none, or a wrong
/// one.
Result<std::int64_t> cosigned_at(std::string_view note, const VerifierKey& witness, const std::string& where);

}  // namespace hocba::archive
