// What the tests of all forms share.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/form/form.h"
#include "engine/layout/layout.h"
#include "engine/text/font.h"

namespace hocba::forms {

inline const text::FontSet& fonts() {
    static const auto set = text::FontSet::open(std::string(HOCBA_SOURCE) + "/fonts/manifest.json");
    REQUIRE(set);
    return *set;
}

/// Every form under templates/, or under HOCBA_TEMPLATES, for forms that are being written.
inline const std::vector<form::Form>& all_forms() {
    static const auto forms = [] {
        const char* other = std::getenv("HOCBA_TEMPLATES");
        return form::load_all(other ? other : std::string(HOCBA_SOURCE) + "/templates");
    }();
    if (!forms) FAIL(forms.error().problems[0].where << ": " << forms.error().problems[0].what.en);
    return *forms;
}

inline std::string message(const Error& error) {
    return error.problems[0].where + ": " + error.problems[0].what.en;
}

}  // namespace hocba::forms
