// The circulars' rules, one file a circular or a subject of checking; record::check calls them.
#pragma once

#include <string>
#include <vector>

#include "engine/record/record.h"

namespace hocba::record {

/// Thông tư 27/2020/TT-BGDĐT (primary): subjects, levels, tests, result, title, completion.
void check_tt27(const Record& record, Findings& findings);

/// The pupil's number, sex, birth and family, and what contradicts itself between the years.
void check_person(const Record& record, Findings& findings);

}  // namespace hocba::record
