// The verdict table: every hostile file, what it was called and why. golden/verdicts.txt is to be read.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "engine/base/file.h"
#include "engine/verify/verify.h"
#include "tests/support/pki.h"
#include "tests/verify/hostile.h"
#include "tests/verify/issued.h"

using namespace hocba;
using namespace hocba::test;

namespace {

const char* const golden = HOCBA_SOURCE "/tests/verify/golden/verdicts.txt";

/// All keys that are bad in themselves are on the list of signers: it must not be the list that saves us.
trust::Trust generous() {
    trust::Trust trust = issued().trust;
    auto homeroom = trust::signer_of(pki().read("homeroom.pem"), "homeroom", "01000417");
    if (homeroom) {
        homeroom->until = *parse_instant("2026-07-01T00:00:00Z");
        trust.signers->push_back(*homeroom);
    }
    trust.crls.push_back(pki().crl("public-issuing", "2026-11-24T00:00:00Z"));
    for (const char* key : {"revoked", "expired", "unknown", "wrong-usage", "sha1", "rsa-1024"}) {
        auto signer = trust::signer_of(pki().read(std::string(key) + ".pem"), "principal", "01000417");
        if (!signer) continue;
        signer->from = *parse_instant("2020-01-01T00:00:00Z");
        signer->until = *parse_instant("2040-01-01T00:00:00Z");
        trust.signers->push_back(*signer);
    }
    return trust;
}

}  // namespace

TEST_CASE("no hostile file is called valid: the verdict table") {
    const trust::Trust trust = generous();
    verify::Options how = options();
    how.trust = &trust;
    how.forms = &forms();
    how.at = *parse_instant("2026-11-25T03:00:00Z");
    std::vector<Hostile> all = hostile_bytes();
    for (auto& one : hostile_signers()) all.push_back(std::move(one));
    std::string table;
    std::size_t hostile = 0;
    for (const auto& one : all) {
        const auto report = verify::verify_pdf(one.pdf, one.name, how);
        INFO(one.name << ": " << verdict(report) << " " << grounds(report));
        CHECK((verdict(report) == "valid") == one.is_sound);
        hostile += one.is_sound ? 0 : 1;
        table += fmt::format("{:<40} {:<13} {}", one.name, verdict(report), grounds(report));
        table.erase(table.find_last_not_of(' ') + 1);
        table += '\n';
    }
    CHECK(hostile >= 80);
    if (std::getenv("HOCBA_UPDATE_GOLDEN") != nullptr) REQUIRE(write_file(golden, table));
    const auto expected = read_file(golden);
    REQUIRE(expected);
    CHECK(table == *expected);
}
