// PNG pictures of every kind become the same samples; damaged and huge ones are errors.
#include "engine/pdf/image.h"

#include <catch2/catch.hpp>

#include "tests/support/png_maker.h"

using namespace hocba;
using test::Png;

namespace {

const std::string kBlue("\x10\x30\xC0", 3);

pdf::Samples samples(const Png& about) {
    const auto read = pdf::read_png(test::png(about), 1000);
    REQUIRE(read);
    return *read;
}

std::string refusal(const std::string& png, std::uint64_t most_pixels = 1000) {
    const auto read = pdf::read_png(png, most_pixels);
    if (read) return "read";
    CHECK_FALSE(read.error().problems.at(0).what.vi.empty());
    return read.error().problems.at(0).what.en;
}

}  // namespace

TEST_CASE("grey with alpha: one byte of colour and one of alpha a pixel") {
    Png about{2, 1, 8, 4};
    about.pixel = [](auto x, auto) { return x == 0 ? std::string("\x40\xFF") : std::string("\x90\x00", 2); };
    const auto read = samples(about);
    CHECK(read.grey);
    CHECK(read.colour == "\x40\x90");
    CHECK(read.alpha == std::string("\xFF\x00", 2));
}

TEST_CASE("a palette with tRNS: RGB, and the alpha of each entry") {
    Png about{2, 1, 8, 3};
    about.palette = kBlue + std::string("\xFF\xFF\xFF");
    about.transparency = std::string("\xFF\x00", 2);
    about.pixel = [](auto x, auto) { return std::string(1, static_cast<char>(x)); };
    const auto read = samples(about);
    CHECK_FALSE(read.grey);
    CHECK(read.colour == kBlue + "\xFF\xFF\xFF");
    CHECK(read.alpha == std::string("\xFF\x00", 2));
}

TEST_CASE("RGB with a transparent colour: that colour alone is transparent") {
    Png about{2, 1, 8, 2};
    about.transparency = std::string("\0\xFF\0\xFF\0\xFF", 6);
    about.pixel = [](auto x, auto) { return x == 0 ? kBlue : std::string("\xFF\xFF\xFF"); };
    CHECK(samples(about).alpha == std::string("\xFF\x00", 2));
}

TEST_CASE("an opaque picture has no alpha") {
    Png about{1, 1, 8, 2};
    about.pixel = [](auto, auto) { return kBlue; };
    CHECK(samples(about).alpha.empty());
    CHECK(samples(about).colour == kBlue);
}

TEST_CASE("16 bits a sample become 8") {
    Png about{1, 1, 16, 6};
    about.pixel = [](auto, auto) { return std::string("\0\0\0\0\xFF\xFF\x80\x80", 8); };
    const auto read = samples(about);
    CHECK(read.colour == std::string("\0\0\xFF", 3));
    CHECK(read.alpha == "\x80");
}

TEST_CASE("an interlaced picture is read as one that is not") {
    Png about{9, 5, 8, 6};
    about.pixel = [](auto x, auto y) {
        return std::string{static_cast<char>(20 * x), static_cast<char>(40 * y), '\x70', '\xFF'};
    };
    const auto plain = samples(about);
    about.interlaced = true;
    CHECK(samples(about).colour == plain.colour);
    CHECK(plain.colour.size() == 9 * 5 * 3);
}

TEST_CASE("a truncated, a damaged and a huge picture, and what is none, are refused") {
    const std::string whole = test::disc_png(30, kBlue);
    CHECK(refusal(whole) == "read");
    for (const std::size_t size : {std::size_t{0}, std::size_t{4}, std::size_t{20}, whole.size() / 2})
        CHECK(refusal(whole.substr(0, size)).find("cannot read the PNG picture") == 0);
    std::string damaged = whole;
    damaged[whole.find("IDAT") + 12] ^= '\x55';
    CHECK(refusal(damaged).find("cannot read the PNG picture") == 0);
    CHECK(refusal("GIF89a").find("cannot read the PNG picture") == 0);
    CHECK(refusal(whole, 899) == "cannot read the PNG picture (30 × 30 pixel)");
    // A header alone claims 2 gigapixels: refused before any memory is asked for.
    std::string huge = whole;
    huge.replace(16, 8, std::string("\0\0\xB0\0\0\0\xB0\0", 8));
    CHECK(refusal(huge).find("cannot read the PNG picture") == 0);
}
