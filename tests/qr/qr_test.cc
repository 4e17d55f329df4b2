#include "engine/qr/qr.h"

#include <catch2/catch.hpp>
#include <string>

using namespace hocba;

TEST_CASE("an address in upper case takes the smallest symbol of level M") {
    // 15 + 1 + 400 characters: 4+11+83, 4+16+8, 4+11+2200 bits = 293 bytes; version 12 holds 290, 13 holds
    // 334.
    const auto symbol = qr::encode("HTTPS://HOST/VX#" + std::string(400, 'A'));
    REQUIRE(symbol);
    CHECK(symbol->side == 69);  // version 13: 17 + 4 × 13
    CHECK(symbol->dark.size() == 69 * 69);
    for (int i = 0; i < 7; ++i) {
        CHECK(symbol->at(0, i));  // the finder pattern's edge
        CHECK(symbol->at(i, 0));
    }
    CHECK_FALSE(symbol->at(7, 0));
    CHECK(*qr::encode("HTTPS://HOST/VX#" + std::string(400, 'A')) == *symbol);
}

TEST_CASE("a text that no version holds is an error") {
    CHECK(qr::encode(std::string(3392, 'A')).error().fault == Fault::form);  // version 40-M holds 3 391
    CHECK(qr::encode(std::string(3391, 'A'))->side == 177);
    CHECK_FALSE(qr::encode(""));
    CHECK_FALSE(qr::encode(std::string("A\0B", 3)));
}
