// Names of the peoples of Viet Nam in a PDF: what other programs read, and what they draw.
#include <catch2/catch.hpp>

#include "engine/base/file.h"
#include "engine/base/utf8.h"
#include "tests/pdf/process.h"
#include "tests/pdf/sample_pages.h"

using namespace hocba;
using process::run;
using process::TemporaryFile;
using sample::written;

namespace {

std::string text_of(const std::string& words, const std::string& mode) {
    const TemporaryFile file("names.pdf", written(sample::word_by_word(words)));
    std::string text = run("pdftotext " + mode + " " + file.path() + " -").output;
    const std::size_t start = text.find_first_not_of(' ');  // -layout keeps the margin
    return text.substr(start, text.find('\n') - start);
}

/// A grey picture (PGM, P5) of the page at 300 dpi: the box of its dark pixels, from the top left.
struct Picture {
    int left = 0, top = 0, right = 0, bottom = 0;
    int height() const { return bottom - top + 1; }
};

Picture drawn(const std::string& words) {
    const TemporaryFile file("picture.pdf", written(sample::word_by_word(words)));
    REQUIRE(run("pdftoppm -r 300 -gray -singlefile " + file.path() + " " + file.path()).status == 0);
    const std::string pgm = *read_file(file.path() + ".pgm");
    std::remove((file.path() + ".pgm").c_str());
    int width = 0, height = 0, read = 0;
    REQUIRE(std::sscanf(pgm.c_str(), "P5 %d %d 255%n", &width, &height, &read) == 2);
    const char* pixels = pgm.data() + read + 1;
    Picture out{width, height, 0, 0};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            if (static_cast<unsigned char>(pixels[y * width + x]) > 127) continue;
            out = {std::min(out.left, x), std::min(out.top, y), std::max(out.right, x),
                   std::max(out.bottom, y)};
        }
    return out;
}

}  // namespace

TEST_CASE("pdftotext gives names back as they were, in NFC") {
    for (const char* name :
         {"H'Hen Niê", "Čư\u0306 K'Brơi", "Êñuôl Bkrông", "Ƀuôn Ŏ ĕ ŭ Ĭ", "ê\u0306 ô\u0306 â\u0306 ơ\u0306",
          "Ê\u0306 Ô\u0306 Â\u0306 Ơ\u0306 Ư\u0306", "Bễ\u0306n Ễ\u0306ng Q\u0323", "Ỗ\u0306 1⅐ ẻ\u0303a"}) {
        INFO(name);
        REQUIRE(is_nfc(name));
        for (const char* mode : {"", "-layout", "-raw"}) CHECK(text_of(name, mode) == name);
    }
}

TEST_CASE("a substitute is embedded as a subset, and only where it is needed") {
    const TemporaryFile plain("plain.pdf", written(sample::word_by_word("Čư\u0306 K'Brơi")));
    const TemporaryFile mixed("mixed.pdf", written(sample::word_by_word("Bễ\u0306n")));
    CHECK(run("pdffonts " + plain.path()).output.find("Noto") == std::string::npos);
    const std::string fonts = run("pdffonts " + mixed.path()).output;
    INFO(fonts);
    CHECK(fonts.find("+NotoSerif-Regular") != std::string::npos);
    CHECK(fonts.find("yes yes yes") != std::string::npos);
    CHECK(written(sample::word_by_word("Bễ\u0306n")).size() < 40000);  // Noto Serif has 588 876 bytes
}

TEST_CASE("a mark is drawn above its letter, one above two marks higher still") {
    // 12 pt at 300 dpi: 2048 units are 50 pixels.
    const Picture u = drawn("u"), u_horn = drawn("ư"), u_breve = drawn("ư\u0306");
    CHECK(u_breve.bottom == u_horn.bottom);
    CHECK(u_breve.top < u.top - 8);
    CHECK(u_breve.left == u_horn.left);
    CHECK(std::abs(u_breve.right - u_horn.right) <= 1);  // not beside it
    const Picture e = drawn("ê"), e_breve = drawn("ê\u0306");
    CHECK(e_breve.bottom == e.bottom);
    CHECK(e_breve.top < e.top - 5);
    const Picture tilde = drawn("ễ"), tilde_breve = drawn("ễ\u0306");  // Tinos, Noto Serif
    CHECK(tilde_breve.top < tilde.top - 5);
    CHECK(tilde_breve.bottom == Approx(tilde.bottom).margin(1));
    CHECK(tilde_breve.right - tilde_breve.left < 2 * (tilde.right - tilde.left));
}

TEST_CASE("Čư̆ K'Brơi is drawn where the golden positions put it") {
    // Advances of Č 1366, ư 1110, space 512, K 1479, ' 368, B 1366, r 682, ơ 1083, i 569; from 20 mm on.
    const Picture name = drawn("Čư\u0306 K'Brơi");
    const double pixel = 25.4 / 300;
    CHECK(name.left * pixel == Approx(20.0 + 0.13).margin(0.1));  // Č has a side bearing
    CHECK((name.right + 1) * pixel == Approx(20.0 + 8535 / 2048.0 * 12 * 25.4 / 72).margin(0.2));
    CHECK(name.height() == Approx((drawn("Č").height() + 1)).margin(1));
}
