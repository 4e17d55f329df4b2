#include "engine/sign/revocation_list.h"

#include <openssl/x509v3.h>

#include <list>

#include "engine/base/digest.h"
#include "engine/sign/decoded.h"

namespace hocba::sign {
namespace {

using NamePtr = Handle<X509_NAME, X509_NAME_free>;

constexpr std::size_t kMostBytes = std::size_t{64} << 20;

class Lists {
  public:
    std::shared_ptr<RevocationList> find(std::string_view der) {
        const std::string digest = sha256(der);
        const std::lock_guard guard(mutex_);
        for (auto kept = kept_.begin(); kept != kept_.end(); ++kept)
            if (kept->digest == digest) {
                kept_.splice(kept_.begin(), kept_, kept);
                return kept->list;
            }
        auto list = std::make_shared<RevocationList>(der);
        if (list->get() == nullptr) list.reset();
        kept_.push_front({digest, der.size(), list});
        bytes_ += der.size();
        for (; bytes_ > kMostBytes; kept_.pop_back()) bytes_ -= kept_.back().size;
        return list;
    }

  private:
    struct Kept {
        std::string digest;
        std::size_t size;
        std::shared_ptr<RevocationList> list;
    };
    std::mutex mutex_;
    std::list<Kept> kept_;  // the one last asked for first
    std::size_t bytes_ = 0;
};

/// Steps over one element, or into it if it is constructed and `enter`; false if there is none of that tag.
bool step(const unsigned char*& cursor, const unsigned char* end, int tag, bool enter) {
    long length = 0;
    int found = 0, kind = 0;
    const unsigned char* content = cursor;
    const int form = ASN1_get_object(&content, &length, &found, &kind, end - cursor);
    if ((form & 0x80) != 0 || found != tag || kind != V_ASN1_UNIVERSAL) return false;
    cursor = enter ? content : content + length;
    return true;
}

}  // namespace

bool RevocationList::is_of_another(std::string_view der, const X509_NAME* issuer) {
    const auto* cursor = reinterpret_cast<const unsigned char*>(der.data());
    const auto* end = cursor + der.size();
    // RFC 5280, 5.1: CertificateList { tbsCertList { version OPTIONAL, signature, issuer, …
    if (!step(cursor, end, V_ASN1_SEQUENCE, true) || !step(cursor, end, V_ASN1_SEQUENCE, true)) return false;
    (void)step(cursor, end, V_ASN1_INTEGER, false);
    if (!step(cursor, end, V_ASN1_SEQUENCE, false)) return false;
    const NamePtr name(d2i_X509_NAME(nullptr, &cursor, end - cursor));
    return name && X509_NAME_cmp(name.get(), issuer) != 0;
}

std::shared_ptr<RevocationList> RevocationList::of(std::string_view der) {
    static Lists lists;
    return lists.find(der);
}

RevocationList::RevocationList(std::string_view der) : list_(decoded<decltype(list_), d2i_X509_CRL>(der)) {}

bool RevocationList::is_signed_by(X509* issuer) {
    unsigned char digest[32];
    unsigned int size = sizeof digest;
    if (X509_digest(issuer, EVP_sha256(), digest, &size) != 1) return false;
    const std::string asked(reinterpret_cast<const char*>(digest), size);
    const std::lock_guard guard(mutex_);
    if (asked == asked_) return answer_;
    asked_ = asked;
    answer_ = (X509_get_key_usage(issuer) & KU_CRL_SIGN) != 0 &&
              is_strong(X509_CRL_get_signature_nid(list_.get())) &&
              X509_CRL_verify(list_.get(), X509_get0_pubkey(issuer)) == 1;
    return answer_;
}

}  // namespace hocba::sign
