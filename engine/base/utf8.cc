#include "engine/base/utf8.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

namespace hocba {
namespace {

const icu::Normalizer2& normalizer() {
    UErrorCode status = U_ZERO_ERROR;
    return *icu::Normalizer2::getNFCInstance(status);
}

icu::StringPiece piece(std::string_view text) {
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

}  // namespace

std::optional<std::size_t> ill_formed_at(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < size;) {
        const std::int64_t start = i;
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);
        if (c < 0) return static_cast<std::size_t>(start);
    }
    return std::nullopt;
}

std::string nfc(std::string_view text) {
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode status = U_ZERO_ERROR;
    normalizer().normalizeUTF8(0, piece(text), sink, nullptr, status);
    return out;
}

bool is_nfc(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    return normalizer().isNormalizedUTF8(piece(text), status) != 0;
}

std::string upper(std::string_view text) {
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode status = U_ZERO_ERROR;
    icu::CaseMap::utf8ToUpper("vi", 0, piece(text), sink, nullptr, status);
    return out;
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, i, size, c);
        out += static_cast<char32_t>(c);
    }
    return out;
}

std::string to_utf8(char32_t code_point) {
    char buffer[4];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, static_cast<UChar32>(code_point));
    return {buffer, static_cast<std::size_t>(length)};
}

std::string on_one_line(std::string_view text, std::size_t longest) {
    const auto commands = [](char32_t c) {
        return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x061C ||
               c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    };
    text = text.substr(0, 4 * longest + 4);
    std::u32string points;
    while (!text.empty()) {
        const auto bad = ill_formed_at(text);
        points += code_points(text.substr(0, bad.value_or(text.size())));
        if (!bad) break;
        points += U'\uFFFD';
        text.remove_prefix(*bad + 1);
    }
    std::string out;
    for (const char32_t c : std::u32string_view(points).substr(0, longest))
        out += to_utf8(commands(c) ? U'\uFFFD' : c);
    return points.size() > longest ? out + "…" : out;
}

}  // namespace hocba
