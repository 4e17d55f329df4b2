// Visible signatures (NĐ 30/2020, Phụ lục I, II.7d and II.8a): which pictures are taken, and where they are
// drawn.
#include <catch2/catch.hpp>
#include <cstdio>

#include "engine/sign/sign.h"
#include "tests/pdf/sample_pages.h"
#include "tests/support/png_maker.h"
#include "tests/support/process.h"

using namespace hocba;
using namespace hocba::literals;
using test::disc_png;
using test::Png;

namespace {

const std::string kBlue("\x20\x40\xB0", 3), kRed("\xD0\x20\x20", 3), kBlack("\x10\x10\x14", 3);
const Instant kNow = *parse_instant("2030-05-31T10:00:00+07:00");

std::string refusal(const Result<pdf::Appearance>& result) {
    if (result) return "taken";
    CHECK(result.error().fault == Fault::signing);
    CHECK(result.error().problems.at(0).where == "hand.png");
    CHECK_FALSE(result.error().problems.at(0).what.vi.empty());
    return result.error().problems.at(0).what.en;
}

std::string hand(const std::string& png) {
    return refusal(sign::hand_signature(png, "hand.png"));
}

std::string stamp(const std::string& png, Length diameter = {}) {
    return refusal(sign::stamp(png, diameter, "hand.png"));
}

/// A bar of ink, 120 × 40 pixels, in a transparent picture of 200 × 100.
std::string bar_png() {
    Png about{200, 100};
    about.pixel = [](auto x, auto y) {
        const bool ink = x >= 30 && x < 150 && y >= 50 && y < 90;
        return kBlue + (ink ? '\xFF' : '\0');
    };
    return test::png(about);
}

/// The sample's slots: "principal" of 60 × 25 mm, and "school", which the tests need not know.
std::string signed_as(const std::string& pdf, const std::string& field, const pdf::Appearance& picture) {
    const auto prepared = pdf::prepare_signature(pdf, {field, "A", kNow, "", 100, &picture});
    REQUIRE(prepared);
    return *pdf::fill(*prepared, "\xAB");
}

/// "W H X Y" of the last picture, in points.
struct Drawn {
    double width = 0, height = 0, x = 0, y = 0;
};

Drawn last_drawn(const std::string& pdf) {
    Drawn out;
    const std::size_t at = pdf.rfind("stream\nq ") + 9;
    REQUIRE(std::sscanf(pdf.c_str() + at, "%lf 0 0 %lf %lf %lf cm", &out.width, &out.height, &out.x,
                        &out.y) == 4);
    return out;
}

}  // namespace

TEST_CASE("a hand signature is blue on a transparent background, a stamp is red") {
    CHECK(hand(disc_png(100, kBlue)) == "taken");
    CHECK(hand(disc_png(100, kBlack)) == "The signature in the picture is not blue.");
    CHECK(hand(disc_png(100, kRed)) == "The signature in the picture is not blue.");
    CHECK(stamp(disc_png(100, kRed), 36_mm) == "taken");
    CHECK(stamp(disc_png(100, kBlue), 36_mm) == "The stamp in the picture is not red.");
    Png opaque{100, 100, 8, 2};
    opaque.pixel = [](auto, auto) { return kBlue; };
    CHECK(hand(test::png(opaque)) == "The picture has no transparent background.");
    CHECK(hand(disc_png(40, kBlue)) == "The picture is empty or too small.");
    CHECK(hand("not a picture").find("cannot read the PNG picture") == 0);
    CHECK(hand(std::string((2 << 20) + 1, 'x')) == "The picture is larger than 2 MB.");
}

TEST_CASE(
    "the real size of a stamp comes from stamp_mm, else from the picture, and must be that of a stamp") {
    constexpr std::uint32_t dpi_300 = 11811;  // pixels a metre
    CHECK(stamp(disc_png(425, kRed)) == "The real size of the stamp is not known.");
    CHECK(sign::stamp(disc_png(425, kRed), 34_mm, "")->diameter == 34_mm);
    CHECK(sign::stamp(disc_png(425, kRed, dpi_300), {}, "")->diameter == Length{35983});  // 425 ÷ 11,811 m
    CHECK(sign::stamp(disc_png(425, kRed, dpi_300), 34_mm, "")->diameter == 34_mm);
    CHECK(stamp(disc_png(425, kRed, 2835)) == "A stamp of 149 mm cannot be right.");  // 72 dpi
    CHECK(stamp(disc_png(425, kRed), 12_mm) == "A stamp of 12 mm cannot be right.");
}

TEST_CASE("transparent margins are cut off, so that size and middle are those of the ink") {
    const auto picture = sign::hand_signature(bar_png(), "");
    REQUIRE(picture);
    CHECK(picture->width == 120);
    CHECK(picture->height == 40);
}

TEST_CASE("a hand signature fills its field as far as its shape allows, in the middle") {
    const auto picture = sign::hand_signature(bar_png(), "");
    const std::string pdf = signed_as(sample::written(sample::slots()), "principal", *picture);
    const Drawn drawn = last_drawn(pdf);
    CHECK(drawn.width == Approx(3 * drawn.height).margin(0.01));
    const std::size_t rect = pdf.rfind("/Rect[");
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    REQUIRE(std::sscanf(pdf.c_str() + rect, "/Rect[%lf %lf %lf %lf]", &x0, &y0, &x1, &y1) == 4);
    CHECK(2 * drawn.x + drawn.width == Approx(x1 - x0).margin(0.01));
    CHECK(2 * drawn.y + drawn.height == Approx(y1 - y0).margin(0.01));
    CHECK(drawn.width <= x1 - x0);
    CHECK(drawn.height <= y1 - y0);
}

TEST_CASE("earlier bytes are a prefix of a visible signature, and two runs give the same bytes") {
    const std::string before = sample::written(sample::slots());
    const auto picture = sign::hand_signature(bar_png(), "");
    const std::string once = signed_as(before, "principal", *picture);
    CHECK(once.substr(0, before.size()) == before);
    CHECK(once == signed_as(before, "principal", *sign::hand_signature(bar_png(), "")));
    CHECK(once.find("/Interpolate") == std::string::npos);
    CHECK(once.find("BT") == std::string::npos);
}

TEST_CASE("a stamp has its real size and covers a third of the hand signature, on its left") {
    page::Sealed sealed = sample::slots();
    for (page::Group& group : sealed.pages.pages[0].groups)
        for (page::Item& item : group.items)
            if (auto* slot = std::get_if<page::Slot>(&item); slot != nullptr && slot->name == "school")
                slot->area = {104_mm, 35_mm, 46_mm, 36_mm};  // "principal" reaches from 120 to 180 mm
    const std::string half =
        signed_as(sample::written(sealed), "principal", *sign::hand_signature(bar_png(), ""));
    const Drawn hand = last_drawn(half);  // the bar, 3 : 1, is 60 × 20 mm: from 120 mm on
    CHECK(hand.x == Approx(0).margin(0.01));
    const std::string whole = signed_as(half, "school", *sign::stamp(disc_png(425, kRed), 36_mm, ""));
    const Drawn stamp = last_drawn(whole);
    CHECK(stamp.width == Approx(36 * 72 / 25.4).margin(0.01));
    CHECK(stamp.height == Approx(stamp.width));
    CHECK(stamp.x == Approx(0).margin(0.01));  // its right edge at 104 + 36 mm: 20 of the 60 mm are covered
}

TEST_CASE("a stamp larger than its field is refused before anything is signed") {
    const auto picture = sign::stamp(disc_png(425, kRed), 36_mm, "");
    const pdf::SignatureRequest request{"school", "A", kNow, "", 100, &*picture};
    const auto refused = pdf::prepare_signature(sample::written(sample::slots()), request);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::signing);
    CHECK(refused.error().problems.at(0).what.en ==
          "The stamp of 36 mm is larger than its field (60 × 25 mm).");
}

TEST_CASE("a stamp without a hand signature below it stands in the middle of its field") {
    const auto picture = sign::stamp(disc_png(425, kRed), 24_mm, "");
    const Drawn stamp = last_drawn(signed_as(sample::written(sample::slots()), "school", *picture));
    CHECK(2 * stamp.x + stamp.width == Approx(60 * 72 / 25.4).margin(0.01));
}
