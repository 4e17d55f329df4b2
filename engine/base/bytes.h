// Bytes are std::string; here are the alphabets they travel in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hocba {

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

/// RFC 4648 §4, with padding.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

/// RFC 4648 §5, without padding (RFC 7515 §2). Non-canonical text is refused.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// RFC 4648 §6, upper case, without padding. Non-canonical text (wrong length, stray bits) is refused.
std::string to_base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

/// The first 60 bits as 12 Crockford base32 characters (the document's human code), upper case, no dashes.
std::string crockford60(std::string_view bytes);
/// What a person typed or copied from paper, as crockford60() writes it: case, dashes and blanks do not
/// matter, O is 0, I and L are 1 (Crockford, "Base 32"). Nothing if these are not 12 characters of the
/// alphabet.
std::optional<std::string> crockford_code(std::string_view typed);

/// Letters A to Z in lower case, as host names and UUIDs are compared; all else as it is.
std::string ascii_lower(std::string_view text);

/// `bytes` big-endian, 8 bytes.
std::string be64(std::uint64_t value);

}  // namespace hocba
