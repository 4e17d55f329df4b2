// What a check finds, collected; and the hint that names what was probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace hocba::form {

/// The first 500: who reads more of a broken form?
struct Problems {
    static constexpr std::size_t most = 500;
    std::vector<Problem> found;

    void add(std::string where, std::string vi, std::string en, Text hint = {}) {
        if (found.size() < most)
            found.push_back({std::move(where), {std::move(vi), std::move(en)}, std::move(hint)});
    }
    bool none() const { return found.empty(); }
};

/// "Có phải là "…"?", with the name nearest to `wrong` by edits; if none is near, all names are listed.
Text nearest_hint(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace hocba::form
