// What an issued PDF carries of itself: issue.json, record.json, the seals and the XMP must tell one story.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/form/issue.h"
#include "engine/seal/seal.h"
#include "engine/verify/facts.h"
#include "engine/verify/printed_signers.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

struct IssueFound {
    bool present = false;  // issue.json could be read; else `reasons` says why not
    form::Issue issue;
    std::string id;  // recomputed, 32 bytes
    std::vector<seal::Token> tokens;
    std::vector<std::string> seals;         // the tokens' texts
    const form::Form* form = nullptr;       // of Options::forms, the one with the issue's form digest
    std::optional<PrintedSigners> printed;  // nothing if the record cannot be read
    std::vector<Reason> reasons;
};

IssueFound check_issue(const Facts& facts, const Options& options);

}  // namespace hocba::verify
