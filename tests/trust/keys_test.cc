// Keys and signatures of the lists, against RFC 8037 and openssl.
#include "engine/trust/ed25519.h"
#include "tests/trust/trust_folder.h"

using namespace hocba;
using namespace hocba::test;

TEST_CASE("a public JWK is that of RFC 8037, from the private and from the public PEM") {
    const auto jwk = trust::jwk_of(kRootPem);
    REQUIRE(jwk);
    CHECK(canonical(*jwk) == std::string(R"({"crv":"Ed25519","kty":"OKP","x":")") + kRootX + "\"}");
    const Folder folder("jwk");
    REQUIRE(write_file(folder / "k.pem", kRootPem));
    REQUIRE(run("openssl pkey -in " + (folder / "k.pem") + " -pubout -out " + (folder / "p.pem")).status ==
            0);
    CHECK(*trust::jwk_of(*read_file(folder / "p.pem")) == *jwk);
    CHECK_FALSE(trust::jwk_of("no key"));
}

TEST_CASE("a JWS is deterministic, and openssl verifies its signature") {
    const std::string made = jws(Json::Object{{"a", 1}}, "t");
    CHECK(made == jws(Json::Object{{"a", 1}}, "t"));
    // {"alg":"EdDSA","typ":"t"} and {"a":1}
    CHECK(made.find("eyJhbGciOiJFZERTQSIsInR5cCI6InQifQ.eyJhIjoxfQ.") == 0);
    const auto dot = made.rfind('.');
    const Folder folder("jws");
    REQUIRE(write_file(folder / "message", made.substr(0, dot)));
    REQUIRE(write_file(folder / "signature", *from_base64url(made.substr(dot + 1))));
    REQUIRE(write_file(folder / "k.pem", kRootPem));
    const auto verified =
        run("cd " + folder.path().string() +
            " && openssl pkey -in k.pem -pubout -out p.pem && openssl pkeyutl -verify -pubin "
            "-inkey p.pem -rawin -in message -sigfile signature");
    CHECK(verified.status == 0);
    CHECK_FALSE(trust::make_jws("{}", "no key", "t"));
}

TEST_CASE("a key that lies elsewhere gets a certificate that openssl verifies; a wrong signature none") {
    const auto here = trust::create_key("here", kFrom, kUntil, "pin");
    REQUIRE(here);
    const auto key = trust::seal_key_of(here->certificate_pem, "01000417", trust::KeyState::active);
    REQUIRE(key);
    const auto by_key = [&](std::string_view message) {
        return trust::sign_ed25519(message, here->private_pem);
    };
    const auto pem = trust::self_signed(key->spki, "Mã xác thực 01000417", kFrom, kUntil, by_key);
    REQUIRE(pem);
    const Folder folder("elsewhere");
    REQUIRE(write_file(folder / "c.pem", *pem));
    CHECK(run("openssl verify -check_ss_sig -no_check_time -CAfile " + (folder / "c.pem") + " " +
              (folder / "c.pem"))
              .status == 0);
    const auto again = trust::seal_key_of(*pem, "01000417", trust::KeyState::active);
    REQUIRE(again);
    CHECK(again->spki == key->spki);
    CHECK(again->from == kFrom);
    CHECK(again->until == kUntil);
    const auto by_another = [](std::string_view message) { return trust::sign_ed25519(message, kRootPem); };
    CHECK_FALSE(trust::self_signed(key->spki, "x", kFrom, kUntil, by_another));
    CHECK_FALSE(trust::self_signed("no key", "x", kFrom, kUntil, by_key));
}
