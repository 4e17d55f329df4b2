#include <algorithm>
#include <mutex>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/sign/certificate.h"
#include "engine/sign/csc_service.h"
#include "engine/sign/keys.h"
#include "engine/sign/raw_signature.h"

namespace hocba::sign {
namespace {

/// Key and digest together (RFC 5754, 3) if the credential knows that, else the key alone.
std::string algorithm_of(const Identity& identity, const std::vector<std::string>& known) {
    const bool longer = identity.digest == Digest::sha384;
    if (identity.key == KeyKind::p256) return longer ? "1.2.840.10045.4.3.3" : "1.2.840.10045.4.3.2";
    const std::string together = longer ? "1.2.840.113549.1.1.12" : "1.2.840.113549.1.1.11";
    return std::find(known.begin(), known.end(), together) != known.end() ? together : "1.2.840.113549.1.1.1";
}

class CscSigner final : public Signer {
  public:
    CscSigner(std::unique_ptr<CscService> service, const Credential& credential, Identity identity)
        : service_(std::move(service)),
          identity_(std::move(identity)),
          algorithm_(algorithm_of(identity_, credential.algorithms)),
          multisign_(credential.multisign) {}

    const Identity& identity() const override { return identity_; }
    std::size_t at_once() const override { return multisign_; }

    Result<std::vector<std::string>> sign_digests(const std::vector<std::string>& digests) const override {
        const std::lock_guard one_at_a_time(mutex_);
        std::vector<std::string> signatures;
        for (std::size_t from = 0; from < digests.size(); from += multisign_) {
            if (broken_) return tl::unexpected(*broken_);
            Json::Array hashes;
            for (std::size_t i = from; i < std::min(from + multisign_, digests.size()); ++i)
                hashes.emplace_back(to_base64(digests[i]));
            auto some = sign_hashes(hashes);
            if (some) some = checked(*std::move(some), &digests[from]);
            if (!some) {
                broken_ = some.error();
                return some;
            }
            signatures.insert(signatures.end(), some->begin(), some->end());
        }
        return signatures;
    }

  private:
    Result<std::vector<std::string>> sign_hashes(const Json::Array& hashes) const {
        const auto activation = service_->authorize(hashes, identity_.digest);
        if (!activation) return tl::unexpected(activation.error());
        return service_->sign_hash(hashes, identity_.digest, algorithm_, *activation);
    }

    /// As DER. A service that signs something else once is not asked for the next document.
    Result<std::vector<std::string>> checked(std::vector<std::string> some,
                                             const std::string* digests) const {
        const auto parts = parts_of(identity_.certificate);
        for (std::size_t i = 0; i < some.size(); ++i) {
            some[i] = in_der(identity_.key, std::move(some[i]));
            if (parts && signature_matches(parts->public_key, identity_.digest, digests[i], some[i]))
                continue;
            return fail(
                Fault::signing, service_->place(),
                {"Dịch vụ ký từ xa trả về chữ ký sai (không phải của khóa này trên văn bản này).",
                 "The remote signing service gave a wrong signature (not of this key over this document)."},
                {"Đã dừng; văn bản ký xong trước đó vẫn giữ nguyên, không văn bản nào nhận chữ ký sai. Hỏi "
                 "nhà cung cấp dịch vụ rồi chạy lại lệnh.",
                 "Signing stopped; what was signed before stays, and no document got the wrong signature. "
                 "Ask the provider of the service, then run the command again."});
        }
        return some;
    }

    std::unique_ptr<CscService> service_;
    Identity identity_;
    std::string algorithm_;
    std::size_t multisign_;
    mutable std::mutex mutex_;
    mutable std::optional<Error> broken_;  // a person who refused is not asked again
};

/// An access token never crosses a network in clear.
Result<void> check_url(const std::string& url) {
    for (const char* safe : {"https://", "http://127.0.0.1:", "http://[::1]:", "http://localhost:"})
        if (url.starts_with(safe)) return {};
    return fail(Fault::usage, url,
                {"Địa chỉ dịch vụ ký từ xa phải bắt đầu bằng https://.",
                 "The address of a remote signing service begins with https://."},
                {"Sửa csc trong hocba.toml.", "Mend csc in hocba.toml."});
}

}  // namespace

Result<std::unique_ptr<Signer>> open_csc(const Service& service, const AskSecret& access_token,
                                         const KeyUse& use) {
    if (const auto safe = check_url(service.url); !safe) return tl::unexpected(safe.error());
    auto secret = access_token();
    if (!secret) return tl::unexpected(secret.error());
    auto connection = std::make_unique<CscService>(service, *std::move(secret));
    const auto credential = connection->info();
    if (!credential) return tl::unexpected(credential.error());
    std::vector<std::string> others = credential->certificates;
    others.insert(others.end(), use.chain.begin(), use.chain.end());
    auto identity =
        identity_of(credential->certificates.front(), others, use.digest, use.at, service.credential);
    if (!identity) return forward(std::move(identity));
    return std::make_unique<CscSigner>(std::move(connection), *credential, *std::move(identity));
}

}  // namespace hocba::sign
