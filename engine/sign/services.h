// What signing asks of others: timestamps, OCSP answers, revocation lists. One for a batch: what was fetched
// once is not fetched again, and who does not answer is not asked for ever.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"

namespace hocba::sign {

struct ServiceOptions {
    std::string timestamp_url;       // empty: no timestamps
    std::string proxy;               // "http://host:port"; empty: none
    long seconds = 20;               // for one exchange
    std::vector<std::string> roots;  // DER: whom the office trusts; nobody else's addresses are followed
    std::optional<std::vector<std::string>>
        timestamp_roots;            // those that may found a timestamp; else `roots`
    std::vector<std::string> crls;  // DER: lists that the office fetched itself
    std::string seed;               // random; nonces come from it
};

/// What a certificate signs: documents, or the tokens of a timestamp authority.
enum class Purpose { signature, timestamp };

/// What an OCSP responder or a list says of one certificate, and the bytes that prove it.
struct Revocation {
    bool is_ocsp = false;
    std::string bytes;
};

/// Safe to call from several threads. Every failure is Fault::io or Fault::signing with one problem.
class Services {
  public:
    explicit Services(ServiceOptions options);
    ~Services();
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    bool has_timestamps() const;
    /// Of both purposes: what a path may end at.
    const std::vector<std::string>& roots() const;

    /// A sound TimeStampToken (DER) over `bytes`, of an authority that leads to one of the roots.
    Result<std::string> token(std::string_view bytes) const;

    /// How many bytes to keep for a token: the size of a first one, asked for once, and something to spare.
    Result<std::size_t> token_room() const;

    /// The certificate with its issuers, up to and with one of the purpose's roots, by name and signature,
    /// from `others` and the roots. Asks nobody; Fault::signing if no such root is behind it.
    Result<std::vector<std::string>> whole_path(const std::string& certificate,
                                                const std::vector<std::string>& others,
                                                Purpose purpose) const;

    /// Asks where the certificate says, so it must be of a whole_path(). An OCSP answer, else a list: sound,
    /// and telling of the certificate at `now` or at its end if that is earlier.
    Result<Revocation> revocation(const std::string& certificate, const std::string& issuer,
                                  Instant now) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hocba::sign
