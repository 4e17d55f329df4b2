// Many documents under one authorisation: prepared, signed and written on all cores; what is done stays done.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/sign_xml.h"
#include "cli/waiting.h"

namespace hocba::cli {

struct Signed {
    std::string state;  // signed | already-signed | issued | already-issued | left
    std::string waiting_for;
};
using Outcome = Result<Signed>;

/// Both files of a document, under one act.
struct Begun {
    sign::Unsigned pdf;
    std::optional<sign::UnsignedXml> xml;  // nothing if there is none, or the role signed it before a crash
};

/// One document as it is about to be signed; the same context, act and bytes give the same digests.
Result<Begun> begin(const Context& context, const Desk& desk, const Act& act, const Waiting& waiting,
                    std::size_t token_room = 0);

/// Signs what waits for this act, and archives what is complete. Each file is replaced at once or not at all,
/// so that the same command goes on after a crash and signs nothing twice. When the key fails (token pulled),
/// what was not begun is "left". Outcomes in the order of `documents`; `progress` is told how many are done.
std::vector<Outcome> sign_batch(const Context& context, const Desk& desk, const Act& act,
                                const std::vector<const Waiting*>& documents, unsigned jobs,
                                const std::function<void(std::size_t)>& progress);

}  // namespace hocba::cli
