// What a copy (NĐ 30/2020, Điều 25 to 27) says of itself, and the original that it carries.
#pragma once

#include <string_view>

#include "engine/sandbox/sandbox.h"
#include "engine/verify/facts.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// Whether the document says that it is a copy. One that bears a signature of the transcript itself is none,
/// whatever it says: it is judged as what it is.
bool is_copy(const Facts& facts);

/// Fills Report::copy, with the verdict on the attached original, and says what follows. An original that is
/// itself a copy is named as one and not looked into.
void judge_copy(const Facts& facts, const Options& options, const sandbox::Deadline& deadline,
                Report& report);

/// verify_pdf() within what is left of the copy's time.
Verdict verdict_on_original(std::string_view pdf, const Options& options, const sandbox::Deadline& deadline);

}  // namespace hocba::verify
