#include "engine/scan/rescale.h"

#include <catch2/catch.hpp>

using namespace hocba::scan;

using Pixels = std::vector<std::uint8_t>;

TEST_CASE("an even picture stays even at every size and under every filter") {
    const Grey grey{7, 5, Pixels(35, 90)};
    for (const Filter& filter : {kBicubic, kLanczos, kTriangle})
        for (const double factor : {0.5, 1.0, 2.0, 3.0}) {
            const Grey out = scaled(grey, factor, filter);
            CAPTURE(factor);
            CHECK(out.pixels == Pixels(static_cast<std::size_t>(out.width) * out.height, 90));
        }
    CHECK(scaled(grey, 3, kLanczos).width == 21);
    CHECK(scaled(grey, 0.5, kTriangle).height == 3);  // 2.5, to the nearest
}

TEST_CASE("half a picture is the weighted mean of its pixels") {
    // The triangle reaches 2 pixels; the centre of the first lies at 0.5: weights 3, 3, 1 (and 1 outside)
    // of 7.
    const Grey out = scaled({4, 1, {0, 80, 160, 240}}, 0.5, kTriangle);
    CHECK(out.pixels == Pixels{57, 183});  // (80·3 + 160) / 7 = 57.1 and (80 + 160·3 + 240·3) / 7 = 182.9
}

TEST_CASE("a bicubic picture of twice the size passes an edge between its pixels") {
    // Keys at 1/4 and 3/4 of a pixel: −0.0703125, 0.8671875, 0.2265625, −0.0234375.
    const Grey out = scaled({6, 1, {0, 0, 0, 200, 200, 200}}, 2, kBicubic);
    CHECK(out.pixels[5] == 41);   // 200 · (0.2265625 − 0.0234375) = 40.6
    CHECK(out.pixels[6] == 159);  // 200 · (1 − 0.2265625 + 0.0234375) = 159.4
    CHECK(out.pixels[4] == 0);    // 200 · −0.0234375 and less: below black
}

TEST_CASE("a blur is the mean of what is within reach, at the rim of what there is") {
    const Grey out = blurred({3, 3, {0, 0, 0, 0, 90, 0, 0, 0, 0}}, 1);
    CHECK(out.pixels == Pixels{22, 15, 22, 15, 10, 15, 22, 15, 22});  // 90 over 4, 6 and 9
    CHECK(blurred({3, 1, {0, 30, 90}}, 9).pixels == Pixels{40, 40, 40});
}

TEST_CASE("a sharper picture is moved away from its mean, and not beyond black and white") {
    // The means are 100 / 2, 100 / 3, 0 and so on.
    const Grey out = sharpened({4, 1, {100, 0, 0, 0}}, 1, 3);
    CHECK(out.pixels == Pixels{250, 0, 0, 0});  // 100 + 3 · (100 − 50)
    CHECK(sharpened({2, 1, {200, 0}}, 1, 3).pixels == Pixels{255, 0});
}
