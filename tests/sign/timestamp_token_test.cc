// Timestamps are read strictly: whatever no signature covers must be as we expect it.
#include "engine/sign/timestamp_token.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "tests/support/pki.h"

using namespace hocba;
using namespace hocba::sign;
using namespace hocba::test;

namespace {

std::string faults(const std::string& token) {
    std::string all;
    for (const auto& fault : inspect_token(token).faults) all += (all.empty() ? "" : " ") + fault;
    return all;
}

const std::string& short_token() {
    static const std::string token = pki().token("tsa-short", "bytes", "2026-06-15T03:00:00Z");
    return token;
}

}  // namespace

TEST_CASE("the tokens of both authorities are sound, over their bytes alone, at their time") {
    const struct {
        const char *tsa, *digest;
        std::size_t imprint;
    } rows[] = {{"tsa-short", "sha256", 32}, {"tsa-long", "sha256", 32}, {"tsa-long", "sha512", 64}};
    for (const auto& row : rows) {
        const std::string token = pki().token(row.tsa, "bytes", "2026-06-15T03:00:00Z", row.digest);
        const TokenFacts facts = inspect_token(token);
        INFO(row.tsa << " " << row.digest << ": " << faults(token));
        CHECK(facts.faults.empty());
        CHECK(to_rfc3339({facts.time.unix_s, 0}) == "2026-06-15T03:00:00Z");
        CHECK(facts.imprint.size() == row.imprint);
        CHECK(facts.certificates.size() == 2);
        CHECK(facts.signer_certificate == pki().der(row.tsa));
        CHECK(is_over(facts, "bytes"));
        CHECK_FALSE(is_over(facts, "other"));
    }
}

TEST_CASE("a token with a bit flipped, cut or lengthened is refused: every byte") {
    const std::string& token = short_token();
    std::mt19937 random(3161);
    std::size_t accepted = 0;
    for (std::size_t at = 0; at < token.size(); ++at) {
        std::string flipped = token;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (random() % 8)));
        const TokenFacts facts = inspect_token(flipped);
        // A flip in an issuer's certificate is found when its path is looked for.
        const bool same_issuers = facts.certificates == inspect_token(token).certificates;
        if (facts.faults.empty() && same_issuers && is_over(facts, "bytes")) {
            ++accepted;
            UNSCOPED_INFO("byte " << at);
        }
    }
    CHECK(accepted == 0);
    CHECK(faults(token + std::string(1, '\0')) == "token-not-der");
    CHECK(faults(token.substr(0, token.size() - 1)) == "token-not-der");
    CHECK(faults("") == "token-not-der");
}

TEST_CASE("a token of a key that is not for timestamps alone is refused") {
    // What `openssl ts` refuses to make: the same content, signed as CMS by a key of one's choice.
    const auto stamped_by = [](const std::string& name) {
        const auto made =
            run("cd '" + pki().path("") +
                "' && openssl cms -verify -noverify -inform DER -in made -binary "
                "-out info && openssl cms -sign -binary -nodetach -cades -md sha256 -econtent_type "
                "1.2.840.113549.1.9.16.1.4 -in info -signer " +
                name + ".pem -inkey " + name + ".key.pem -outform DER -out forged");
        INFO(made.output);
        REQUIRE(made.status == 0);
        return faults(pki().read("forged"));
    };
    pki().token("tsa-short", "bytes", "2026-06-15T03:00:00Z");
    CHECK(stamped_by("tsa-long") == "");
    CHECK(stamped_by("principal") == "token-certificate");
    CHECK(stamped_by("ocsp-public") == "token-certificate");
}
