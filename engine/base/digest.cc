#include "engine/base/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

#include "engine/base/bytes.h"
#include "engine/base/handle.h"

namespace hocba {
namespace {

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
    std::string out(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
    if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr,
                   algorithm, nullptr) != 1)
        throw std::runtime_error("EVP_Digest");  // out of memory only
    return out;
}

}  // namespace

std::string sha256(std::string_view bytes) {
    return digest(EVP_sha256(), bytes);
}
std::string sha384(std::string_view bytes) {
    return digest(EVP_sha384(), bytes);
}
std::string sha512(std::string_view bytes) {
    return digest(EVP_sha512(), bytes);
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
    std::string out(32, '\0');
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(out.data()), nullptr);
    return out;
}

struct Sha256::State {
    Handle<EVP_MD_CTX, EVP_MD_CTX_free> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::update(std::string_view bytes) {
    EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
    return *this;
}

std::string Sha256::finish() {
    std::string out(32, '\0');
    EVP_DigestFinal_ex(state_->context.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr);
    return out;
}

std::string uuid_of(std::string_view name, int version) {
    std::string bytes = sha256(name).substr(0, 16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | version << 4);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    std::string text = to_hex(bytes);
    for (const std::size_t at : {8, 13, 18, 23}) text.insert(at, "-");
    return text;
}

}  // namespace hocba
