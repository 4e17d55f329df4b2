#include "engine/verify/chain.h"

#include <openssl/bn.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "engine/base/handle.h"
#include "engine/sign/subject.h"

namespace hocba::verify {
namespace {

using X509Ptr = Handle<X509, X509_free>;
using StorePtr = Handle<X509_STORE, X509_STORE_free>;
using ContextPtr = Handle<X509_STORE_CTX, X509_STORE_CTX_free>;
using NumberPtr = Handle<BIGNUM, BN_free>;

struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using StackPtr = std::unique_ptr<STACK_OF(X509), FreeStack>;

X509Ptr parse(std::string_view der) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    const auto* end = bytes + der.size();
    X509Ptr certificate(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())));
    return bytes == end ? std::move(certificate) : nullptr;
}

std::string serial_of(const X509* certificate) {
    NumberPtr number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    char* digits = number ? BN_bn2hex(number.get()) : nullptr;
    const std::string serial = digits != nullptr ? digits : "";
    OPENSSL_free(digits);
    return serial;
}

Instant instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    const Date date{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
    return {days(date) * 86400 + parts.tm_hour * 3600 + parts.tm_min * 60 + parts.tm_sec};
}

std::string fault_of(int error) {
    switch (error) {
        case X509_V_ERR_CERT_NOT_YET_VALID:
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "certificate-time";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_CERT_UNTRUSTED:
            return "chain";
        case X509_V_ERR_CERT_SIGNATURE_FAILURE:
            return "chain-broken";
        default:
            return "chain-policy";
    }
}

StorePtr store_of(const std::vector<std::string>& roots) {
    StorePtr store(X509_STORE_new());
    for (const auto& root : roots)
        if (const X509Ptr certificate = parse(root)) X509_STORE_add_cert(store.get(), certificate.get());
    return store;
}

StackPtr stack_of(const std::vector<std::string>& others) {
    StackPtr stack(sk_X509_new_null());
    for (const auto& other : others)
        if (X509Ptr certificate = parse(other)) sk_X509_push(stack.get(), certificate.release());
    return stack;
}

/// RFC 5280, 4.2.1.3: a certificate that names uses must name one for signing documents.
bool may_sign(X509* certificate) {
    const std::uint32_t usage = X509_get_key_usage(certificate);
    return (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

std::string der_of(X509* certificate) {
    unsigned char* bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    const std::string der(reinterpret_cast<const char*>(bytes),
                          size > 0 ? static_cast<std::size_t>(size) : 0);
    OPENSSL_free(bytes);
    return der;
}

/// RFC 5280, 6: the path that OpenSSL found.
std::vector<std::string> path_of(X509_STORE_CTX* context) {
    std::vector<std::string> path;
    STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context);
    for (int i = 0; i < sk_X509_num(chain); ++i) path.push_back(der_of(sk_X509_value(chain, i)));
    return path;
}

Instant first_end(X509_STORE_CTX* context) {
    Instant first{INT64_MAX};
    STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context);
    for (int i = 0; i < sk_X509_num(chain); ++i)
        first = std::min(first, instant_of(X509_get0_notAfter(sk_X509_value(chain, i))));
    return first;
}

}  // namespace

std::string signer_named_in(std::string_view der) {
    const std::string name = sign::common_name_of(der);
    return name.empty() ? sign::subject_name_of(der) : name;
}

std::optional<Certificate> read_certificate(std::string_view der) {
    const X509Ptr certificate = parse(der);
    if (!certificate) return std::nullopt;
    Certificate read;
    read.subject = sign::subject_name_of(der);
    read.issuer = sign::issuer_name_of(der);
    read.serial = serial_of(certificate.get());
    read.not_before = instant_of(X509_get0_notBefore(certificate.get()));
    read.not_after = instant_of(X509_get0_notAfter(certificate.get()));
    return read;
}

Path find_path(std::string_view signer, const std::vector<std::string>& others,
               const std::vector<std::string>& roots, Instant when, Purpose purpose) {
    const X509Ptr certificate = parse(signer);
    const StorePtr store = store_of(roots);
    const StackPtr helpers = stack_of(others);
    const ContextPtr context(X509_STORE_CTX_new());
    if (!certificate) return {"certificate-unreadable", "", {}, {}};
    if (!store || !helpers || !context ||
        X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), helpers.get()) != 1)
        return {"chain", "OpenSSL", {}, {}};
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(parameters, static_cast<time_t>(when.unix_s));
    // TT 15/2025/TT-BKHCN asks RSA 2048 or P-256 and SHA-256: OpenSSL's level 2 (112 bits) refuses less.
    X509_VERIFY_PARAM_set_auth_level(parameters, 2);
    if (purpose == Purpose::timestamps)
        X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_TIMESTAMP_SIGN);
    if (X509_verify_cert(context.get()) != 1) {
        const int error = X509_STORE_CTX_get_error(context.get());
        return {fault_of(error), X509_verify_cert_error_string(error), {}, {}};
    }
    if (!may_sign(certificate.get())) return {"chain-policy", "keyUsage", {}, {}};
    return {"", "", first_end(context.get()), path_of(context.get())};
}

std::optional<Instant> parse_pdf_date(std::string_view text) {
    if (text.size() < 17 || text.substr(0, 2) != "D:") return std::nullopt;
    const auto part = [&text](std::size_t at, std::size_t size) {
        return std::string(text.substr(at, size));
    };
    std::string iso = part(2, 4) + "-" + part(6, 2) + "-" + part(8, 2) + "T" + part(10, 2) + ":" +
                      part(12, 2) + ":" + part(14, 2);
    const std::string_view zone = text.substr(16);
    if (zone == "Z" || zone == "Z00'00'" || zone == "Z00'00") return parse_instant(iso + "Z");
    // +07'00' and, since ISO 32000-2, +07'00.
    if ((zone.size() != 7 && zone.size() != 6) || zone[3] != '\'' || (zone.size() == 7 && zone[6] != '\''))
        return std::nullopt;
    return parse_instant(iso + std::string(zone.substr(0, 3)) + ":" + std::string(zone.substr(4, 2)));
}

}  // namespace hocba::verify
