// The PAdES baseline levels (ETSI EN 319 142-1, 6): timestamps while signing, and documents lifted
// afterwards.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/sign/services.h"
#include "engine/sign/sign.h"

namespace hocba::sign {

enum class Level { b, t, lt, lta };

/// "B-B", "B-T", "B-LT", "B-LTA".
std::string_view name_of(Level level);
std::optional<Level> level_named(std::string_view name);

/// What the file itself can show, to who trusts `roots`. Fault::document.
Result<Level> level_of(std::string_view pdf, const std::vector<std::string>& roots);

/// A signature with a token of the authority, or without one: then `problem` says why.
struct Stamped {
    std::string pdf;
    std::optional<Problem> problem;
};
/// finish_signature() with a token, if there is room for one (Request::token_room) and the authority answers.
Result<Stamped> finish_stamped(Unsigned waiting, std::string_view signature, const Services& services);
/// sign_pdf() at B-T, or at B-B if the authority does not answer.
Result<Stamped> sign_stamped(std::string_view pdf, Request request, const Signer& signer,
                             const Services& services);

/// How far it came. The earlier bytes are a prefix; `problems` say why it is not further.
struct Extended {
    std::string pdf;
    Level level = Level::b;
    std::vector<Problem> problems;
};

/// B-B → B-T (document timestamp) → B-LT (evidence) → B-LTA (document timestamp over it), as far as `target`
/// asks and the services answer; a second run goes on from there. Fault::signing before the last signature,
/// Fault::document if the file is not sound.
Result<Extended> extend(std::string_view pdf, Level target, const Services& services, Instant now);

/// When the authority's certificate of the last document timestamp ends; nothing if there is no timestamp.
/// Until then it must be renewed.
Result<std::optional<Instant>> protected_until(std::string_view pdf);

/// Evidence for the last timestamp, and a new one over all (B-LTA for longer). All or nothing: a problem
/// leaves the bytes as they are.
Result<Extended> renew(std::string_view pdf, const Services& services, Instant now);

}  // namespace hocba::sign
