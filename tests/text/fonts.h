// The fonts of the project's manifest, opened once.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "engine/text/font.h"

namespace hocba::text {

inline const FontSet& fonts() {
    static const auto set = FontSet::open(std::string(HOCBA_SOURCE) + "/fonts/manifest.json");
    REQUIRE(set);
    return *set;
}

}  // namespace hocba::text
