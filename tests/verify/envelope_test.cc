#include "engine/verify/envelope.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "engine/base/digest.h"
#include "tests/verify/small_pdf.h"

using namespace hocba;
using namespace hocba::verify;
using namespace hocba::test;

namespace {

std::string codes(const std::string& pdf) {
    std::string all;
    for (const auto& fault : read_envelope(pdf).faults) all += fault.code + " ";
    return all;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

const std::string base = written(small_document());
const std::string once = with_signature(base, 6, 10, "3003020101000000");

}  // namespace

TEST_CASE("each revision and each signature of a file is found in its bytes") {
    const std::string twice = with_signature(once, 7, 11, "30030201020000");
    const Envelope envelope = read_envelope(twice);
    CHECK(envelope.faults.empty());
    REQUIRE(envelope.revisions.size() == 3);  // the document and two signatures
    CHECK(envelope.revisions[0].end == base.size());
    CHECK(envelope.revisions[2].end == twice.size());
    REQUIRE(envelope.signatures.size() == 2);
    CHECK(envelope.signatures[0].revision == 1);
    CHECK(envelope.signatures[0].contents == std::string("\x30\x03\x02\x01\x01\0\0\0", 8));
    CHECK(envelope.signatures[1].revision == 2);
}

TEST_CASE("a signature's digest covers all but the gap") {
    const Envelope envelope = read_envelope(once);
    REQUIRE(envelope.signatures.size() == 1);
    std::string rest = once;
    const std::string gap = "<3003020101000000>";
    rest.erase(rest.find(gap), gap.size());
    CHECK(covered_digest(once, envelope.signatures[0]) == sha256(rest));
}

TEST_CASE("bytes before the head or behind the end are refused") {
    CHECK(codes(once + "x") == "trailing-bytes ");
    CHECK(codes(once + "\n") == "trailing-bytes ");
    CHECK(codes(" " + once) == "not-a-pdf ");
    CHECK(codes("") == "not-a-pdf ");
    CHECK(codes("%PDF-1.7\n") == "end-missing ");
    // The end's line feed may be missing; then the signature covers a byte too many.
    CHECK(codes(base.substr(0, base.size() - 1)).empty());
    CHECK(codes(once.substr(0, once.size() - 1)) == "cut-off ");
}

TEST_CASE("a cross-reference table in older bytes is refused") {
    // Shadow attacks point an appended startxref at something prepared in the signed bytes.
    const std::string moved = base + "%\nstartxref\n" + std::to_string(base.find("xref\n")) + "\n%%EOF\n";
    CHECK(codes(moved) == "revision-chain ");
}

TEST_CASE("ByteRange is four plain numbers around exactly the hexadecimal string") {
    const Envelope envelope = read_envelope(once);
    REQUIRE(envelope.signatures.size() == 1);
    const std::size_t at = once.find("/ByteRange");
    const std::string range = once.substr(at, once.find(']', at) + 1 - at);
    const auto with = [&](std::string other) {
        other.resize(std::max(other.size(), range.size()), ' ');
        return codes(replaced(once, range, other));
    };
    CHECK(with("/ByteRange []") == "byte-range ");
    CHECK(with("/ByteRange 12 0 R") == "byte-range ");
    CHECK(with("/ByteRange [0 -1 20 20]") == "byte-range ");
    CHECK(with("/ByteRange [0 99999999999999999999 1 1]") == "byte-range ");
    CHECK(with("/ByteRange [0 9 18446744073709551615 2]") == "byte-range ");
    CHECK(with("/ByteRange [0 9 20 18446744073709551615]") == "byte-range ");
    CHECK(with("/ByteRange [1 10 20 20]") == "byte-range ");
    CHECK(with("/ByteRange [0 10 20 20 30 30]") == "byte-range ");
    CHECK(with("/ByteRange [0 10 20 20]") == "contents-gap ");  // not at the string
    CHECK(with("/ByteRange null") == "byte-range ");
}

TEST_CASE("the digits of a signature are upper case and whole") {
    CHECK(codes(with_signature(base, 6, 10, "300302010A")).empty());
    CHECK(codes(with_signature(base, 6, 10, "300302010a")) == "contents-hex ");
    CHECK(codes(with_signature(base, 6, 10, "300302010")) == "contents-hex ");
    CHECK(codes(with_signature(base, 6, 10, "3003 02010A")) == "contents-hex ");
    CHECK(codes(with_signature(base, 6, 10, "30>/X<10")) == "contents-hex ");  // SWA: a gap with more in it
}

TEST_CASE("a signature that stops before the end of its revision is refused") {
    // The same file with one object more behind what is covered, in the same revision.
    const std::size_t tail = once.rfind("xref\n", once.rfind("startxref") - 1);
    std::string longer = once;
    longer.insert(tail, "% more\n");
    const std::string old_xref = "startxref\n" + std::to_string(tail);
    CHECK(codes(replaced(longer, old_xref, "startxref\n" + std::to_string(tail + 7))) == "coverage ");
}
