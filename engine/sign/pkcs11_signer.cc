#include <mutex>
#include <optional>

#include "engine/sign/certificate.h"
#include "engine/sign/keys.h"
#include "engine/sign/pkcs11_problem.h"
#include "engine/sign/pkcs11_token.h"
#include "engine/sign/raw_signature.h"

namespace hocba::sign {
namespace {

class Pkcs11Signer final : public Signer {
  public:
    Pkcs11Signer(std::unique_ptr<TokenSession> session, CK_OBJECT_HANDLE key, Identity identity)
        : session_(std::move(session)), key_(key), identity_(std::move(identity)) {}

    const Identity& identity() const override { return identity_; }
    /// A token signs a few a second: no more than these are lost when it is pulled out.
    std::size_t at_once() const override { return 8; }

    Result<std::vector<std::string>> sign_digests(const std::vector<std::string>& digests) const override {
        const std::lock_guard one_at_a_time(mutex_);
        std::vector<std::string> signatures;
        for (const std::string& digest : digests) {
            if (broken_) return tl::unexpected(*broken_);
            auto signature = sign_digest(digest);
            if (!signature) {
                broken_ = signature.error();
                return forward(std::move(signature));
            }
            signatures.push_back(*std::move(signature));
        }
        return signatures;
    }

  private:
    Result<std::string> sign_digest(const std::string& digest) const {
        if (identity_.key == KeyKind::rsa)
            return session_->sign(key_, CKM_RSA_PKCS, digest_info(identity_.digest, digest));
        return session_->sign(key_, CKM_ECDSA, digest).map([](const std::string& raw) {
            return ecdsa_signature(raw);
        });
    }

    std::unique_ptr<TokenSession> session_;
    CK_OBJECT_HANDLE key_;
    Identity identity_;
    mutable std::mutex mutex_;
    mutable std::optional<Error> broken_;  // a token that failed is left alone: a PIN might be counted
};

/// A key and what would sign with it.
struct Candidate {
    CK_OBJECT_HANDLE key = 0;
    Result<Identity> identity;
};

/// Certificates whose private key lies on the token, as far as the URI names them.
std::vector<Candidate> candidates(const TokenSession& session, const KeyUse& use) {
    std::vector<TokenObject> certificates = session.named(CKO_CERTIFICATE);
    // The URI may name the key, and its certificate another label.
    if (certificates.empty())
        for (const TokenObject& key : session.named(CKO_PRIVATE_KEY))
            for (TokenObject& own : session.with_id(CKO_CERTIFICATE, key.id))
                certificates.push_back(std::move(own));
    std::vector<std::string> others = use.chain;
    for (const TokenObject& other : session.all(CKO_CERTIFICATE)) others.push_back(other.value);
    std::vector<Candidate> found;
    for (const TokenObject& certificate : certificates) {
        const auto keys = session.with_id(CKO_PRIVATE_KEY, certificate.id);
        if (!keys.empty())
            found.push_back({keys[0].handle,
                             identity_of(certificate.value, others, use.digest, use.at, session.place())});
    }
    return found;
}

/// Before the PIN is asked: a certificate that stands alone can be judged at once.
Result<void> check_certificate(const TokenSession& session, const KeyUse& use) {
    const auto certificates = session.named(CKO_CERTIFICATE);
    if (certificates.size() != 1) return {};
    const auto identity = identity_of(certificates[0].value, {}, use.digest, use.at, session.place());
    if (!identity) return tl::unexpected(identity.error());
    return {};
}

Result<Candidate> choose(const TokenSession& session, const KeyUse& use) {
    std::vector<Candidate> all = candidates(session, use);
    if (all.empty())
        return session.named(CKO_CERTIFICATE).empty() ? no_certificate_on_token(session.place())
                                                      : no_key_on_token(session.place());
    const Candidate first = all.front();
    // A renewed certificate lies beside the expired one.
    std::erase_if(all, [](const Candidate& candidate) { return !candidate.identity; });
    if (all.empty()) return tl::unexpected(first.identity.error());
    if (all.size() > 1) return several_on_token(session.place());
    return std::move(all.front());
}

}  // namespace

Result<std::unique_ptr<Signer>> open_pkcs11(const Token& token, const AskSecret& pin, const KeyUse& use) {
    auto session = TokenSession::open(token);
    if (!session) return forward(std::move(session));
    if (const auto good = check_certificate(**session, use); !good) return tl::unexpected(good.error());
    if (const auto logged_in = (*session)->log_in(pin); !logged_in) return tl::unexpected(logged_in.error());
    auto chosen = choose(**session, use);
    if (!chosen) return forward(std::move(chosen));
    return std::make_unique<Pkcs11Signer>(*std::move(session), chosen->key, *std::move(chosen->identity));
}

}  // namespace hocba::sign
