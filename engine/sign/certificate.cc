#include "engine/sign/certificate.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/base/handle.h"
#include "engine/sign/decoded.h"
#include "engine/sign/der.h"

namespace hocba::sign {
namespace {

using KeyPtr = Handle<EVP_PKEY, EVP_PKEY_free>;
using ContextPtr = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

constexpr int kSmallestRsa = 2048;
constexpr std::size_t kLongestPath = 8;

KeyPtr key_of(std::string_view public_key) {
    const unsigned char* cursor = octets(public_key);
    return KeyPtr(d2i_PUBKEY(nullptr, &cursor, static_cast<long>(public_key.size())));
}

/// The last key of this thread again: a batch has one signer, and OpenSSL 3 takes 100 µs to decode a key.
EVP_PKEY* known_key(std::string_view public_key) {
    thread_local std::string bytes;
    thread_local KeyPtr key;
    if (bytes != public_key || !key) {
        key = key_of(public_key);
        bytes = public_key;
    }
    return key.get();
}

bool is_p256(const EVP_PKEY* key) {
    char name[32] = {};
    std::size_t size = 0;
    return EVP_PKEY_get_group_name(key, name, sizeof name, &size) == 1 &&
           std::string_view(name) == "prime256v1";
}

bool is_self_signed(std::string_view certificate) {
    const auto parts = parts_of(certificate);
    return parts && parts->issuer == parts->subject;
}

}  // namespace

std::optional<CertificateParts> parts_of(std::string_view certificate) {
    DerReader outer(certificate);
    const auto whole = outer.next(kSequence);
    if (!whole || !outer.at_end()) return std::nullopt;
    const auto body = DerReader(whole->content).next(kSequence);
    if (!body) return std::nullopt;
    DerReader reader(body->content);  // TBSCertificate (RFC 5280, 4.1)
    if (reader.is_next(kContext0) && !reader.next(kContext0)) return std::nullopt;
    const auto serial = reader.next(kInteger), algorithm = reader.next(kSequence);
    const auto issuer = reader.next(kSequence), validity = reader.next(kSequence);
    const auto subject = reader.next(kSequence), key = reader.next(kSequence);
    if (!serial || !algorithm || !issuer || !validity || !subject || !key) return std::nullopt;
    return CertificateParts{serial->whole, issuer->whole, subject->whole, key->whole};
}

std::optional<std::vector<std::string>> certificates_in(std::string_view content) {
    std::vector<std::string> certificates;
    for (DerReader reader(content); !reader.at_end();) {
        const auto certificate = reader.next(kSequence);
        if (!certificate || !parts_of(certificate->whole)) return std::nullopt;
        certificates.emplace_back(certificate->whole);
    }
    return certificates;
}

bool is_issued_by(std::string_view certificate, std::string_view parent) {
    const auto child_parts = parts_of(certificate), parent_parts = parts_of(parent);
    if (!child_parts || !parent_parts || child_parts->issuer != parent_parts->subject) return false;
    const auto child = certificate_of(certificate);
    const auto key = key_of(parent_parts->public_key);
    const bool issued = child && key && X509_verify(child.get(), key.get()) == 1;
    ERR_clear_error();
    return issued;
}

bool may_issue(std::string_view certificate) {
    const auto decoded = certificate_of(certificate);
    const bool may = decoded && X509_check_ca(decoded.get()) == 1;
    ERR_clear_error();
    return may;
}

std::vector<std::string> path_of(const std::string& certificate, const std::vector<std::string>& others) {
    std::vector<std::string> path{certificate};
    while (path.size() < kLongestPath && !is_self_signed(path.back())) {
        const auto parent = std::find_if(others.begin(), others.end(), [&](const std::string& other) {
            return is_issued_by(path.back(), other) && !is_self_signed(other);
        });
        if (parent == others.end() || std::find(path.begin(), path.end(), *parent) != path.end()) break;
        path.push_back(*parent);
    }
    return path;
}

std::optional<KeyKind> kind_of(std::string_view public_key) {
    const auto key = key_of(public_key);
    std::optional<KeyKind> kind;
    if (key && EVP_PKEY_get_id(key.get()) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key.get()) >= kSmallestRsa)
        kind = KeyKind::rsa;
    if (key && EVP_PKEY_get_id(key.get()) == EVP_PKEY_EC && is_p256(key.get())) kind = KeyKind::p256;
    ERR_clear_error();
    return kind;
}

bool signature_matches(std::string_view public_key, Digest digest, std::string_view value,
                       std::string_view signature) {
    EVP_PKEY* key = known_key(public_key);
    const ContextPtr context(key ? EVP_PKEY_CTX_new(key, nullptr) : nullptr);
    const EVP_MD* algorithm = digest == Digest::sha384 ? EVP_sha384() : EVP_sha256();
    const bool is_rsa = key && EVP_PKEY_get_id(key) == EVP_PKEY_RSA;
    const bool matches =
        context && EVP_PKEY_verify_init(context.get()) == 1 &&
        (!is_rsa || EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1) &&
        EVP_PKEY_CTX_set_signature_md(context.get(), algorithm) == 1 &&
        EVP_PKEY_verify(context.get(), octets(signature), signature.size(), octets(value), value.size()) == 1;
    ERR_clear_error();
    return matches;
}

std::string digest_of(Digest digest, std::string_view bytes) {
    return digest == Digest::sha384 ? sha384(bytes) : sha256(bytes);
}

}  // namespace hocba::sign
