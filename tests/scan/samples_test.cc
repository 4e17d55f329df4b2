#include "engine/scan/samples.h"

#include <catch2/catch.hpp>

using namespace hocba::scan;

using Pixels = std::vector<std::uint8_t>;

TEST_CASE("samples of every depth become eight bits of grey") {
    CHECK(grey_of("\xA0", {3, 1, 1}).pixels == Pixels{255, 0, 255});      // 101
    CHECK(grey_of("\x1B", {4, 1, 2}).pixels == Pixels{0, 85, 170, 255});  // 00 01 10 11
    CHECK(grey_of("\x0F", {2, 1, 4}).pixels == Pixels{0, 255});
    CHECK(grey_of("\x40\x80", {2, 1, 8}).pixels == Pixels{64, 128});
    CHECK(grey_of("\x40\x99\x80\x99", {2, 1, 16}).pixels == Pixels{64, 128});  // the high byte
}

TEST_CASE("rows begin at whole bytes") {
    CHECK(grey_of("\x80\x40", {2, 2, 1}).pixels == Pixels{255, 0, 0, 255});
}

TEST_CASE("colours become luminance, and what is left of white by inks") {
    CHECK(grey_of("\xFF\xFF\xFF", {1, 1, 8, 3}).pixels == Pixels{255});
    CHECK(grey_of(std::string("\xFF\0\0", 3), {1, 1, 8, 3}).pixels == Pixels{76});   // 0.299 · 255
    CHECK(grey_of(std::string("\0\0\0\xFF", 4), {1, 1, 8, 4}).pixels == Pixels{0});  // black ink
    CHECK(grey_of(std::string("\0\0\0\0", 4), {1, 1, 8, 4}).pixels == Pixels{255});  // no ink
}

TEST_CASE("an index is looked up, and one beyond the palette is its last") {
    CHECK(grey_of("\x1B", {4, 1, 2, 1, false, {10, 20, 30}}).pixels == Pixels{10, 20, 30, 30});
}

TEST_CASE("a decode array that turns samples round does so, and missing samples are white") {
    CHECK(grey_of("\xA0", {3, 1, 1, 1, true}).pixels == Pixels{0, 255, 0});
    CHECK(grey_of("\x01", {2, 2, 8}).pixels == Pixels{1, 255, 255, 255});
}
