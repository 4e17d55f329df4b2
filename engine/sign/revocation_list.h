// Revocation lists, decoded once a process: an authority's list may have megabytes, and every signature of
// every document asks it again.
#pragma once

#include <openssl/x509.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/base/handle.h"

namespace hocba::sign {

class RevocationList {
  public:
    /// Whether its issuer's name, read without the rest, is another one. A list that cannot be read that far
    /// is left to of().
    static bool is_of_another(std::string_view der, const X509_NAME* issuer);
    /// Null if the bytes are no list. The lists last asked for are kept, up to 64 MiB of them as DER.
    static std::shared_ptr<RevocationList> of(std::string_view der);

    explicit RevocationList(std::string_view der);
    X509_CRL* get() const { return list_.get(); }
    /// Signed by that key (SHA-256 or better), and the key is for lists. Remembers the last answer.
    bool is_signed_by(X509* issuer);

  private:
    Handle<X509_CRL, X509_CRL_free> list_;
    std::mutex mutex_;
    std::string asked_;  // SHA-256 of the issuer that was asked for last
    bool answer_ = false;
};

}  // namespace hocba::sign
