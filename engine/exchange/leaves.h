// Simple tags of one part, in the table's order; a tag without a value is left out (§1.3) and named.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/record/moet_tags.h"

namespace hocba::exchange {

/// Where a part's values stand: members of `values`, which is at `place` in the record. A member "year/…" is
/// at `place` + `year` ("/years/0"). A tag without a member is looked up by its own name.
struct Part {
    const Json& values;
    std::string place, year = {};
};

/// What the XML should say and the record does not: a warning with the tag, its Vietnamese name and the
/// place.
Problem missing(const record::moet::Tag& tag, std::string where);

std::string leaves(const std::vector<record::moet::Tag>& tags, const Part& part,
                   std::vector<Problem>& warnings);

}  // namespace hocba::exchange
