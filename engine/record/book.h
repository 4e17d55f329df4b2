// The record of all years, of units that were issued one by one: each year as its unit has it.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::record {

/// A unit, and who signed it as the head of the school; `by` is empty if nobody did.
struct SignedUnit {
    Json record;  // as it was exchanged
    std::string where;
    std::string by, title, on;  // "Trần Văn E", "HIỆU TRƯỞNG", "2024-05-31"
};

struct Book {
    Json record;
    /// What the reader must know: data of the pupil that changed between the units.
    std::vector<Problem> remarks;
};

/// Pupil, school and history are those of the newest unit, and the other years come before its own, each as
/// it was signed (`signed`), with the name of its school where that is another. `uuid`: of the book, which is
/// a document of its own. Fault::record if two units are of the same year, or they are of different
/// circulars, levels or pupils. None of the units may be left out of `units`; at least one.
Result<Book> book_of(std::vector<SignedUnit> units, const std::string& uuid);

}  // namespace hocba::record
