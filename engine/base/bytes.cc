#include "engine/base/bytes.h"

#include <array>

namespace hocba {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeLength = 12;

/// Most significant bits first, `width` bits a character; the last character is filled with zero bits.
std::string encode(std::string_view bytes, std::string_view alphabet, int width) {
    const auto digit = static_cast<std::size_t>(width);
    std::string out((bytes.size() * 8 + digit - 1) / digit, alphabet[0]);
    std::uint32_t bits = 0;
    int held = 0;
    char* next = out.data();
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<std::uint8_t>(byte);
        for (held += 8; held >= width; held -= width)
            *next++ = alphabet[bits >> (held - width) & ((1U << width) - 1)];
        bits &= (1U << held) - 1;
    }
    if (held > 0) *next = alphabet[bits << (width - held) & ((1U << width) - 1)];
    return out;
}

/// The inverse; what `encode` would not have written is refused.
std::optional<std::string> decode(std::string_view text, std::string_view alphabet, int width) {
    std::string out;
    out.reserve(text.size() * static_cast<std::size_t>(width) / 8);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = bits << width | static_cast<std::uint32_t>(digit);
        held += width;
        if (held >= 8) {
            held -= 8;
            out += static_cast<char>(bits >> held);
        }
        bits &= (1U << held) - 1;
    }
    if (held >= width || bits != 0) return std::nullopt;
    return out;
}

}  // namespace

std::string to_hex(std::string_view bytes) {
    return encode(bytes, kHex, 4);
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    return decode(text, kHex, 4);
}

std::string to_base64(std::string_view bytes) {
    std::string out = encode(bytes, kBase64, 6);
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    auto out = decode(text.substr(0, text.size() - padding), kBase64, 6);
    if (out && (3 - out->size() % 3) % 3 != padding) return std::nullopt;
    return out;
}

std::string to_base64url(std::string_view bytes) {
    return encode(bytes, kBase64Url, 6);
}
std::optional<std::string> from_base64url(std::string_view text) {
    return decode(text, kBase64Url, 6);
}

std::string to_base32(std::string_view bytes) {
    return encode(bytes, kBase32, 5);
}
std::optional<std::string> from_base32(std::string_view text) {
    return decode(text, kBase32, 5);
}

std::string crockford60(std::string_view bytes) {
    return encode(bytes.substr(0, 8), kCrockford, 5).substr(0, kCodeLength);
}

std::optional<std::string> crockford_code(std::string_view typed) {
    std::string code;
    for (char c : typed) {
        if (c == '-' || c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (kCrockford.find(c) == std::string_view::npos) return std::nullopt;
        code += c;
    }
    if (code.size() != kCodeLength) return std::nullopt;
    return code;
}

std::string be64(std::uint64_t value) {
    std::string out(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<char>(value >> (56 - 8 * i));
    return out;
}

std::string ascii_lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace hocba
