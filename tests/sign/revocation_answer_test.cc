// Revocation lists and OCSP answers: whom they speak of, who signed them, and of which moments they tell.
#include "engine/sign/revocation_answer.h"

#include <catch2/catch.hpp>
#include <string>

#include "engine/sign/revocation_list.h"
#include "tests/support/pki.h"

using namespace hocba;
using namespace hocba::sign;
using namespace hocba::test;

namespace {

Instant at(const char* utc) {
    return *parse_instant(utc);
}

std::string state(const std::optional<RevocationAnswer>& answer, const char* utc,
                  const char* end = "2029-01-01T00:00:00Z") {
    if (!answer) return "none";
    switch (state_at(*answer, at(utc), at(end))) {
        case RevocationState::good:
            return "good";
        case RevocationState::revoked:
            return "revoked";
        case RevocationState::unknown:
            break;
    }
    return "unknown";
}

}  // namespace

TEST_CASE("a list tells of the moments up to its next one, and a revocation for ever after") {
    const std::string issuer = pki().der("public-issuing"), principal = pki().der("principal"),
                      revoked = pki().der("revoked");
    const std::string june = pki().crl("public-issuing", "2026-06-15T00:00:00Z"),
                      august = pki().crl("public-issuing", "2026-08-15T00:00:00Z");
    const auto good = read_crl(august, principal, issuer), bad = read_crl(august, revoked, issuer);
    const auto early = read_crl(june, revoked, issuer);
    REQUIRE(good);
    REQUIRE(bad);
    REQUIRE(early);
    CHECK(state(good, "2026-06-01T00:00:00Z") == "good");
    CHECK(state(good, "2026-09-13T00:00:00Z") == "good");
    CHECK(state(good, "2026-09-15T00:00:00Z") == "unknown");
    CHECK(state(bad, "2026-06-30T23:59:59Z") == "good");
    CHECK(state(bad, "2026-07-01T00:00:00Z") == "revoked");
    CHECK(state(bad, "2040-01-01T00:00:00Z") == "revoked");
    CHECK(state(early, "2026-07-10T00:00:00Z") == "good");  // what was known then
    CHECK(state(early, "2026-07-16T00:00:00Z") == "unknown");
    // A list made after the certificate's end no longer names it.
    CHECK(state(good, "2026-06-01T00:00:00Z", "2026-08-01T00:00:00Z") == "unknown");
}

TEST_CASE("a list is decoded once, and a list of another issuer not at all") {
    const std::string list = pki().crl("public-issuing", "2026-08-15T00:00:00Z"), copy = list;
    CHECK(RevocationList::of(list) != nullptr);
    CHECK(RevocationList::of(list) == RevocationList::of(copy));
    CHECK(RevocationList::of(list.substr(0, list.size() - 1)) == nullptr);
    const Handle<X509_NAME, X509_NAME_free> other(X509_NAME_new());
    const X509_NAME* own = X509_CRL_get_issuer(RevocationList::of(list)->get());
    CHECK_FALSE(RevocationList::is_of_another(list, own));
    CHECK(RevocationList::is_of_another(list, other.get()));
    // Only the beginning is read; what cannot be read that far is left to the decoder.
    CHECK(RevocationList::is_of_another(list + "x", other.get()));
    for (const std::size_t size : {0, 1, 4, 12, 40})
        CHECK_FALSE(RevocationList::is_of_another(std::string_view(list).substr(0, size), other.get()));
}

TEST_CASE("an answer tells of one certificate") {
    const std::string issuer = pki().der("public-issuing"), principal = pki().der("principal"),
                      revoked = pki().der("revoked");
    const auto good = read_ocsp(pki().ocsp("public", "principal", "2026-08-15T00:00:00Z"), principal, issuer);
    const auto bad = read_ocsp(pki().ocsp("public", "revoked", "2026-08-15T00:00:00Z"), revoked, issuer);
    CHECK(state(good, "2026-08-15T00:00:00Z") == "good");
    CHECK(state(good, "2026-08-22T00:00:00Z") == "good");
    CHECK(state(good, "2026-08-23T00:00:00Z") == "unknown");
    CHECK(state(bad, "2026-08-15T00:00:00Z") == "revoked");
    CHECK(state(bad, "2026-06-15T00:00:00Z") == "good");
    REQUIRE(good);
    REQUIRE(good->delegate_until);
    CHECK(to_rfc3339({good->delegate_until->unix_s, 0}) == "2036-01-01T00:00:00Z");
}

TEST_CASE("what another authority signed, or is about another certificate, is no answer") {
    const std::string issuer = pki().der("public-issuing"), principal = pki().der("principal"),
                      other = pki().der("government-issuing");
    std::string list = pki().crl("public-issuing", "2026-08-15T00:00:00Z");
    CHECK_FALSE(read_crl(pki().crl("government-issuing", "2026-08-15T00:00:00Z"), principal, issuer));
    CHECK_FALSE(read_crl(list, principal, other));
    CHECK_FALSE(read_crl(list + "x", principal, issuer));
    list.back() = static_cast<char>(list.back() ^ 1);
    CHECK_FALSE(read_crl(list, principal, issuer));
    std::string answer = pki().ocsp("public", "principal", "2026-08-15T00:00:00Z");
    CHECK_FALSE(read_ocsp(answer, pki().der("homeroom"), issuer));
    CHECK_FALSE(read_ocsp(answer, principal, other));
    CHECK_FALSE(read_ocsp(answer + "x", principal, issuer));
    answer[answer.size() / 4] = static_cast<char>(answer[answer.size() / 4] ^ 1);
    CHECK_FALSE(read_ocsp(answer, principal, issuer));
    CHECK_FALSE(read_crl("", principal, issuer));
    CHECK_FALSE(read_ocsp("", principal, issuer));
}

TEST_CASE("a responder that the issuer did not name is not believed") {
    const std::string principal = pki().der("principal"), issuer = pki().der("public-issuing");
    const auto answered_by = [&](const std::string& responder) {
        const auto made = run("cd '" + pki().path("") +
                              "' && openssl ocsp -issuer public-issuing.pem -cert principal.pem "
                              "-no_nonce -reqout request && openssl ocsp -index public-issuing.index -CA "
                              "public-issuing.pem -rsigner " +
                              responder + ".pem -rkey " + responder +
                              ".key.pem -rmd sha256 -ndays 7 -reqin request -respout answer");
        INFO(made.output);
        return read_ocsp(pki().read("answer"), principal, issuer).has_value();
    };
    CHECK(answered_by("ocsp-public"));
    CHECK(answered_by("public-issuing"));
    CHECK_FALSE(answered_by("ocsp-government"));
    CHECK_FALSE(answered_by("homeroom"));
}
