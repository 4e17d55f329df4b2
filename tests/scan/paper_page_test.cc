// Scans on their way into a PDF: bytes as they came, sizes as the file says, the rest refused by name.
#include <catch2/catch.hpp>

#include "engine/scan/paper.h"
#include "tests/scan/paper.h"
#include "tests/support/png_maker.h"

using namespace hocba;
using namespace hocba::test;

namespace {

scan::PaperPage taken(const std::string& bytes) {
    const auto pages = scan::take_paper(bytes, "file");
    if (!pages) FAIL(pages.error().problems.front().what.en);
    REQUIRE(pages->size() == 1);
    CHECK(pages->front().where.starts_with("file"));
    return pages->front();
}

std::string refused(const std::string& bytes) {
    const auto pages = scan::take_paper(bytes, "file");
    if (pages) return "taken";
    CHECK(pages.error().fault == Fault::document);
    CHECK_FALSE(pages.error().problems.front().hint.vi.empty());
    return pages.error().problems.front().what.en;
}

/// JFIF 1.02: SOI, then APP0 with units at 13, and both densities behind.
std::string with_jfif(std::string jpeg, char units, int across, int down) {
    REQUIRE(jpeg.substr(6, 4) == "JFIF");
    jpeg[13] = units;
    jpeg[14] = static_cast<char>(across >> 8);
    jpeg[15] = static_cast<char>(across);
    jpeg[16] = static_cast<char>(down >> 8);
    jpeg[17] = static_cast<char>(down);
    return jpeg;
}

std::string two(int n) {
    return {static_cast<char>(n), static_cast<char>(n >> 8)};
}

/// Exif in little-endian order: one directory at 8 with 4 entries, the rationals behind it at 62 and 70.
std::string with_exif(const std::string& jpeg, int orientation, int dpi) {
    const std::string zero = two(0);
    const auto entry = [&](int tag, int type, int value) {
        return two(tag) + two(type) + two(1) + zero + two(value) + zero;
    };
    const std::string tiff = "II" + two(42) + two(8) + zero + two(4) + entry(0x0112, 3, orientation) +
                             entry(0x011A, 5, 62) + entry(0x011B, 5, 70) + entry(0x0128, 3, 2) + zero + zero +
                             two(dpi * 10) + zero + two(10) + zero + two(dpi * 10) + zero + two(10) + zero;
    const std::string body = std::string("Exif\0\0", 6) + tiff;
    const int length = static_cast<int>(body.size()) + 2;
    return jpeg.substr(0, 20) + "\xFF\xE1" + static_cast<char>(length >> 8) + static_cast<char>(length) +
           body + jpeg.substr(20);
}

std::string with(std::string bytes, const std::string& from, const std::string& to) {
    REQUIRE(from.size() == to.size());
    const std::size_t at = bytes.find(from);
    REQUIRE(at != bytes.npos);
    return bytes.replace(at, from.size(), to);
}

const std::string kPlaced = "q 144 0 0 192 0 0 cm /Im Do Q";

}  // namespace

TEST_CASE("a JPEG's bytes are its own") {
    const std::string jpeg = jpeg_of(page_with(kFirst));
    const auto page = taken(jpeg);
    CHECK(page.picture == Raster{Raster::Coding::jpeg, 600, 800, 1, 8, {}, jpeg});
    CHECK_FALSE(page.has_colour);
}

TEST_CASE("a JPEG's density: JFIF in inches and centimetres, then Exif") {
    const std::string jpeg = jpeg_of(page_with(kFirst));
    CHECK(taken(with_jfif(jpeg, 0, 1, 1)).density.across == 0);         // an aspect ratio
    CHECK(taken(with_jfif(jpeg, 1, 200, 300)).density.across == 7874);  // 200 / 0.0254 = 7874.02
    CHECK(taken(with_jfif(jpeg, 1, 200, 300)).density.down == 11811);   // 300 / 0.0254 = 11811.02
    CHECK(taken(with_jfif(jpeg, 2, 80, 80)).density.across == 8000);    // 80 a centimetre
    CHECK(taken(with_exif(with_jfif(jpeg, 0, 1, 1), 1, 240)).density.across ==
          9449);  // 240 / 0.0254 = 9448.8
    CHECK(taken(with_exif(with_jfif(jpeg, 1, 200, 200), 1, 240)).density.across == 7874);
}

TEST_CASE("a JPEG that is not as a PDF needs it is refused") {
    const std::string jpeg = jpeg_of(page_with(kFirst));
    CHECK(refused(with_exif(jpeg, 6, 240)).find("not upright") != std::string::npos);
    CHECK(refused(jpeg.substr(0, jpeg.size() / 2)) == "The JPEG file is damaged and cannot be read.");
    CHECK(refused(jpeg.substr(0, 30)) == "The JPEG file is damaged and cannot be read.");
    const std::string arithmetic = with(jpeg, "\xFF\xC0", "\xFF\xC9");  // SOF9
    CHECK(refused(arithmetic).find("does not read") != std::string::npos);
    CHECK(refused("GIF89a") == "This is no JPEG, PNG or PDF.");
}

TEST_CASE("a PNG's rows are its own") {
    Png about{2, 2, 8, 2};
    about.pixels_per_metre = 8000;
    about.pixel = [](auto x, auto) {
        return x == 0 ? std::string("\xC0\x20\x20") : std::string("\xFF\xFF\xFF");
    };
    const std::string file = png(about);
    const auto page = taken(file);
    const std::size_t data = file.find("IDAT");
    REQUIRE(data != file.npos);
    CHECK(page.picture.coding == Raster::Coding::png_rows);
    CHECK(page.picture.bytes == file.substr(data + 4, page.picture.bytes.size()));
    CHECK((page.picture.colours == 3 && page.picture.bits == 8 && page.picture.palette.empty()));
    CHECK(page.density.across == 8000);
    CHECK(page.has_colour);
    about.colour_type = 3;
    about.palette = std::string("\x10\x30\xC0\xFF\xFF\xFF", 6);
    about.pixel = [](auto x, auto) { return std::string(1, static_cast<char>(x)); };
    const auto indexed = taken(png(about));
    CHECK((indexed.picture.colours == 1 && indexed.picture.palette == about.palette && indexed.has_colour));
}

TEST_CASE("grey is told from colour, whatever the file calls it") {
    Png about{2, 1, 8, 2};
    about.pixel = [](auto, auto) { return std::string("\x80\x82\x81"); };  // 2 apart: went through JPEG
    CHECK_FALSE(taken(png(about)).has_colour);
    about.pixel = [](auto, auto) { return std::string("\x80\x83\x80"); };
    CHECK(taken(png(about)).has_colour);
}

TEST_CASE("a PNG that cannot go in as it is") {
    Png about{2, 2, 8, 6};
    about.pixel = [](auto, auto) { return std::string("\x10\x20\x30\xFF"); };
    CHECK(refused(png(about)).find("transparency") != std::string::npos);
    Png lines{2, 2, 8, 0, true};
    lines.pixel = [](auto, auto) { return std::string("\x10"); };
    CHECK(refused(png(lines)).find("interlaced") != std::string::npos);
    lines.interlaced = false;
    const std::string whole = png(lines);
    CHECK(refused(whole.substr(0, whole.size() - 20)) == "The PNG file is damaged and cannot be read.");
}

TEST_CASE("a page of a PDF: its JPEG, and the size at which it is shown") {
    const scan::Grey grey = page_with(kFirst);
    const std::string pdf = pdf_of({grey});
    const auto page = taken(pdf);
    CHECK(page.where == "file: page 1");
    CHECK(page.picture.bytes == jpeg_of(grey));
    CHECK(page.density.across == 11811);  // 600 px over 144 pt = 2 in: 300 dpi
    CHECK(page.density.down == 11811);
    // Half as large by the matrix before it: 600 px over 1 in.
    CHECK(taken(with(pdf, kPlaced, ".5 0 0 .5 0 0 cm   /Im Do    ")).density.down >
          1'000'000);  // half a point
    CHECK(taken(with(pdf, kPlaced, "q 72 0 0 192 0 0 cm  /Im Do Q")).density.across == 23622);
}

TEST_CASE("a page of a PDF that shows something else") {
    const std::string pdf = pdf_of({page_with(kFirst)}), other = "The page is not one picture";
    CHECK(refused(with(pdf, kPlaced, "BT (x) Tj ET 144 0 0 192 0 0 ")).starts_with(other));
    CHECK(refused(with(pdf, kPlaced, "0 0 9 9 re f  /Im Do         ")).starts_with(other));
    CHECK(refused(with(pdf, kPlaced, "/Im Do  /Im Do               ")).starts_with(other));
    CHECK(refused(with(pdf, kPlaced, "0 144 -192 0 0 0 cm  /Im Do  ")).find("turned") != std::string::npos);
    CHECK(refused(with(pdf, kPlaced, "144 0 0 -192 0 0 cm  /Im Do  ")).find("turned") != std::string::npos);
    CHECK(taken(with(pdf, kPlaced, "144 0 0 192 0 0 cm /Im Do    ")).density.across == 11811);
}

TEST_CASE("every page that will not do is named") {
    const scan::Grey grey = page_with(kFirst);
    std::string pdf = pdf_of({grey, grey, grey});
    for (int i = 0; i < 2; ++i) pdf = with(pdf, kPlaced, "/Im Do /Im Do                ");
    const auto pages = scan::take_paper(pdf, "book.pdf");
    REQUIRE_FALSE(pages);
    REQUIRE(pages.error().problems.size() == 2);
    CHECK(pages.error().problems[0].where == "book.pdf: page 1");
    CHECK(pages.error().problems[1].where == "book.pdf: page 2");
}
