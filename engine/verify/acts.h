// What a later revision may do: a signature into a prepared field, evidence for the long term, a document
// timestamp. Nothing else.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/verify/revisions.h"

namespace hocba::verify {

/// One such act, and the objects that it writes or rewrites.
struct Act {
    std::string code;   // "signature" | "timestamp" | "dss"
    std::string where;  // the field's name
    std::set<ObjectId> objects;
};

std::vector<Act> acts_of(const Snapshot& before, const Snapshot& after, QPDF& pdf);

}  // namespace hocba::verify
