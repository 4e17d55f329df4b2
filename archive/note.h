// C2SP signed-note: a text and the Ed25519 signatures under it; keys as `vkey` lines.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace hocba::archive {

/// "<name>+<key id, 8 hexadecimal digits>+base64(0x01 ‖ 32 bytes)"
struct VerifierKey {
    std::string name;
    std::string id;          // 4 bytes: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[:4]
    std::string public_key;  // 32 bytes, RFC 8032
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
/// One line, with or without its newline. Fault::archive.
Result<VerifierKey> verifier_key(std::string_view text, const std::string& where);
/// Fault::signing.
Result<SigningKey> signing_key_of(std::string_view text, const std::string& where);

/// `text` ends with a newline.
std::string sign_note(std::string_view text, const SigningKey& key);
/// The text, when the key's signature is there and right; Fault::archive otherwise. Other keys' lines are
/// ignored.
Result<std::string> open_note(std::string_view note, const VerifierKey& key, const std::string& where);

}  // namespace hocba::archive
