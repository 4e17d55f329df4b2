// The objects of a document, to compare one revision with the next.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/verify/facts.h"

class QPDF;

namespace hocba::verify {

using ObjectId = std::pair<int, int>;

/// Every object by the digest of what it says, and the trailer's parts that must stay.
struct Snapshot {
    std::map<ObjectId, std::string> objects;
    std::map<ObjectId, std::string>
        bare_fields;             // signature fields by the digest of all but their appearance
    std::string root, info, id;  // of the trailer
    std::string previous;        // /Prev, "" if there is none
    bool hybrid = false;         // /XRefStm: two tables that may differ (ISO 32000-1, 7.5.8.4)
};

Snapshot snapshot_of(QPDF& pdf);

/// What `after` (revision number `revision`) changes: one "signature" for a value in a field that was empty,
/// whether or not it draws a picture there, and a change with a code for all else.
std::vector<ChangeFact> changes_between(const Snapshot& before, const Snapshot& after, QPDF& pdf,
                                        std::int64_t revision);

}  // namespace hocba::verify
