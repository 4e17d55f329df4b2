// Small readings of OpenSSL's values that several files of this room need.
#pragma once

#include <openssl/asn1.h>
#include <openssl/objects.h>

#include <ctime>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/base/instant.h"

namespace hocba::sign {

/// A d2i function over all of the bytes.
template <class Pointer, auto Decode>
Pointer decoded(std::string_view der) {
    const auto* cursor = reinterpret_cast<const unsigned char*>(der.data());
    const auto* end = cursor + der.size();
    Pointer object(Decode(nullptr, &cursor, static_cast<long>(der.size())));
    return cursor == end ? std::move(object) : nullptr;
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
