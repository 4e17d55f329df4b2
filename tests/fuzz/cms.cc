// The strict readers of CMS, a signature's or a timestamp's: whatever comes in, they say what is wrong, and
// nothing is right by accident.
#include <cstdlib>

#include "engine/sign/sign.h"
#include "engine/sign/timestamp_token.h"
#include "tests/fuzz/target.h"

using namespace hocba;

void fuzz_one(std::string_view bytes) {
    if (sign::der_length(bytes) > bytes.size()) std::abort();
    const sign::CmsFacts facts = sign::inspect_cms(bytes);
    const bool good = facts.faults.empty();
    if (good && (!facts.signature_matches || facts.signer_certificate.empty())) std::abort();
    if (!facts.token.empty()) static_cast<void>(sign::inspect_token(facts.token));
    const sign::TokenFacts token = sign::inspect_token(bytes);
    if (token.faults.empty() && token.signer_certificate.empty()) std::abort();
    static_cast<void>(sign::is_over(token, "something else"));
}
