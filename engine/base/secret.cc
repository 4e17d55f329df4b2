#include "engine/base/secret.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace hocba {
namespace {

constexpr std::size_t kOnHeap = 64;  // more than any std::string keeps within itself

}  // namespace

Secret::Secret(std::string_view text) {
    text_.reserve(std::max(kOnHeap, text.size()));
    text_ = text;
}

Secret Secret::taken(std::string& text) {
    Secret secret(text);
    wipe(text);
    return secret;
}

Secret::~Secret() {
    wipe(text_);
}

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
    text_.swap(other.text_);
    return *this;
}

void wipe(std::string& text) {
    text.resize(text.capacity());
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

}  // namespace hocba
