#include "engine/base/utf8.h"

#include <catch2/catch.hpp>

using namespace hocba;

TEST_CASE("decomposed Vietnamese becomes NFC, and đ stays what it is") {
    CHECK(nfc("Nguye\xCC\x82\xCC\x83n") == "Nguyễn");
    CHECK(is_nfc("Nguyễn"));
    CHECK_FALSE(is_nfc("Nguye\xCC\x82\xCC\x83n"));
    CHECK(upper("đặng thị hoà") == "ĐẶNG THỊ HOÀ");
}

TEST_CASE("ill-formed UTF-8 is found at its byte") {
    CHECK_FALSE(ill_formed_at("Nguyễn"));
    CHECK(ill_formed_at("ab\xE1\xBB") == 2);
    CHECK(ill_formed_at("\xC0\xAF") == 0);
}
