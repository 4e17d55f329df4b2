// Seals from paper against key states, the status list and the archive.
#include "engine/seal/seal.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <random>
#include <string>

#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/verify/verify.h"
#include "tests/verify/issued.h"

using namespace hocba;
using namespace hocba::test;

namespace {

const std::string& first_seal() {
    return issued().parts.seals.at(0);
}

/// The grounds and verdict of page 1's seal under a changed trust.
template <class Edit>
std::string under(Edit edit) {
    trust::Trust changed = issued().trust;
    edit(changed);
    verify::Options how = options();
    how.trust = &changed;
    const auto report = verify::verify_seal(first_seal(), "QR", how);
    return verdict(report) + " " + grounds(report);
}

std::string document() {
    return issued().parts.id.substr(0, 8);
}

}  // namespace

TEST_CASE("one page's seal is valid and says what it does not prove") {
    const auto report = verify::verify_seal(first_seal(), "QR", options());
    CHECK(verdict(report) == "valid");
    CHECK(report.kind == "seal");
    CHECK(report.pages == 2);
    CHECK(report.pages_seen == std::vector<int>{1});
    CHECK_FALSE(report.complete);
    CHECK(report.document.id == to_hex(document()));
    CHECK(report.document.pupil == "Nguyễn Văn A");
    CHECK(report.document.year == "2023-2024");
    CHECK(has(report, "not-sealed"));
    CHECK(has(report, "as-of-year"));
    CHECK(has(report, "legal-note"));
    CHECK(report.status.text_or("state") == "issued");
}

TEST_CASE("--complete demands all pages") {
    verify::Options how = options();
    how.complete = true;
    const auto report = verify::verify_seal(first_seal(), "QR", how);
    CHECK(verdict(report) == "indeterminate");
    CHECK(grounds(report) == "pages-missing");
    CHECK_FALSE(has(report, "legal-note"));
}

TEST_CASE("a seal with one character exchanged is never valid: all of its characters") {
    const std::string& seal = first_seal();
    std::size_t accepted = 0;
    for (std::size_t at = seal.find('#') + 1; at < seal.size(); ++at) {
        std::string changed = seal;
        changed[at] = changed[at] == 'Q' ? 'R' : 'Q';
        accepted += verdict(verify::verify_seal(changed, "QR", options())) == "valid" ? 1 : 0;
    }
    CHECK(accepted == 0);
    CHECK(grounds(verify::verify_seal("HTTPS://EXAMPLE.COM/", "QR", options())) == "seal-text");
    CHECK(grounds(verify::verify_seal("", "QR", options())) == "seal-text");
}

TEST_CASE("the key's state decides") {
    CHECK(under([](trust::Trust&) {}) == "valid ");
    CHECK(under([](trust::Trust& t) { t.seal_keys.clear(); }) == "indeterminate seal-key-unknown");
    CHECK(under([](trust::Trust& t) { t.seal_keys[0].state = trust::KeyState::retired; }) == "valid ");
    CHECK(under([](trust::Trust& t) { t.seal_keys[0].state = trust::KeyState::revoked; }) ==
          "indeterminate seal-key-revoked");
    CHECK(under([](trust::Trust& t) { t.seal_keys[0].state = trust::KeyState::stolen; }) ==
          "indeterminate seal-key-stolen");
    CHECK(under([](trust::Trust& t) {
              t.seal_keys[0].state = trust::KeyState::stolen;
              t.seal_keys[0].issued = {seal::parse(first_seal())->digest.substr(0, 12)};
          }) == "valid ");
    CHECK(under([](trust::Trust& t) { t.seal_keys[0].until = t.seal_keys[0].from; }) ==
          "invalid seal-key-time");
    CHECK(under([](trust::Trust& t) { t.seal_keys[0].school = "01000999"; }) == "invalid seal-key-school");
    // Another key under the same four bytes of id: the signature is tried with each.
    CHECK(under([](trust::Trust& t) { t.seal_keys[0].spki[20] ^= 1; }) == "invalid seal-signature");
    CHECK(under([](trust::Trust& t) {
              auto other = t.seal_keys[0];
              other.spki[20] ^= 1;
              t.seal_keys.insert(t.seal_keys.begin(), other);
          }) == "valid ");
}

TEST_CASE("the status list decides, and its age is told") {
    const auto listed = [](trust::DocumentState state) {
        return under([state](trust::Trust& t) { t.status->entries = {{document(), 1, state, "QĐ 12"}}; });
    };
    CHECK(listed(trust::DocumentState::revoked) == "invalid status-revoked");
    CHECK(listed(trust::DocumentState::superseded) == "invalid status-superseded");
    CHECK(listed(trust::DocumentState::pending) == "indeterminate status-pending");
    CHECK(under([](trust::Trust& t) {
              t.status->entries = {{"other id", 1, trust::DocumentState::revoked, ""}};
          }) == "valid ");
    CHECK(under([](trust::Trust& t) { t.status.reset(); }) == "indeterminate status-unknown");
    CHECK(under([](trust::Trust& t) { t.status->expires = t.status->as_of; }) ==
          "indeterminate status-expired");
    CHECK(under([](trust::Trust& t) { t.status->as_of = {issued().parts.issue.issued_at.unix_s - 1}; }) ==
          "indeterminate status-older");
}

TEST_CASE("a PDF that is finished outlives a pending entry older than its last signature") {
    trust::Trust changed = issued().trust;
    changed.status->entries = {{document(), 1, trust::DocumentState::pending, ""}};
    verify::Options how = options();
    how.trust = &changed;
    CHECK(grounds(verify::verify_pdf(issued().pdf, "x", how)) == "status-pending");
    changed.status->as_of = {issued().parts.issue.issued_at.unix_s + 90};  // between the two signatures
    CHECK(grounds(verify::verify_pdf(issued().pdf, "x", how)) == "");
    CHECK(grounds(verify::verify_pdf(issued().half_pdf, "x", how)) == "status-pending unsigned-slot");
}

TEST_CASE("the archive decides what it knows") {
    verify::Options how = options();
    verify::ArchiveAnswer answer;
    std::string asked;
    how.archive = [&](const std::string& id, std::string_view) {
        asked = id;
        return answer;
    };
    const auto pdf = [&] { return grounds(verify::verify_pdf(issued().pdf, "x", how)); };
    CHECK(pdf() == "");
    CHECK(asked == document());
    CHECK(has(verify::verify_pdf(issued().pdf, "x", how), "archive-unknown"));
    answer = {true, true, "issued", Json::Object{{"leaf", 7}}};
    CHECK(pdf() == "");
    CHECK(verify::verify_pdf(issued().pdf, "x", how).log.integer_or("leaf", 0) == 7);
    answer.same_bytes = false;
    CHECK(pdf() == "archive-differs");
    CHECK(grounds(verify::verify_seal(first_seal(), "QR", how)) == "");  // a seal has no bytes to compare
    answer.state = "revoked";
    CHECK(pdf() == "archive-revoked");
    CHECK(grounds(verify::verify_seal(first_seal(), "QR", how)) == "archive-revoked");
    answer.state = "superseded";
    CHECK(pdf() == "archive-superseded");
}

TEST_CASE("a trust list whose JWS was altered is not believed") {
    const auto copy = std::filesystem::path(issued().folder).parent_path() / "altered";
    std::filesystem::copy(issued().folder, copy);
    std::string jws = *read_file(copy / "seal-keys.jws");
    char& in_payload = jws[jws.find('.') + 20];
    in_payload = in_payload == 'A' ? 'B' : 'A';
    REQUIRE(write_file(copy / "seal-keys.jws", jws));
    const auto loaded = trust::load(copy);
    REQUIRE(loaded);
    verify::Options how = options();
    how.trust = &*loaded;
    const auto report = verify::verify_pdf(issued().pdf, "x", how);
    CHECK(verdict(report) == "indeterminate");
    CHECK(grounds(report) == "seal-key-unknown");
    CHECK(has(report, "trust-file"));
}
