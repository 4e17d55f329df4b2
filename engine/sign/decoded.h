// Small readings of OpenSSL's values that several files of this room need.
#pragma once

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/handle.h"
#include "engine/base/instant.h"

namespace hocba::sign {

using CertificatePtr = Handle<X509, X509_free>;

inline const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// A d2i function over all of the bytes.
template <class Pointer, auto Decode>
Pointer decoded(std::string_view der) {
    const unsigned char* cursor = octets(der);
    const auto* end = cursor + der.size();
    Pointer object(Decode(nullptr, &cursor, static_cast<long>(der.size())));
    return cursor == end ? std::move(object) : nullptr;
}

/// Null if it is none.
inline CertificatePtr certificate_of(std::string_view der) {
    auto certificate = decoded<CertificatePtr, d2i_X509>(der);
    ERR_clear_error();
    return certificate;
}

/// "" if it is no text.
inline std::string utf8_of(const ASN1_STRING* value) {
    unsigned char* text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, value);
    if (size < 0) return "";
    std::string out(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return out;
}

inline std::optional<Instant> instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    const Date date{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
    return Instant{days(date) * 86400 + parts.tm_hour * 3600 + parts.tm_min * 60 + parts.tm_sec};
}

/// SHA-2 of 256 bits or more.
inline bool is_strong(int signature_nid) {
    int digest = NID_undef, key = NID_undef;
    if (OBJ_find_sigid_algs(signature_nid, &digest, &key) != 1) return false;
    return digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512;
}

}  // namespace hocba::sign
