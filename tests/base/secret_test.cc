#include "engine/base/secret.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace hocba;

TEST_CASE("a secret moves without leaving a copy, however short") {
    Secret first("1234");
    const char* place = first.text().data();
    Secret second(std::move(first));
    CHECK(second.text() == "1234");
    CHECK(second.text().data() == place);  // the bytes did not move
    Secret third;
    third = std::move(second);
    CHECK(third.text().data() == place);
}

TEST_CASE("what a secret is taken from is wiped, with all that it had room for") {
    std::string typed = "a-pin-of-the-test";
    typed.resize(5);  // the rest still stands behind
    const Secret taken = Secret::taken(typed);
    CHECK(taken.text() == "a-pin");
    CHECK(typed.empty());
    for (std::size_t i = 0; i < 17; ++i) CHECK(typed.data()[i] == '\0');
}
