// What time is proven: the document timestamps, from the last to the first, each judged at the next one's
// time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sign/timestamp_token.h"
#include "engine/verify/envelope.h"
#include "engine/verify/evidence.h"
#include "engine/verify/facts.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// A believed timestamp, and the path of its authority.
struct Stamp {
    Instant time;
    std::int64_t revision = 0;  // of a document timestamp
    std::vector<std::string> path;
};

/// A signed field and the raw bytes that say the same.
struct Pair {
    const FieldFact* field;
    const RawSignature* raw;
};

class Timeline {
  public:
    /// Judges the document timestamps among `pairs` (in order of revision) and tells `evidence` what they
    /// prove.
    Timeline(std::string_view pdf, const std::vector<Pair>& pairs, Evidence& evidence, const Options& options,
             std::vector<Reason>& reasons);

    /// The first that covers that revision; nothing if none was believed.
    const Stamp* after(std::int64_t revision) const;
    const std::vector<Stamp>& stamps() const { return stamps_; }

  private:
    std::vector<Stamp> stamps_;  // in order of revision
};

/// A token over `bytes`, known to have existed at `moment`; nothing, and a reason, if it is not believed.
std::optional<Stamp> judge_token(const sign::TokenFacts& token, std::string_view bytes, Instant moment,
                                 const std::string& where, Evidence& evidence, const Options& options,
                                 std::vector<Reason>& reasons);

}  // namespace hocba::verify
