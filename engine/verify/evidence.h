// What is known of revocation: the file's own store and the office's lists, each with the moment since when
// it is known to exist.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/sign/revocation_answer.h"
#include "engine/verify/facts.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// Of all certificates of a path but its root: revoked if one was, good if every one was, else unknown.
struct PathState {
    sign::RevocationState state = sign::RevocationState::unknown;
    std::optional<Instant> revoked_at;  // the first
};

class Evidence {
  public:
    /// Both are kept by reference.
    Evidence(const Facts& facts, const Options& options);

    /// The store's certificates, DER.
    const std::vector<std::string>& certificates() const { return certificates_; }

    /// All that stands in revisions before that one existed at `time`: a timestamp over it says so.
    void known_since(Instant time, std::int64_t before_revision);

    /// `path`: from the signer to the root, DER. From every source.
    PathState state_of(const std::vector<std::string>& path, Instant moment);
    /// Whether the store alone, as it was before that revision, says good of every certificate.
    bool store_is_good(const std::vector<std::string>& path, Instant moment, std::int64_t before_revision);

  private:
    struct Item {
        bool is_list = false;  // a CRL, else an OCSP answer
        std::string_view bytes;
        std::int64_t revision = 0;
        bool of_store = false;
        Instant known;
    };
    struct Answer {
        const Item* item;
        sign::RevocationAnswer answer;
    };
    const std::vector<Answer>& answers(const std::string& certificate, const std::string& issuer);
    template <class Use>
    PathState judge(const std::vector<std::string>& path, Instant moment, Use use);

    std::vector<std::string> certificates_;
    std::vector<Item> items_;
    std::map<std::pair<std::string, std::string>, std::vector<Answer>> answers_;
};

}  // namespace hocba::verify
