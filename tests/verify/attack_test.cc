// The published attacks on signed PDFs (USF, ISA, SWA, shadow), and plain damage: each refused by its name.
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "engine/base/file.h"
#include "engine/pdf/deflate.h"
#include "engine/verify/envelope.h"
#include "engine/verify/verify.h"
#include "tests/verify/issued.h"
#include "tests/verify/small_pdf.h"

using namespace hocba;
using namespace hocba::test;

namespace {

verify::Report judged(const std::string& pdf) {
    return verify::verify_pdf(pdf, "x.pdf", options());
}

/// Invalid, and for that reason among others.
bool refused(const std::string& pdf, const std::string& code) {
    const auto report = judged(pdf);
    const bool as_expected = verdict(report) == "invalid" && has(report, code);
    if (!as_expected) UNSCOPED_INFO(verdict(report) << ": " << grounds(report));
    return as_expected;
}

/// The last occurrence exchanged by something as long.
std::string exchanged(std::string pdf, const std::string& from, std::string to) {
    const std::size_t at = pdf.rfind(from);
    REQUIRE(at != std::string::npos);
    to.resize(std::max(to.size(), from.size()), ' ');
    return pdf.replace(at, to.size(), to);
}

/// [from, to) of the last signature's hexadecimal digits.
std::pair<std::size_t, std::size_t> digits(const std::string& pdf) {
    const auto range = verify::read_envelope(pdf).signatures.back().range;
    return {range[1] + 1, range[2] - 1};
}

/// The number and body of the page that holds the signature fields: it lies outside object streams.
std::pair<int, std::string> signed_page(const std::string& pdf) {
    const std::size_t body = pdf.find("<</Type/Page/");
    const std::size_t head = pdf.rfind(" 0 obj", body);
    const std::size_t line = pdf.rfind('\n', head);
    return {std::stoi(pdf.substr(line + 1)), pdf.substr(body, pdf.find("\nendobj", body) - body)};
}

}  // namespace

TEST_CASE("USF: a signature without its range or its value is refused") {
    const std::string& pdf = issued().pdf;
    CHECK(refused(exchanged(pdf, "/ByteRange[", "/ByteRangf["), "byte-range"));
    CHECK(refused(exchanged(pdf, "/ByteRange[0 ", "/ByteRange[ -"), "byte-range"));
    CHECK(refused(exchanged(pdf, "/Contents<", "/Contentz<"), "contents-gap"));
    std::string empty = pdf;
    const auto [from, to] = digits(pdf);
    empty.replace(from, to - from, to - from, '0');
    CHECK(refused(empty, "cms-not-der"));
}

TEST_CASE("ISA: whatever is appended behind the signatures is refused") {
    const std::string& pdf = issued().pdf;
    auto [page, body] = signed_page(pdf);
    CHECK(refused(appended(pdf, {{900, "(nothing)"}}), "unsigned-revision"));
    CHECK(refused(appended(pdf, {{page, body.insert(body.size() - 2, "/Rotate 90")}}), "page-changed"));
    CHECK(refused(appended(pdf, {{900, "<</Subtype/FreeText/Rect[0 0 9 9]>>"}}), "annotation-added"));
    CHECK(refused(
        appended(pdf, {{1, "<</Type/Catalog/Pages 900 0 R>>"}, {900, "<</Type/Pages/Count 0/Kids[]>>"}}),
        "catalog-changed"));
}

TEST_CASE("SWA: a moved range, or a gap with more in it, is refused") {
    const std::string& pdf = issued().pdf;
    const auto range = verify::read_envelope(pdf).signatures.back().range;
    const std::string b = " " + std::to_string(range[2]) + " ";
    CHECK(refused(exchanged(pdf, b, " " + std::to_string(range[2] + 2) + " "), "byte-range"));
    CHECK(refused(exchanged(pdf, b, " " + std::to_string(range[2] - 2) + " "), "contents-gap"));
    std::string more = pdf;
    more.replace(range[2] - 20, 12, "> /Extra <00");
    CHECK(refused(more, "contents-hex"));
}

TEST_CASE("shadow: what was prepared before signing cannot be shown after it") {
    auto [page, body] = signed_page(issued().pdf);
    // Hide: a page points to nothing. Replace: it points to something prepared. Both: another root.
    std::string hidden = body;
    hidden.replace(hidden.find("/Contents "), 10, "/Contentz ");
    CHECK(refused(appended(issued().pdf, {{page, hidden}}), "page-changed"));
    std::string replaced = body;
    replaced.replace(replaced.find("/Contents "), 10, "/Contents 900 0 R/X ");
    CHECK(refused(appended(issued().pdf, {{page, replaced}, {900, "<</Length 1>>\nstream\nS\nendstream"}}),
                  "page-changed"));
    CHECK(refused(exchanged(appended(issued().pdf, {{900, "<</Type/Catalog/Pages 2 0 R>>"}}), "/Root 1 0 R",
                            "/Root 9 0 R"),
                  "unsigned-revision"));
}

TEST_CASE("the form of the signature's digits leaves no freedom") {
    std::string lower = issued().pdf;
    const auto [from, to] = digits(lower);
    const std::size_t letter = lower.find_first_of("ABCDEF", from);
    REQUIRE(letter < to);
    lower[letter] = static_cast<char>(lower[letter] - 'A' + 'a');
    CHECK(refused(lower, "contents-hex"));
    // The last digit is padding, unless nothing was left over; then it is the signature's.
    std::string padded = issued().half_pdf;
    const auto [begin, end] = digits(padded);
    CHECK(begin < end);
    padded[end - 1] = padded[end - 1] == '1' ? '2' : '1';
    const auto report = judged(padded);
    CHECK(verdict(report) == "invalid");
    CHECK((has(report, "padding") || has(report, "cms-signature") || has(report, "cms-not-der")));
}

TEST_CASE("one byte more at the end is refused") {
    CHECK(refused(issued().pdf + "\n", "trailing-bytes"));
    CHECK(refused(issued().pdf + std::string(1, '\0'), "trailing-bytes"));
    CHECK(refused(issued().pdf + "%%EOF\n", "trailing-bytes"));
}

TEST_CASE("a bit flipped anywhere is refused: 440 seeded places") {
    std::mt19937 random(1789);
    const std::string& pdf = issued().pdf;
    const auto [from, to] = digits(pdf);
    std::size_t accepted = 0;
    // 400 over the file, 40 in the last signature's digits and padding.
    for (int i = 0; i < 440; ++i) {
        const std::size_t at = i < 400 ? random() % pdf.size() : from + random() % (to - from);
        std::string flipped = pdf;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (random() % 8)));
        if (verdict(judged(flipped)) == "invalid") continue;
        ++accepted;
        UNSCOPED_INFO("byte " << at << " was not refused");
    }
    CHECK(accepted == 0);
}

TEST_CASE("a file cut off anywhere is refused: 100 seeded places") {
    std::mt19937 random(20);
    const std::string& pdf = issued().pdf;
    std::size_t accepted = 0;
    for (int i = 0; i < 100; ++i)
        if (verdict(judged(pdf.substr(0, random() % pdf.size()))) == "valid") ++accepted;
    CHECK(accepted == 0);
    CHECK(refused("", "not-a-pdf"));
    CHECK(refused(pdf.substr(0, 100), "end-missing"));
}

TEST_CASE("cut in its last revision, a file is called cut off and no attack") {
    const std::string& pdf = issued().pdf;
    const std::size_t begin = issued().half_pdf.size();
    for (const std::size_t size : {pdf.size() - 1, pdf.size() - 3, pdf.size() - 40, (begin + pdf.size()) / 2,
                                   begin + 200, begin + 60}) {
        const auto report = judged(pdf.substr(0, size));
        INFO(size - begin << ": " << grounds(report));
        CHECK(verdict(report) == "invalid");
        CHECK(has(report, "cut-off"));
        CHECK_FALSE(has(report, "trailing-bytes"));
        for (const auto& reason : report.reasons) CHECK_FALSE(reason.code.starts_with("attack-"));
    }
}

TEST_CASE("random bytes get a verdict") {
    std::mt19937 random(7);
    for (int i = 0; i < 20; ++i) {
        std::string garbage = i % 2 == 0 ? "" : "%PDF-1.7\n";
        for (int n = 0; n < 2000; ++n) garbage += static_cast<char>(random());
        CHECK(verdict(judged(garbage)) == "invalid");
        CHECK(refused("%PDF-1.7\n" + garbage.substr(9) + "\nstartxref\n9\n%%EOF\n", "unreadable"));
    }
}

TEST_CASE("an encrypted file is refused, with and without a password to open it") {
    const auto folder =
        std::filesystem::temp_directory_path() / ("hocba-encrypted-" + std::to_string(getpid()));
    REQUIRE(make_folder(folder));
    REQUIRE(write_file(folder / "in.pdf", issued().unsigned_pdf));
    for (const std::string user : {"secret", ""}) {
        const std::string command = "qpdf --encrypt '" + user + "' owner 256 -- '" +
                                    (folder / "in.pdf").string() + "' '" + (folder / "out.pdf").string() +
                                    "'";
        REQUIRE(std::system(command.c_str()) == 0);
        CHECK(refused(*read_file(folder / "out.pdf"), "encrypted"));
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("a bomb of 200 MB in the cross-reference stream gets a verdict within the limits") {
    const std::string head = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
    const std::string bomb = flate_zeros(200UL << 20, "/Type/XRef/Size 2/W[1 4 1]/Root 1 0 R");
    const std::string pdf =
        head + "2 0 obj\n" + bomb + "\nendobj\nstartxref\n" + std::to_string(head.size()) + "\n%%EOF\n";
    const auto report = judged(pdf);
    CHECK(verdict(report) == "invalid");
    CHECK((has(report, "parser-limits") || has(report, "unreadable")));
}

TEST_CASE("a thousand revisions are not even parsed") {
    std::string pdf = issued().pdf;
    for (int i = 0; i < 1000; ++i) pdf = pdf + "startxref\n" + std::to_string(pdf.size()) + "\n%%EOF\n";
    CHECK(refused(pdf, "too-many-revisions"));
}
