// New seal keys, and what the trust lists say of a certificate.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include "engine/base/digest.h"
#include "engine/base/handle.h"
#include "engine/trust/trust.h"

namespace hocba::trust {
namespace {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using Certificate = Handle<X509, X509_free>;
using Bio = Handle<BIO, BIO_free_all>;

tl::unexpected<Error> refused(const std::string& where) {
    return fail(Fault::signing, where, {"OpenSSL không tạo được khoá", "OpenSSL did not make the key"});
}

std::string drained(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

/// Of the public half `key`, signed by `signer`: the same key, unless its private half is elsewhere.
Certificate certificate_of(EVP_PKEY* key, EVP_PKEY* signer, const std::string& name, Instant from,
                           Instant until) {
    Certificate certificate(X509_new());
    std::uint64_t serial = 0;
    if (!certificate || RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) return {};
    X509* x509 = certificate.get();
    X509_NAME* subject = X509_get_subject_name(x509);
    const bool made = X509_set_version(x509, X509_VERSION_3) == 1 &&
                      ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), serial >> 1) == 1 &&
                      ASN1_TIME_set(X509_getm_notBefore(x509), from.unix_s) != nullptr &&
                      ASN1_TIME_set(X509_getm_notAfter(x509), until.unix_s) != nullptr &&
                      X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                                 reinterpret_cast<const unsigned char*>(name.data()),
                                                 static_cast<int>(name.size()), -1, 0) == 1 &&
                      X509_set_issuer_name(x509, subject) == 1 && X509_set_pubkey(x509, key) == 1 &&
                      X509_sign(x509, signer, nullptr) > 0;
    return made ? std::move(certificate) : Certificate{};
}

template <class T>
std::string der_of(T* object, int (*write)(T*, unsigned char**)) {
    unsigned char* bytes = nullptr;
    const int size = write(object, &bytes);
    std::string out(reinterpret_cast<char*>(bytes), size > 0 ? static_cast<std::size_t>(size) : 0);
    OPENSSL_free(bytes);
    return out;
}

/// Certificate (RFC 5280, 4.1) of what is signed, by Ed25519 (RFC 8410, 3), and 64 bytes.
std::string signed_certificate(const std::string& to_be_signed, const std::string& signature) {
    using namespace std::literals;
    const std::string body = to_be_signed + "\x30\x05\x06\x03\x2B\x65\x70\x03\x41\x00"s + signature;
    return "\x30\x82"s + static_cast<char>(body.size() >> 8) + static_cast<char>(body.size() & 0xFF) + body;
}

struct Holder {
    std::string der, spki;
    Instant from, until;
};

Instant instant_of(const ASN1_TIME* time) {
    int days = 0, seconds = 0;
    const Handle<ASN1_TIME, ASN1_TIME_free> epoch(ASN1_TIME_set(nullptr, 0));
    ASN1_TIME_diff(&days, &seconds, epoch.get(), time);
    return {std::int64_t{days} * 86400 + seconds, 420};
}

Result<Holder> read(const std::string& pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!certificate)
        return fail(Fault::signing, "PEM", {"Không phải chứng thư PEM", "this is no PEM certificate"});
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate.get(), &der);
    unsigned char* spki = nullptr;
    const int spki_size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &spki);
    Holder holder;
    holder.der.assign(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    holder.spki.assign(reinterpret_cast<char*>(spki), static_cast<std::size_t>(spki_size));
    OPENSSL_free(der);
    OPENSSL_free(spki);
    holder.from = instant_of(X509_get0_notBefore(certificate.get()));
    holder.until = instant_of(X509_get0_notAfter(certificate.get()));
    return holder;
}

}  // namespace

Result<NewKey> create_key(const std::string& common_name, Instant from, Instant until,
                          const std::string& pin) {
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    if (!key) return refused(common_name);
    const Certificate certificate = certificate_of(key.get(), key.get(), common_name, from, until);
    if (!certificate) return refused(common_name);
    const Handle<PKCS12, PKCS12_free> bag(PKCS12_create(pin.c_str(), common_name.c_str(), key.get(),
                                                        certificate.get(), nullptr, 0, 0, 0, 0, 0));
    const Bio private_pem(BIO_new(BIO_s_mem())), public_pem(BIO_new(BIO_s_mem())), file(BIO_new(BIO_s_mem()));
    if (!bag ||
        PEM_write_bio_PrivateKey(private_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_bio_X509(public_pem.get(), certificate.get()) != 1 ||
        i2d_PKCS12_bio(file.get(), bag.get()) != 1)
        return refused(common_name);
    return NewKey{drained(private_pem.get()), drained(public_pem.get()), drained(file.get())};
}

Result<std::string> self_signed(const std::string& public_key, const std::string& common_name, Instant from,
                                Instant until, const SignMessage& sign) {
    const auto* cursor = reinterpret_cast<const unsigned char*>(public_key.data());
    const Key key(d2i_PUBKEY(nullptr, &cursor, static_cast<long>(public_key.size())));
    const Key stand_in(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));  // writes the algorithm's name for us
    if (!key || !stand_in) return refused(common_name);
    const Certificate form = certificate_of(key.get(), stand_in.get(), common_name, from, until);
    if (!form) return refused(common_name);
    const std::string to_be_signed = der_of(form.get(), i2d_re_X509_tbs);
    const auto signature = sign(to_be_signed);
    if (!signature) return signature;
    const std::string der = signed_certificate(to_be_signed, *signature);
    cursor = reinterpret_cast<const unsigned char*>(der.data());
    const Certificate certificate(d2i_X509(nullptr, &cursor, static_cast<long>(der.size())));
    const Bio pem(BIO_new(BIO_s_mem()));
    if (!certificate || X509_verify(certificate.get(), key.get()) != 1 ||
        PEM_write_bio_X509(pem.get(), certificate.get()) != 1)
        return refused(common_name);
    return drained(pem.get());
}

Result<SealKey> seal_key_of(const std::string& certificate_pem, const std::string& school, KeyState state) {
    const auto holder = read(certificate_pem);
    if (!holder) return tl::unexpected(holder.error());
    SealKey key;
    key.spki = holder->spki;
    key.key_id = sha256(holder->spki).substr(0, 4);
    key.school = school;
    key.from = holder->from;
    key.until = holder->until;
    key.state = state;
    return key;
}

Result<AuthorisedSigner> signer_of(const std::string& certificate_pem, const std::string& role,
                                   const std::string& school) {
    const auto holder = read(certificate_pem);
    if (!holder) return tl::unexpected(holder.error());
    return AuthorisedSigner{sha256(holder->der), role, school, holder->from, holder->until, "", std::nullopt};
}

}  // namespace hocba::trust
