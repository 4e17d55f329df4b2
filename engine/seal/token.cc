#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/handle.h"
#include "engine/seal/claims.h"
#include "engine/seal/cose.h"

namespace hocba::seal {
namespace {

using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using ContextPtr = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcdsaPtr = Handle<ECDSA_SIG, ECDSA_SIG_free>;

constexpr std::string_view kScheme = "https://", kPath = "/V#";
/// No QR symbol holds more alphanumeric characters (ISO/IEC 18004, table 7: 40-L).
constexpr std::size_t kLongest = 4296;

/// A host name of letters, digits, dots and dashes, and perhaps a port.
bool is_host(std::string_view host) {
    const auto legal = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
    };
    return !host.empty() && std::all_of(host.begin(), host.end(), legal);
}

tl::unexpected<Error> no_address() {
    return fail(Fault::document, "QR",
                {"Mã QR này không phải tem học bạ (HTTPS://…/V#…).",
                 "This QR is no transcript seal (HTTPS://…/V#…)."},
                {"Quét mã QR nằm trong ô tem trên trang học bạ.", "Scan the QR in the page's seal square."});
}

tl::unexpected<Error> no_base32() {
    return fail(Fault::document, "QR",
                {"Phần dữ liệu của tem không phải Base32 đúng chuẩn.",
                 "The seal's data is not canonical Base32 (RFC 4648, 6)."},
                {"Quét lại mã QR; không gõ tay.", "Scan the QR again; do not type it."});
}

struct Address {
    std::string host;
    std::string_view data;
};

Result<Address> split(std::string_view text) {
    if (text.size() > kLongest || ascii_lower(text.substr(0, kScheme.size())) != kScheme) return no_address();
    const auto path = text.find(kPath, kScheme.size());
    if (path == std::string_view::npos) return no_address();
    // A phone's browser writes scheme and host in lower case (RFC 3986, 3.2.2): they are the same address.
    const std::string host = ascii_lower(text.substr(kScheme.size(), path - kScheme.size()));
    if (!is_host(host)) return no_address();
    return Address{host, text.substr(path + kPath.size())};
}

/// RFC 9053, 2.1: r ‖ s, 32 bytes each; OpenSSL wants the DER of them.
std::string ecdsa_der(std::string_view raw) {
    const auto* r = reinterpret_cast<const unsigned char*>(raw.data());
    const EcdsaPtr signature(ECDSA_SIG_new());
    if (!signature ||
        ECDSA_SIG_set0(signature.get(), BN_bin2bn(r, 32, nullptr), BN_bin2bn(r + 32, 32, nullptr)) != 1)
        return {};
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    if (size <= 0) return {};
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

KeyPtr public_key(std::string_view spki) {
    const auto* cursor = reinterpret_cast<const unsigned char*>(spki.data());
    KeyPtr key(d2i_PUBKEY(nullptr, &cursor, static_cast<long>(spki.size())));
    const bool whole = cursor == reinterpret_cast<const unsigned char*>(spki.data()) + spki.size();
    return whole ? std::move(key) : KeyPtr();
}

bool is_p256(EVP_PKEY* key) {
    char name[32] = {};
    std::size_t size = 0;
    return EVP_PKEY_get_id(key) == EVP_PKEY_EC &&
           EVP_PKEY_get_group_name(key, name, sizeof name, &size) == 1 &&
           std::string_view(name) == "prime256v1";
}

bool verifies(EVP_PKEY* key, const EVP_MD* digest, std::string_view message, std::string_view signature) {
    const ContextPtr context(EVP_MD_CTX_new());
    return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                            signature.size(), reinterpret_cast<const unsigned char*>(message.data()),
                            message.size()) == 1;
}

}  // namespace

Result<Token> parse(std::string_view qr_text) {
    const auto address = split(qr_text);
    if (!address) return tl::unexpected(address.error());
    const auto cbor = from_base32(address->data);
    if (!cbor || cbor->empty()) return no_base32();
    auto message = decode_sign1(*cbor);
    if (!message) return tl::unexpected(message.error());
    auto claims = decode_claims(message->payload);
    if (!claims) return tl::unexpected(claims.error());
    return Token{address->host,           message->key_id,    message->algorithm, std::move(*claims),
                 sig_structure(*message), message->signature, sha256(*cbor)};
}

bool signature_matches(const Token& token, std::string_view spki) {
    const KeyPtr key = public_key(spki);
    bool matches = false;
    if (key && token.signature.size() == 64) {
        if (token.algorithm == kEdDsa && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519)
            matches = verifies(key.get(), nullptr, token.to_be_signed, token.signature);
        if (token.algorithm == kEs256 && is_p256(key.get()))
            matches = verifies(key.get(), EVP_sha256(), token.to_be_signed, ecdsa_der(token.signature));
    }
    ERR_clear_error();
    return matches;
}

}  // namespace hocba::seal
