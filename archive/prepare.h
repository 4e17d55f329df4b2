// A submission made ready for the pack: what costs time and needs no archive, so that many are made at once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/entry.h"
#include "archive/random.h"
#include "engine/base/instant.h"
#include "engine/base/result.h"

namespace hocba::archive {

struct Prepared {
    Manifest manifest;
    std::string bytes;  // of the manifest
    Stored self;        // as a member
};

/// Fault::usage for a manifest that cannot be written faithfully.
Result<Prepared> prepare(Manifest manifest);

/// Every submission with its digests and its manifest, on all cores; salts are drawn in their order. `kind` is
/// "issue", "seal" or "renew". Fault::usage for what no archive could keep faithfully.
std::vector<Result<Prepared>> prepare(std::span<const Submission> submissions, std::string_view kind, Instant now,
                                      const Random& random);

}  // namespace hocba::archive
