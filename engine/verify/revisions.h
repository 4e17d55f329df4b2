// The objects of a document, to compare one revision with the next.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/verify/dss.h"
#include "engine/verify/facts.h"

class QPDF;
class QPDFObjectHandle;

namespace hocba::verify {

/// Every object by the digest of what it says, and what a later revision may build on.
struct Snapshot {
    std::map<ObjectId, std::string> objects;
    std::map<ObjectId, std::string> bare_fields;  // of signature fields: without value and appearance
    std::string bare_catalog;                     // without /DSS
    Dss dss;
    std::string root, info, id;  // of the trailer
    std::string previous;        // /Prev, "" if there is none
    bool hybrid = false;         // /XRefStm: two tables that may differ (ISO 32000-1, 7.5.8.4)
};

Snapshot snapshot_of(QPDF& pdf);

/// SHA-256 of what an object says, without those keys if it is a dictionary.
std::string digest_of(QPDFObjectHandle object, const std::vector<std::string>& without = {});

/// What `after` (revision number `revision`) changes: "signature", "timestamp" or "dss" for what a revision
/// may do (acts.h), and a change with a code for all else.
std::vector<ChangeFact> changes_between(const Snapshot& before, const Snapshot& after, QPDF& pdf,
                                        std::int64_t revision);

}  // namespace hocba::verify
