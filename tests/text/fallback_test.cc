#include "engine/text/fallback.h"

#include <hb.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "engine/base/file.h"
#include "engine/base/utf8.h"
#include "engine/text/ink.h"
#include "engine/text/letters.h"
#include "engine/text/paragraph.h"
#include "tests/support/process.h"
#include "tests/text/fonts.h"

using namespace hocba;
using namespace hocba::text;

namespace {

/// "Tinos:K’ Noto Serif:ễ̆ Tinos:n"
std::string shown(FontId font, const std::string& word) {
    Shaper shaper(fonts());
    const auto parts = drawn(shaper, font, word);
    REQUIRE(parts);
    std::string out;
    for (const Stretch& part : parts->stretches)
        out += (out.empty() ? "" : " ") + fonts()[part.font].family() + ":" + std::string(part.text);
    return out;
}

constexpr FontId all_styles[] = {0, 1, 2, 3};

// Ê-đê, Gia-rai, Ba-na, Cơ-ho, Mnông: what their alphabets have beyond Vietnamese.
const char* const minority_letters[] = {"ƀ",       "Ƀ",       "č",       "Č",       "ĕ",       "Ĕ",
                                        "ĭ",       "Ĭ",       "ŏ",       "Ŏ",       "ŭ",       "Ŭ",
                                        "ñ",       "Ñ",       "ư\u0306", "Ư\u0306", "ơ\u0306", "Ơ\u0306",
                                        "ê\u0306", "Ê\u0306", "ô\u0306", "Ô\u0306", "â\u0306", "Â\u0306"};

/// A manifest with the real Tinos and a Noto Serif whose files are replaced.
std::string manifest_with(const test::Folder& folder, const std::string& from, const std::string& to) {
    std::string text = *read_file(std::string(HOCBA_SOURCE) + "/fonts/manifest.json");
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    const std::string path = folder / "manifest.json";
    std::ofstream(path) << text;
    return path;
}

}  // namespace

TEST_CASE(
    "Tinos draws every letter of the minorities' alphabets, in all four styles, with its mark above it") {
    Shaper shaper(fonts());
    for (const FontId font : all_styles) {
        for (const char* letter : minority_letters) {
            INFO(letter << " in " << fonts()[font].postscript_name());
            const Word& word = shaper.shape(font, letter);
            REQUIRE(word.drawn());
            if (code_points(letter).size() == 1) continue;
            REQUIRE(word.glyphs.size() == 2);
            const auto ink = ink_of(fonts()[font], word.glyphs);
            // Above what the letter has, and over its middle half; a horn of ư or ơ widens the letter.
            CHECK(ink[1].bottom > ink[0].top - (ink[1].top - ink[1].bottom) / 3);
            const int quarter = (ink[0].right - ink[0].left) / 4;
            CHECK((ink[1].left + ink[1].right) / 2 > ink[0].left + quarter);
            CHECK((ink[1].left + ink[1].right) / 2 < ink[0].right - quarter / 2);
        }
    }
}

TEST_CASE("names of the Central Highlands are one word of Tinos") {
    for (const char* name :
         {"H'Hen", "Niê", "K'Brơi", "K’Brơi", "Êñuôl", "Bkrông", "Čư\u0306", "Ƀuôn", "Hmŏk", "Ayŭn"})
        CHECK(shown(0, name) == std::string("Tinos:") + name);
}

TEST_CASE("golden positions: Čư̆ and Ê̆ in 2048ths of an em") {
    Shaper shaper(fonts());
    const auto& glyphs = shaper.shape(0, "Čư\u0306").glyphs;
    REQUIRE(glyphs.size() == 3);
    CHECK(glyphs[0].id == 252);
    CHECK(glyphs[0].advance == 1366);
    CHECK(glyphs[1].id == 685);
    CHECK(glyphs[1].advance == 1110);
    CHECK(glyphs[2].id == 1315);  // the breve, over the middle of a letter of 1110
    CHECK(glyphs[2].advance == 0);
    CHECK(glyphs[2].x_offset == -630);
    CHECK(glyphs[2].y_offset == 0);
    CHECK(shaper.shape(0, "Ê\u0306").glyphs.at(1).y_offset == 740);  // higher than over e
}

TEST_CASE("a letter whose mark Tinos cannot place comes whole from Noto Serif, the rest of the word stays") {
    CHECK(shown(0, "Bễ\u0306n") == "Tinos:B Noto Serif:ễ\u0306 Tinos:n");
    CHECK(shown(0, "ễ\u0306ỗ\u0306") == "Noto Serif:ễ\u0306ỗ\u0306");
    CHECK(shown(0, "Q\u0323") == "Noto Serif:Q\u0323");
    // ⅐ (U+2150) is not in Tinos.
    CHECK(shown(0, "1⅐") == "Tinos:1 Noto Serif:⅐");
    for (const FontId font : all_styles) {
        Shaper shaper(fonts());
        const auto parts = drawn(shaper, font, "Q\u0323");
        const Font& substitute = fonts()[parts->stretches.at(0).font];
        CHECK(substitute.bold() == fonts()[font].bold());
        CHECK(substitute.italic() == fonts()[font].italic());
        CHECK(parts->stretches[0].word->drawn());
    }
}

TEST_CASE("a substitute counts in the units of the set, and knows how tall its letters are") {
    const auto noto = fonts().find("Noto Serif", false, false);
    REQUIRE(noto);
    CHECK(*noto == 4);
    CHECK(fonts()[*noto].metrics().units_per_em == 2048);
    // 535 of 1000 units: 1095.68 of 2048
    Shaper shaper(fonts());
    const Word& word = shaper.shape(*noto, "ê");
    CHECK(word.glyphs.at(0).advance == 1096);
    CHECK(fonts()[*noto].advance(word.glyphs[0].id) == 1096);
    CHECK(word.top > 1400);
    CHECK(shaper.shape(0, "ê").top == 0);          // plain letters of the form's own font are not measured
    CHECK(shaper.shape(0, "Ê\u0306").top > 2000);  // marks are: taller than any Vietnamese letter
    CHECK(shaper.shape(0, "Ê\u0306").top > shaper.tallest(0));
}

TEST_CASE("a letter that no font places stays where its characters are, one that no font has is named") {
    CHECK(shown(0, "ŉ\u0300") == "Tinos:ŉ\u0300");
    Shaper shaper(fonts());
    LineBreaker breaker;
    const auto cut = pieces({{"⅐😀", 0}}, shaper, breaker, "form.xml:3:5");
    REQUIRE_FALSE(cut);
    CHECK(cut.error().problems[0].what.en == "no font has the character “😀” (U+1F600) of “😀”");
}

TEST_CASE("a substitute that is not installed is missed only by the text that needs it") {
    const test::Folder folder("fonts");
    const auto set = FontSet::open(manifest_with(folder, "/truetype/noto/", "/truetype/nowhere/"));
    REQUIRE(set);
    CHECK(set->digest() == fonts().digest());  // says what is accepted, not where it lies
    CHECK_FALSE(set->has(4));
    CHECK(set->has(0));
    Shaper shaper(*set);
    CHECK(drawn(shaper, 0, "Nguyễn"));
    const auto refused = drawn(shaper, 0, "Q\u0323");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::font);
    CHECK(refused.error().problems[0].where == "/usr/share/fonts/truetype/nowhere/NotoSerif-Regular.ttf");
    CHECK(refused.error().problems[0].hint.en ==
          "install the package “fonts-noto-core” (fonts/manifest.json)");
}

TEST_CASE("the digest of the fonts changes with what is accepted and with the chain") {
    const test::Folder folder("fonts");
    const std::string other_file(64, '0');
    const std::string noto = "9d7583b7dc9e812afd32a14280c5cac3160012efe50c8d08938f4fea266ff67f";
    CHECK(FontSet::open(manifest_with(folder, noto, other_file))->digest() != fonts().digest());
    const auto without = FontSet::open(manifest_with(folder, "\"fallback\": [\"Noto Serif\"]", "\"x\": []"));
    CHECK(without->digest() != fonts().digest());
    Shaper shaper(*without);
    CHECK(drawn(shaper, 0, "⅐")->missing == U'⅐');
    CHECK(FontSet::open(manifest_with(folder, "fonts-noto-core", "another"))->digest() == fonts().digest());
}

TEST_CASE("letters keep their marks") {
    using Parts = std::vector<std::string_view>;
    CHECK(letters("Čư\u0306") == Parts{"Č", "ư\u0306"});
    CHECK(letters("a\u0323\u0306b") == Parts{"a\u0323\u0306", "b"});
    CHECK(letters("😀") == Parts{"😀"});
    CHECK(letters("").empty());
}
