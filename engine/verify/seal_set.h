// The seals of one paper: each by itself, then all of them as pages of one document.
#pragma once

#include <string>
#include <vector>

#include "engine/verify/verify.h"

namespace hocba::verify {

/// A QR's text and where it was seen: a file's name, "" for a text that was typed.
struct SealText {
    std::string text, where;
};

/// As verify_seals; `before` is what reading them has shown already.
Report judge_seals(const std::vector<SealText>& texts, std::vector<Reason> before, const std::string& name,
                   const Options& options);

}  // namespace hocba::verify
