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

TEST_CASE("foreign text stays on its line and cannot steer the terminal") {
    CHECK(on_one_line("Nguyễn Thị Ánh, H'Duyên Byă") == "Nguyễn Thị Ánh, H'Duyên Byă");
    CHECK(on_one_line("a\x1b[2Jb\r\nc") == "a\uFFFD[2Jb\uFFFD\uFFFDc");
    CHECK(on_one_line("a\u0085b\u2028c\u202Ed\u2066e\u200Ff") == "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
    CHECK(on_one_line("a\xFFz") == "a\uFFFDz");
    CHECK(on_one_line("đđđđ", 3) == "đđđ…");
    CHECK(on_one_line("") == "");
}
