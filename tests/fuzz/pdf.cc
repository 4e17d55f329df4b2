// The reader of untrusted PDFs: it may refuse, it may not crash, and what it says survives its own pipe.
#include <cstdlib>

#include "engine/verify/structure.h"
#include "tests/fuzz/target.h"

using namespace hocba;

void fuzz_one(std::string_view bytes) {
    const verify::Envelope envelope = verify::read_envelope(bytes);
    if (envelope.revisions.size() > 16) return;  // verify_pdf() asks no further either
    const verify::Facts facts = verify::describe(bytes, envelope.revisions);
    const auto again = verify::decode(verify::encode(facts));
    if (!again || !(*again == facts)) std::abort();
}
