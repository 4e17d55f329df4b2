// The cells of a page in seven bits each: there and back, and nothing else is read.
#include <catch2/catch.hpp>

#include "engine/base/bytes.h"
#include "engine/seal/cells.h"

using namespace hocba;
using seal::Cell;

TEST_CASE("cells are packed in seven bits each and read back") {
    struct Case {
        std::vector<Cell> cells;
        std::int64_t first;
        const char* hex;
    };
    const Case cases[] = {
        {{}, 0, ""},
        {{{0, 85}}, 0, "ab"},                // 1010101 1
        {{{3, 85}, {4, 104}}, 3, "aba3"},    // 1010101 1101000 11
        {{{3, 85}, {5, 104}}, 3, "abff47"},  // the cell 4 is not on the page
        {{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}}, 0, "00041030814307"},
    };
    for (const Case& c : cases) {
        const auto packed = seal::pack(c.cells);
        REQUIRE(packed);
        CHECK(packed->first == c.first);
        CHECK(to_hex(packed->bytes) == c.hex);
        CHECK(seal::unpack(packed->first, packed->bytes) == c.cells);
    }
}

TEST_CASE("cells out of order, twice, beyond the format or with a code of eight bits are not packed") {
    CHECK_FALSE(seal::pack({{2, 1}, {1, 1}}));
    CHECK_FALSE(seal::pack({{1, 1}, {1, 1}}));
    CHECK_FALSE(seal::pack({{-1, 1}}));
    CHECK_FALSE(seal::pack({{255, 1}}));
    CHECK_FALSE(seal::pack({{0, 127}}));
    CHECK_FALSE(seal::pack({{0, -1}}));
}

TEST_CASE("bytes that no page packs are refused") {
    CHECK_FALSE(seal::unpack(0, *from_hex("aa")));    // filled up with a zero
    CHECK_FALSE(seal::unpack(0, *from_hex("abff")));  // a whole byte of filling
    CHECK_FALSE(seal::unpack(0, *from_hex("ffab")));  // begins with a cell that is not there
    CHECK_FALSE(seal::unpack(7, ""));                 // no cells begin at 0
    CHECK_FALSE(seal::unpack(-1, *from_hex("ab")));
    CHECK_FALSE(seal::unpack(300, *from_hex("ab")));
    CHECK_FALSE(seal::unpack(0, std::string(300, 'A')));
}

TEST_CASE("any codes from 1 to 255 cells come back as they were") {
    for (int count = 1; count <= 255; ++count) {
        std::vector<Cell> cells;
        for (int i = 0; i < count; ++i) cells.push_back({i, (i * 37 + count) % 127});
        const auto packed = seal::pack(cells);
        REQUIRE(packed);
        CHECK(packed->bytes.size() == static_cast<std::size_t>((count * 7 + 7) / 8));
        CHECK(seal::unpack(0, packed->bytes) == cells);
    }
}
