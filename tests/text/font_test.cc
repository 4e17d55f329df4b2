#include "engine/text/font.h"
#include "engine/base/file.h"
#include "engine/text/describe.h"

#include <catch2/catch.hpp>

#include "engine/base/bytes.h"

using namespace hocba;

namespace {

const text::FontSet& fonts() {
    static const auto set = text::FontSet::open(std::string(HOCBA_SOURCE) + "/fonts/manifest.json");
    REQUIRE(set);
    return *set;
}

}  // namespace

TEST_CASE("the manifest opens the four Tinos fonts with their metrics") {
    REQUIRE(fonts().size() == 8);  // and Noto Serif, when it is needed
    const auto bold = fonts().find("Tinos", true, false);
    REQUIRE(bold);
    const text::Font& font = fonts()[*bold];
    CHECK(font.postscript_name() == "Tinos-Bold");
    CHECK(font.metrics().units_per_em == 2048);
    CHECK(font.metrics().ascent == 1825);
    CHECK(font.metrics().descent == -443);
    CHECK(font.metrics().cap_height > 1200);
    CHECK(font.metrics().italic_angle == 0);
    CHECK(fonts()[*fonts().find("Tinos", false, true)].metrics().italic_angle < -10);
    CHECK(font.metrics().serif);
    CHECK(font.has(U'Ế'));
    CHECK_FALSE(font.has(U'\U0001F600'));
    CHECK(to_hex(fonts().digest()).size() == 64);
}

TEST_CASE("a font with another digest is refused by name") {
    const std::string file = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf";
    const auto font =
        text::Font::open({file, "Tinos", false, false, {std::string(64, '0')}, "fonts-croscore"});
    REQUIRE_FALSE(font);
    CHECK(font.error().fault == Fault::font);
    CHECK(font.error().problems[0].where == file);
    CHECK(font.error().problems[0].what.en.find("cf264a22") != std::string::npos);
    CHECK(font.error().problems[0].hint.en == "install the package “fonts-croscore” (fonts/manifest.json)");
    CHECK(text::FontSet::open("/nowhere/manifest.json").error().fault == Fault::font);
    CHECK(fonts().find("Arimo", false, false).error().fault == Fault::font);
}

TEST_CASE("a subset keeps the glyph ids and is small") {
    const auto subset = fonts()[0].subset({3, 36, 37});
    REQUIRE(subset);
    CHECK(subset->size() < 16000);  // of 535 480 bytes
    CHECK(subset->substr(0, 4) == std::string("\0\1\0\0", 4));
    CHECK(*fonts()[0].subset({3, 36, 37}) == *subset);
}

namespace {

/// Tinos with another fsType: OpenType, OS/2 table, two bytes at offset 8.
std::string tinos_with_fs_type(unsigned char low_byte) {
    std::string bytes = *hocba::read_file("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf");
    const std::size_t record = bytes.find("OS/2");  // in the table directory: tag, checksum, offset, length
    std::size_t offset = 0;
    for (std::size_t i = 8; i < 12; ++i)
        offset = offset * 256 + static_cast<unsigned char>(bytes[record + i]);
    bytes[offset + 9] = static_cast<char>(low_byte);
    return bytes;
}

}  // namespace

TEST_CASE("a font whose licence forbids embedding is refused, and so is what is no font") {
    CHECK(text::describe(tinos_with_fs_type(0), "x.ttf"));           // installable embedding
    CHECK(text::describe(tinos_with_fs_type(0x08), "x.ttf"));        // editable embedding
    CHECK_FALSE(text::describe(tinos_with_fs_type(0x02), "x.ttf"));  // restricted licence embedding
    const auto refused = text::describe("no font at all", "x.ttf");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == hocba::Fault::font);
    CHECK(refused.error().problems[0].where == "x.ttf");
}
