// The strict reader of CMS: whatever comes in, it says what is wrong, and nothing is right by accident.
#include <cstdlib>

#include "engine/sign/sign.h"
#include "tests/fuzz/target.h"

using namespace hocba;

void fuzz_one(std::string_view bytes) {
    if (sign::der_length(bytes) > bytes.size()) std::abort();
    const sign::CmsFacts facts = sign::inspect_cms(bytes);
    const bool good = facts.faults.empty();
    if (good && (!facts.signature_matches || facts.signer_certificate.empty())) std::abort();
}
