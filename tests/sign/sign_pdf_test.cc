// Signing our PDFs: earlier bytes stay, the order is kept, and openssl verifies what is in /Contents.
#include <catch2/catch.hpp>
#include <cstdio>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/sign/sign.h"
#include "tests/pdf/sample_pages.h"
#include "tests/support/process.h"

using namespace hocba;
using test::demo_pki;
using test::Folder;
using test::run;

namespace {

const Instant kNow = *parse_instant("2030-05-31T10:00:00+07:00");
const std::vector<std::string> kOrder = {"principal", "school"};

std::unique_ptr<sign::Signer> signer(const std::string& who) {
    auto opened = sign::open_pkcs12(demo_pki() / (who + ".p12"), "demo-pin", kNow);
    REQUIRE(opened);
    return std::move(*opened);
}

const std::string& draft() {
    static const std::string bytes = pdf::write(sample::slots(), sample::fonts(), sample::info())->bytes;
    return bytes;
}

Result<std::string> sign_as(const std::string& pdf, const std::string& who) {
    return sign::sign_pdf(pdf, {who, kOrder, kNow, ""}, *signer(who));
}

std::string refusal(const Result<std::string>& result) {
    if (result) return "signed";
    CHECK(result.error().fault == Fault::signing);
    CHECK_FALSE(result.error().problems.at(0).what.vi.empty());
    return result.error().problems.at(0).what.en;
}

/// The last signature's CMS and what it covers, taken from the raw bytes.
struct Last {
    std::string cms, covered;
};

Last last_signature(const std::string& pdf) {
    const auto at = pdf.rfind("/ByteRange");
    REQUIRE(at != std::string::npos);
    std::size_t a = 0, b = 0, c = 0, zero = 0;
    const std::string numbers = pdf.substr(pdf.find('[', at) + 1, 80);
    REQUIRE(std::sscanf(numbers.c_str(), "%zu %zu %zu %zu", &zero, &a, &b, &c) == 4);
    const std::string padded = *from_hex([&] {
        std::string hex = pdf.substr(a + 1, b - a - 2);
        for (char& digit : hex)
            if (digit >= 'A') digit = static_cast<char>(digit - 'A' + 'a');
        return hex;
    }());
    CHECK(b + c == pdf.size());
    return {padded.substr(0, sign::der_length(padded)), pdf.substr(0, a) + pdf.substr(b, c)};
}

}  // namespace

TEST_CASE("principal, then school: each signature appends, and openssl verifies it") {
    const auto first = sign_as(draft(), "principal");
    REQUIRE(first);
    const auto second = sign_as(*first, "school");
    REQUIRE(second);
    CHECK(first->compare(0, draft().size(), draft()) == 0);
    CHECK(second->compare(0, first->size(), *first) == 0);
    const Folder folder("signpdf");
    for (const std::string& pdf : {*first, *second}) {
        const Last last = last_signature(pdf);
        CHECK(sign::inspect_cms(last.cms).faults.empty());
        REQUIRE(write_file(folder / "cms", last.cms));
        REQUIRE(write_file(folder / "content", last.covered));
        const auto verified =
            run("cd " + folder.path().string() +
                " && openssl cms -verify -binary -inform DER -in cms -content content -purpose "
                "any -out /dev/null -CAfile " +
                (demo_pki() / "pdf-roots.pem"));
        CHECK(verified.output == "CMS Verification successful\n");
    }
}

TEST_CASE("pdfsig finds both signatures valid and the document wholly signed") {
    const auto first = sign_as(draft(), "principal");
    REQUIRE(first);
    const auto second = sign_as(*first, "school");
    REQUIRE(second);
    const Folder folder("pdfsig");
    REQUIRE(write_file(folder / "s.pdf", *second));
    const std::string out = run("pdfsig -nocert " + (folder / "s.pdf")).output;
    INFO(out);
    std::size_t valid = 0;
    for (auto at = out.find("Signature is Valid"); at != std::string::npos;
         at = out.find("Signature is Valid", at + 1))
        ++valid;
    CHECK(valid == 2);
    CHECK(out.find("Trần Văn E") != std::string::npos);
    CHECK(out.find("Total document signed") != std::string::npos);
}

TEST_CASE("out of turn, twice, by an unknown role or after the school: refused with the reason") {
    CHECK(refusal(sign_as(draft(), "school")) == "Too early: “principal” signs first.");
    const auto first = sign_as(draft(), "principal");
    REQUIRE(first);
    CHECK(refusal(sign_as(*first, "principal")) == "The field “principal” is signed already.");
    const auto second = sign_as(*first, "school");
    REQUIRE(second);
    CHECK(refusal(sign_as(*second, "school")) == "The field “school” is signed already.");
    const auto homeroom = signer("homeroom");
    CHECK(refusal(sign::sign_pdf(draft(), {"homeroom", kOrder, kNow, ""}, *homeroom)) ==
          "The document has no signature field “homeroom”.");
    CHECK(refusal(sign::sign_pdf(draft(), {"principal", {"school"}, kNow, ""}, *homeroom)) ==
          "The role “principal” is not in the procedure.");
    // The school alone has signed under another procedure: its lock keeps the principal out.
    const auto locked = sign::sign_pdf(draft(), {"school", {"school"}, kNow, ""}, *signer("school"));
    REQUIRE(locked);
    CHECK(refusal(sign_as(*locked, "principal")) == "The school's signature has locked the document.");
}

TEST_CASE("what is no PDF of ours is not signed") {
    const auto result = sign_as("no PDF", "principal");
    REQUIRE_FALSE(result);
    CHECK(result.error().fault == Fault::document);
}

TEST_CASE("a signature of another key, or over other bytes, does not get into the document") {
    const auto key = signer("principal");
    auto waiting = sign::begin_signature(draft(), {"principal", kOrder, kNow, ""}, key->identity());
    REQUIRE(waiting);
    const std::string refused = "The signature is not of this key over this document.";
    CHECK(refusal(sign::finish_signature(
              *waiting, signer("homeroom")->sign_digests({waiting->digest})->front())) == refused);
    CHECK(refusal(sign::finish_signature(*waiting, key->sign_digests({sha256("other")})->front())) ==
          refused);
    CHECK(refusal(sign::finish_signature(*waiting, "")) == refused);
    CHECK(sign::finish_signature(*waiting, key->sign_digests({waiting->digest})->front()));
}

TEST_CASE("asking twice for the same signature gives the same digest") {
    const auto identity = signer("school")->identity();
    const sign::Request request{"principal", kOrder, kNow, ""};
    CHECK(sign::begin_signature(draft(), request, identity)->digest ==
          sign::begin_signature(draft(), request, identity)->digest);
}
