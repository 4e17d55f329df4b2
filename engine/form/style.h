// The styles of templates/styles.xml, by name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/form/flow.h"
#include "engine/form/problems.h"
#include "engine/form/source.h"

namespace hocba::form {

struct Styles {
    std::vector<Style> all;
    std::map<std::string, StyleId, std::less<>> by_name;
};

/// `like` copies an earlier style once; there is no cascade. Every problem is collected.
Styles read_styles(const Source& source, Problems& problems);

/// Every property in one line, lengths in micrometres: for the form's digest.
std::string describe(const Style& style);

}  // namespace hocba::form
