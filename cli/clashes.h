// What the records of one run say against each other: a UUID is one unit's, a personal number one pupil's.
#pragma once

#include <vector>

#include "engine/record/record.h"

namespace hocba::cli {

/// For each source, in order, what is wrong with it beside an earlier one, which is named.
std::vector<record::Findings> clashes(const std::vector<record::Source>& sources);

}  // namespace hocba::cli
