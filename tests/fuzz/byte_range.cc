// ByteRange and Contents from the raw bytes: what is reported lies inside the file and is what it says.
#include <cstdlib>

#include "engine/verify/envelope.h"
#include "tests/fuzz/target.h"

using namespace hocba;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

void fuzz_one(std::string_view bytes) {
    const verify::Envelope envelope = verify::read_envelope(bytes);
    std::size_t end = 0;
    for (const verify::Revision& revision : envelope.revisions) {
        must(revision.begin == end && revision.begin < revision.end && revision.end <= bytes.size());
        end = revision.end;
    }
    for (const verify::RawSignature& signature : envelope.signatures) {
        const auto& [start, length, after, rest] = signature.range;
        must(start == 0 && length < after && after <= bytes.size() && rest <= bytes.size() - after);
        must(bytes[length] == '<' && bytes[after - 1] == '>');
        must(signature.contents.size() * 2 + 2 == after - length);
        must(signature.revision < envelope.revisions.size());
        must(verify::covered_digest(bytes, signature).size() >= 32);
    }
}
