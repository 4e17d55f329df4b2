// A scan of a paper transcript (engine/digitise.h): whose it is, and whether all who answer for it have
// signed.
#pragma once

#include <string_view>

#include "engine/verify/envelope.h"
#include "engine/verify/facts.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// Whether the document says that it is one. What carries an issue.json is judged as a transcript.
bool is_paper(const Facts& facts);

/// Never more than that the signatures are good: pictures have no record to be held against.
/// "paper-unconfirmed", which is invalid, until principal and school have both signed.
void judge_paper(std::string_view pdf, const Envelope& envelope, const Facts& facts, const Options& options,
                 Report& report);

}  // namespace hocba::verify
