#include "engine/text/paragraph.h"

#include <hb.h>

#include <catch2/catch.hpp>

#include "tests/text/fonts.h"

using namespace hocba;
using namespace hocba::text;

namespace {

/// The lines of a text in 12 pt, each with its spaces at the end.
std::vector<std::string> lines(const std::vector<Span>& spans, Length width, Length indent = {}) {
    Shaper shaper(fonts());
    LineBreaker breaker;
    const auto cut = pieces(spans, shaper, breaker, "here");
    REQUIRE(cut);
    std::vector<std::string> out;
    for (const Line& line : fill(*cut, {points(12), width, indent}, shaper).lines) {
        std::string text;
        for (auto i = line.first; i < line.last; ++i)
            text += std::string((*cut)[i].text) + std::string((*cut)[i].spaces, ' ');
        out.push_back(text);
    }
    return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("lines are filled greedily and keep the space at which they end") {
    // Học 3412 + 512 + sinh 3414 + 512 + giỏi 3186 = 11036 units / 2048 × 4.233 mm = 22.810 mm
    CHECK(lines({{"Học sinh giỏi", 0}}, Length{22811}) == Texts{"Học sinh giỏi"});
    CHECK(lines({{"Học sinh giỏi", 0}}, Length{20000}) == Texts{"Học sinh ", "giỏi"});
    CHECK(lines({{"Học sinh giỏi", 0}}, Length{22811}, Length{5000}) == Texts{"Học sinh ", "giỏi"});
    CHECK(lines({{"", 0}}, Length{20000}).empty());
}

TEST_CASE("U+000A ends a line, and counts as a space") {
    CHECK(lines({{"Một\nHai\n\nBa", 0}}, Length{90000}) == Texts{"Một ", "Hai ", " ", "Ba"});
}

TEST_CASE("no line ends inside a word or before a closing bracket") {
    CHECK(lines({{"nghiêng", 0}}, Length{3000}) == Texts{"nghiêng"});
    CHECK(lines({{"(K’Brơi )", 0}}, Length{3000}) == Texts{"(K’Brơi )"});
    // one word in two fonts
    CHECK(lines({{"Tốt ", 0}, {"ngh", 0}, {"iệp", 1}}, Length{8000}) == Texts{"Tốt ", "nghiệp"});
}

TEST_CASE("a word wider than its column says how much is missing") {
    Shaper shaper(fonts());
    LineBreaker breaker;
    const auto cut = pieces({{"a nghiêng b", 0}}, shaper, breaker, "here");
    const Lines filled = fill(*cut, {points(12), Length{10000}, {}}, shaper);
    // n 1024 g 1024 h 1024 i 569 ê 909 n 1024 g 1024 = 6598 / 2048 × 4.233 mm = 13.637 mm
    CHECK(shaper.shape(0, "nghiêng").width == 6598);
    CHECK(filled.missing.um == 3637);
    CHECK((*cut)[filled.too_wide].text == "nghiêng");
}

TEST_CASE("a word wider than its column is broken between its letters, a mark or a class is not") {
    Shaper shaper(fonts());
    LineBreaker breaker;
    const auto broken = [&](std::string_view text, Length width) {
        auto cut = *pieces({{text, 0}}, shaper, breaker, "here");
        break_wide(cut, {points(12), width, {}}, shaper);
        const Lines filled = fill(cut, {points(12), width, {}}, shaper);
        CHECK(filled.missing.um == 0);
        Texts out;
        for (const Line& line : filled.lines) {
            out.emplace_back();
            for (auto i = line.first; i < line.last; ++i)
                out.back() += std::string(cut[i].text) + std::string(cut[i].spaces, ' ');
        }
        return out;
    };
    // 1024 units a letter of 12 pt: 2.117 mm; 10 mm hold four.
    CHECK(broken("a nnnnnnnnnnnn bb", Length{10000}) == Texts{"a ", "nnnn", "nnnn", "nnnn ", "bb"});
    CHECK(broken("nnnnnnnnnnn b", Length{10000}) == Texts{"nnnn", "nnnn", "nnn b"});
    CHECK(broken("ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306",
                 Length{10000}) ==
          Texts{"ư\u0306ư\u0306ư\u0306ư\u0306", "ư\u0306ư\u0306ư\u0306ư\u0306", "ư\u0306ư\u0306ư\u0306"});
    CHECK(broken("nghiêng", Length{10000}) == Texts{"nghiê", "ng"});
    auto mark = *pieces({{"10,0 n", 0}}, shaper, breaker, "here");
    break_wide(mark, {points(12), Length{6000}, {}}, shaper);
    // 1 1024 0 1024 , 512 0 1024 = 3584 units: 7.408 mm
    CHECK(fill(mark, {points(12), Length{6000}, {}}, shaper).missing.um == 1408);
}

TEST_CASE("centred lines are balanced: no more of them, and no short last one") {
    Shaper shaper(fonts());
    LineBreaker breaker;
    const auto cut = *pieces({{"Môn học và hoạt động giáo dục", 1}}, shaper, breaker, "here");
    const Measure measure{points(12), Length{55000}, {}};
    const Lines greedy = fill(cut, measure, shaper);
    REQUIRE(greedy.lines.size() == 2);
    CHECK(greedy.lines[1].last - greedy.lines[1].first == 1);  // "dục"
    const Lines even = balanced(greedy, cut, measure, shaper);
    REQUIRE(even.lines.size() == 2);
    CHECK(even.lines[1].last - even.lines[1].first == 3);  // "động giáo dục"
}

TEST_CASE("a character that no font has is named with its code point") {
    Shaper shaper(fonts());
    LineBreaker breaker;
    const auto cut = pieces({{"Giỏi 😀", 0}}, shaper, breaker, "form.xml:3:5");
    REQUIRE_FALSE(cut);
    CHECK(cut.error().fault == Fault::font);
    CHECK(cut.error().problems[0].where == "form.xml:3:5");
    CHECK(cut.error().problems[0].what.en == "no font has the character “😀” (U+1F600) of “😀”");
    CHECK(cut.error().problems[0].what.vi == "không phông chữ nào có ký tự “😀” (U+1F600) trong “😀”");
}

TEST_CASE("ư with breve is shaped as a letter and a mark above it") {
    Shaper shaper(fonts());
    const Word& word = shaper.shape(0, "hư\u0306");  // h ư U+0306
    REQUIRE(word.missing == 0);
    REQUIRE(word.glyphs.size() == 3);
    CHECK(word.glyphs[1].cluster == 1);
    CHECK(word.glyphs[2].cluster == 3);
    CHECK(word.glyphs[2].advance == 0);
    hb_glyph_extents_t letter{};
    hb_glyph_extents_t mark{};
    hb_font_get_glyph_extents(fonts()[0].harfbuzz(), word.glyphs[1].id, &letter);
    hb_font_get_glyph_extents(fonts()[0].harfbuzz(), word.glyphs[2].id, &mark);
    // The pen stands after the letter; the mark's ink lies above the letter's, inside its width.
    const int left = word.glyphs[1].advance + word.glyphs[2].x_offset + mark.x_bearing;
    CHECK(left > 0);
    CHECK(left + mark.width < word.glyphs[1].advance);
    CHECK(mark.y_bearing + mark.height + word.glyphs[2].y_offset > 900);  // x-height is 940
}

TEST_CASE("the tallest capitals of Vietnamese are known to the shaper") {
    Shaper shaper(fonts());
    for (FontId id = 0; id < fonts().size(); ++id) {
        CHECK(shaper.tallest(id) > fonts()[id].metrics().cap_height + 300);
        CHECK(shaper.tallest(id) <= fonts()[id].metrics().bbox[3]);
        CHECK(shaper.deepest(id) < -400);
    }
    CHECK(&shaper.shape(0, "Toán") == &shaper.shape(0, "Toán"));
}
