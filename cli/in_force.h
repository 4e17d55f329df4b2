// One transcript in force a pupil and year: what stands in the way of another, and what ends the old one.
#pragma once

#include <string>
#include <vector>

#include "archive/archive.h"
#include "cli/context.h"

namespace hocba::cli {

/// Fault::record, named by `place`, if the archive has another transcript of the same school, pupil, year and
/// form that is neither revoked nor superseded. It may be issued all the same if `replaces` has the code of
/// the old one (12 characters, as people type it), that one is issued (what only waits for signatures is
/// revoked first), and it may be superseded now: after the freeze not without the decision.
struct Replacing {
    const std::vector<std::string>& codes;
    bool decided = false;  // there is a decision for it
    const archive::Freeze& freeze;
    Instant now;
};
Result<void> only_one_in_force(const archive::Archive& archive, const archive::Description& fresh,
                               const std::string& place, const Replacing& replacing);

/// Of a document that has just gone into the archive: names each older one that is still in force beside it,
/// and the command that ends it.
Result<void> tell_of_older(const Context& context, const archive::Archive& archive,
                           const archive::Description& fresh);

}  // namespace hocba::cli
