#include "engine/trust/ed25519.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

#include "engine/base/bytes.h"
#include "engine/base/handle.h"
#include "engine/trust/trust.h"

namespace hocba::trust {
namespace {

using namespace std::literals;
using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using ContextPtr = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using BioPtr = Handle<BIO, BIO_free_all>;

/// RFC 8410, 4 and RFC 5480, 2: a SubjectPublicKeyInfo up to the key's own bytes.
constexpr auto kEd25519 = "\x30\x2A\x30\x05\x06\x03\x2B\x65\x70\x03\x21\x00"sv;
constexpr auto kP256 =
    "\x30\x59\x30\x13\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01\x06\x08\x2A\x86\x48\xCE\x3D\x03\x01\x07\x03\x42\x00\x04"sv;
constexpr std::size_t kCoordinate = 32, kSignature = 64;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::optional<std::string> coordinate(const Json& jwk, std::string_view name) {
    auto bytes = from_base64url(jwk.text_or(name));
    if (!bytes || bytes->size() != kCoordinate) return std::nullopt;
    return bytes;
}

KeyPtr public_key(std::string_view spki) {
    const unsigned char* cursor = octets(spki);
    KeyPtr key(d2i_PUBKEY(nullptr, &cursor, static_cast<long>(spki.size())));
    ERR_clear_error();
    return key;
}

BioPtr memory(const std::string& bytes) {
    return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

/// No prompt for a password: an encrypted key is no key here.
int no_password(char*, int, int, void*) {
    return -1;
}

KeyPtr private_key(const std::string& pem) {
    KeyPtr key(PEM_read_bio_PrivateKey(memory(pem).get(), nullptr, no_password, nullptr));
    ERR_clear_error();
    return key;
}

tl::unexpected<Error> no_ed25519() {
    return fail(Fault::signing, "PEM",
                {"Tệp không phải khóa Ed25519 (PEM).", "The file is no Ed25519 key (PEM)."},
                {"Tạo khóa bằng: openssl genpkey -algorithm ed25519.",
                 "Make one with: openssl genpkey -algorithm ed25519."});
}

}  // namespace

std::optional<std::string> spki_of(const Json& jwk) {
    if (jwk.find("d")) return std::nullopt;
    const std::string type = jwk.text_or("kty"), curve = jwk.text_or("crv");
    const auto x = coordinate(jwk, "x");
    if (!x) return std::nullopt;
    std::string spki;
    if (type == "OKP" && curve == "Ed25519") spki = std::string(kEd25519) + *x;
    if (type == "EC" && curve == "P-256") {
        const auto y = coordinate(jwk, "y");
        if (y) spki = std::string(kP256) + *x + *y;
    }
    if (spki.empty() || !public_key(spki)) return std::nullopt;
    return spki;
}

std::optional<Json::Object> members_of(std::string_view spki) {
    if (spki.starts_with(kEd25519) && spki.size() == kEd25519.size() + kCoordinate)
        return Json::Object{
            {"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(spki.substr(kEd25519.size()))}};
    if (spki.starts_with(kP256) && spki.size() == kP256.size() + 2 * kCoordinate)
        return Json::Object{{"kty", "EC"},
                            {"crv", "P-256"},
                            {"x", to_base64url(spki.substr(kP256.size(), kCoordinate))},
                            {"y", to_base64url(spki.substr(kP256.size() + kCoordinate))}};
    return std::nullopt;
}

Result<std::string> sign_ed25519(std::string_view message, const std::string& private_key_pem) {
    const KeyPtr key = private_key(private_key_pem);
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) return no_ed25519();
    const ContextPtr context(EVP_MD_CTX_new());
    std::string out(kSignature, '\0');
    std::size_t size = out.size();
    auto* into = reinterpret_cast<unsigned char*>(out.data());
    const bool is_signed = context &&
                           EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                           EVP_DigestSign(context.get(), into, &size, octets(message), message.size()) == 1;
    ERR_clear_error();
    if (!is_signed) return no_ed25519();
    return out;
}

bool verify_ed25519(std::string_view message, std::string_view signature, std::string_view spki) {
    const KeyPtr key = public_key(spki);
    const ContextPtr context(EVP_MD_CTX_new());
    const bool matches = key && context && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519 &&
                         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                         EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message),
                                          message.size()) == 1;
    ERR_clear_error();
    return matches;
}

Result<Json> jwk_of(const std::string& key_pem) {
    KeyPtr key = private_key(key_pem);
    if (!key) key.reset(PEM_read_bio_PUBKEY(memory(key_pem).get(), nullptr, no_password, nullptr));
    ERR_clear_error();
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) return no_ed25519();
    std::string raw(kCoordinate, '\0');
    std::size_t size = raw.size();
    if (EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(raw.data()), &size) != 1)
        return no_ed25519();
    return Json(*members_of(std::string(kEd25519) + raw));
}

}  // namespace hocba::trust
