#include <unicode/unistr.h>

#include "engine/exchange/encoding_tables.h"

namespace hocba::exchange {
namespace {

/// ICU replaces what has no meaning by U+FFFD.
std::string from_icu(const char* name, std::string_view bytes) {
    std::string text;
    icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), name).toUTF8String(text);
    return text;
}

}  // namespace

std::string from_utf16le(std::string_view bytes) {
    return from_icu("UTF-16LE", bytes);
}

std::string from_utf16be(std::string_view bytes) {
    return from_icu("UTF-16BE", bytes);
}

std::string from_windows1258(std::string_view bytes) {
    return from_icu("windows-1258", bytes);
}

}  // namespace hocba::exchange
