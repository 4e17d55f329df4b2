#include "engine/base/collation.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>

namespace hocba {
namespace {

const icu::Collator& vietnamese() {
    static const std::unique_ptr<const icu::Collator> collator = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<const icu::Collator>(icu::Collator::createInstance(icu::Locale("vi"), status));
    }();
    return *collator;
}

/// ICU's sort key: bytes without 0, then one 0.
std::string key_of(std::string_view text) {
    const auto words = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    std::string key(static_cast<std::size_t>(vietnamese().getSortKey(words, nullptr, 0)), '\0');
    vietnamese().getSortKey(words, reinterpret_cast<std::uint8_t*>(key.data()),
                            static_cast<std::int32_t>(key.size()));
    return key;
}

}  // namespace

std::string given_name_key(std::string_view name) {
    const std::size_t end = name.find_last_not_of(' ');
    const std::string_view whole = name.substr(0, end == name.npos ? 0 : end + 1);
    const std::size_t space = whole.find_last_of(' ');
    return key_of(space == whole.npos ? whole : whole.substr(space + 1)) + key_of(whole);
}

}  // namespace hocba
