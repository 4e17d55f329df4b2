// Every kind of document passes veraPDF's PDF/A-3a and PDF/UA-1; broken ones do not.
#include <catch2/catch.hpp>

#include "engine/base/file.h"
#include "engine/pdf/pdf.h"
#include "tests/pdf/process.h"
#include "tests/pdf/sample_pages.h"

using namespace hocba;
using process::TemporaryFile;

namespace {

std::string written(const page::Sealed& sealed) {
    return pdf::write(sealed, sample::fonts(), sample::info()).value().bytes;
}

/// A CMS of one signer over other bytes: the standards ask what lies where, not whether it verifies.
std::string some_cms() {
    const TemporaryFile key("key.pem", ""), certificate("certificate.pem", ""), cms("cms.der", "");
    const auto made = process::run(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=Synthetic"
        " -keyout " +
        key.path() + " -out " + certificate.path() + " && openssl cms -sign -md sha256 -binary -in " +
        certificate.path() + " -signer " + certificate.path() + " -inkey " + key.path() +
        " -outform DER -out " + cms.path());
    INFO(made.output);
    REQUIRE(made.status == 0);
    return read_file(cms.path()).value();
}

std::string signed_by(const std::string& bytes, const std::string& field) {
    const pdf::SignatureRequest request{field, "Nguyễn Văn An", sample::info().created, "Xác nhận", 2000};
    return pdf::fill(pdf::prepare_signature(bytes, request).value(), some_cms()).value();
}

/// The document with one key made unknown, at the same length.
std::string without(std::string bytes, std::string_view key) {
    const std::size_t at = bytes.find(key);
    REQUIRE(at != std::string::npos);
    bytes[at + 1] = 'X';
    return bytes;
}

process::Outcome validate(const std::string& paths) {
    return process::run(HOCBA_SOURCE "/tests/conformance/verapdf.sh " + paths);
}

}  // namespace

TEST_CASE("every kind of document is PDF/A-3a and PDF/UA-1") {
    const std::string slots = written(sample::slots());
    const std::string once = signed_by(slots, "principal");
    const TemporaryFile line("line.pdf", written(sample::one_line()));
    const TemporaryFile marks("marks.pdf", written(sample::one_line("ư̆ ơ̆ ô̆ č̣ Ê-đê")));
    const TemporaryFile names("names.pdf", written(sample::word_by_word("Bễ\u0306n Čư\u0306 Q\u0323 1⅐")));
    const TemporaryFile spaces("spaces.pdf", written(sample::justified_line()));
    const TemporaryFile letters("letters.pdf", written(sample::every_vietnamese_font()));
    const TemporaryFile table("table.pdf", written(sample::table()));
    const TemporaryFile figures("figures.pdf", written(sample::figures()));
    const TemporaryFile over("over.pdf", written(sample::paragraph_over_pages()));
    const TemporaryFile draft("draft.pdf", written(sample::draft()));
    const TemporaryFile empty("empty.pdf", slots);
    const TemporaryFile first("first.pdf", once);
    const TemporaryFile second("second.pdf", signed_by(once, "school"));
    std::string paths;
    for (const TemporaryFile* file :
         {&line, &marks, &names, &spaces, &letters, &table, &figures, &over, &draft, &empty, &first, &second})
        paths += file->path() + ' ';
    const auto outcome = validate(paths);
    INFO(outcome.output);
    CHECK(outcome.status == 0);
    CHECK(outcome.output.find("0 of 24 validations failed") != std::string::npos);  // 12 files, two standards
}

TEST_CASE("a document without language fails both standards") {
    const TemporaryFile file("mute.pdf", without(written(sample::one_line()), "/Lang"));
    const auto outcome = validate(file.path());
    INFO(outcome.output);
    CHECK(outcome.status == 1);
    CHECK(outcome.output.find("FAIL ua1") != std::string::npos);
}

TEST_CASE("a document that does not say it is tagged fails both standards") {
    const TemporaryFile file("untagged.pdf", without(written(sample::one_line()), "/MarkInfo"));
    const auto outcome = validate(file.path());
    INFO(outcome.output);
    CHECK(outcome.status == 1);
    CHECK(outcome.output.find("2 of 2 validations failed") != std::string::npos);
}

TEST_CASE("what is no PDF fails") {
    const TemporaryFile file("text.pdf", "không phải PDF");
    CHECK(validate(file.path()).status == 1);
}
