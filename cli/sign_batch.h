// Many documents under one authorisation: prepared, signed and written on all cores; what is done stays done.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/waiting.h"

namespace hocba::cli {

struct Signed {
    std::string state;  // signed | already-signed | issued | already-issued | left
    std::string waiting_for;
};
using Outcome = Result<Signed>;

/// Signs what waits for this act, and archives what is complete. Each file is replaced at once or not at all,
/// so that the same command goes on after a crash and signs nothing twice. When the key fails (token pulled),
/// what was not begun is "left". Outcomes in the order of `documents`; `progress` is told how many are done.
std::vector<Outcome> sign_batch(const Context& context, const Desk& desk, const Act& act,
                                const std::vector<const Waiting*>& documents, unsigned jobs,
                                const std::function<void(std::size_t)>& progress);

}  // namespace hocba::cli
