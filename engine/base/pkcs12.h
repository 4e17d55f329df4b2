// A key file (PKCS#12, RFC 7292) opened with its PIN: key and certificates as DER.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace hocba {

/// The key is wiped from memory when the value goes.
struct Pkcs12 {
    std::string private_key;          // DER PrivateKeyInfo (PKCS#8)
    std::string certificate;          // DER; the one that belongs to the key, or empty
    std::vector<std::string> others;  // DER, in no order

    Pkcs12() = default;
    ~Pkcs12();
    Pkcs12(Pkcs12&&) = default;
    Pkcs12& operator=(Pkcs12&&) = default;
    Pkcs12(const Pkcs12&) = delete;
    Pkcs12& operator=(const Pkcs12&) = delete;
};

/// Fault::signing, each with its own message: the file is missing, is no PKCS#12, the PIN is wrong, its
/// encryption is too old, there is no key in it.
Result<Pkcs12> read_pkcs12(const std::string& path, const std::string& pin);

}  // namespace hocba
