#include "engine/base/instant.h"

#include <catch2/catch.hpp>

using namespace hocba;

TEST_CASE("instants are read and written as RFC 3339 and as PDF dates") {
    const auto instant = parse_instant("2025-05-31T10:00:00+07:00");
    REQUIRE(instant);
    CHECK(instant->unix_s == 1748660400);
    CHECK(to_rfc3339(*instant) == "2025-05-31T10:00:00+07:00");
    CHECK(to_pdf_date(*instant) == "D:20250531100000+07'00'");
    CHECK(to_rfc3339(*parse_instant("1969-12-31T23:59:59Z")) == "1969-12-31T23:59:59Z");
    CHECK_FALSE(parse_instant("2025-02-29T10:00:00Z"));
    CHECK_FALSE(parse_instant("2025-05-31 10:00:00Z"));
    CHECK_FALSE(parse_instant("2025-05-31T24:00:00Z"));
}

TEST_CASE("days are counted from 1970 and begin at midnight in Vietnam") {
    CHECK(days({1970, 1, 1}) == 0);
    CHECK(days({2024, 2, 29}) == 19782);
    CHECK(to_rfc3339(start_of({2024, 9, 5})) == "2024-09-05T00:00:00+07:00");
    CHECK_FALSE(parse_date("2023-02-29"));
}
