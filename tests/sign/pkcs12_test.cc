// Opening a signer's key file: each way to fail has its own message.
#include <catch2/catch.hpp>

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/sign/keys.h"
#include "tests/support/process.h"

using namespace hocba;
using test::demo_pki;
using test::Folder;
using test::run;

namespace {

const Instant kNow = *parse_instant("2030-05-31T10:00:00+07:00");

std::string english(const std::string& path, const std::string& pin = "demo-pin", Instant at = kNow) {
    const auto opened = sign::open_pkcs12(path, pin, at);
    if (opened) return "opened";
    CHECK(opened.error().fault == Fault::signing);
    const Problem& problem = opened.error().problems.at(0);
    CHECK_FALSE(problem.what.vi.empty());
    CHECK_FALSE(problem.hint.vi.empty());
    return problem.what.en;
}

/// A self-signed key file made by openssl; `arguments` choose key and extensions.
std::string key_file(const Folder& folder, const std::string& arguments) {
    const auto made =
        run("cd " + folder.path().string() + " && openssl req -x509 -newkey " + arguments +
            " -nodes -days 7300 -subj /CN=T -keyout k.pem -out c.pem && openssl pkcs12 -export -inkey k.pem "
            "-in c.pem -passout pass:demo-pin -out k.p12");
    REQUIRE(made.status == 0);
    return folder / "k.p12";
}

}  // namespace

TEST_CASE("a signer has a name in Vietnamese, an algorithm, and a path without the root") {
    const auto principal = sign::open_pkcs12(demo_pki() / "principal.p12", "demo-pin", kNow);
    REQUIRE(principal);
    const sign::Identity& leader = (*principal)->identity();
    CHECK(leader.name == "Trần Văn E");
    CHECK(leader.key == sign::KeyKind::rsa);
    CHECK(leader.longest_signature == 256);  // RSA-2048
    CHECK(leader.intermediates.size() == 1);
    const auto school = sign::open_pkcs12(demo_pki() / "school.p12", "demo-pin", kNow);
    REQUIRE(school);
    CHECK((*school)->identity().name == "Trường Tiểu học Quang Trung");
    CHECK((*school)->identity().key == sign::KeyKind::p256);
    CHECK((*school)->identity().intermediates == leader.intermediates);
}

TEST_CASE("a root in the key file stays out of the path") {
    const Folder folder("p12");
    const auto made =
        run("cd " + folder.path().string() + " && openssl pkcs12 -in " + (demo_pki() / "school.p12") +
            " -passin pass:demo-pin -nodes -nocerts -out k.pem && cat " + (demo_pki() / "issuing.pem") + " " +
            (demo_pki() / "pdf-roots.pem") + " " + (demo_pki() / "homeroom.pem") +
            " > others.pem && openssl pkcs12 -export -inkey k.pem -in " + (demo_pki() / "school.pem") +
            " -certfile others.pem -passout pass:demo-pin -out k.p12");
    REQUIRE(made.status == 0);
    const auto opened = sign::open_pkcs12(folder / "k.p12", "demo-pin", kNow);
    REQUIRE(opened);
    CHECK((*opened)->identity().intermediates.size() ==
          1);  // the file holds issuing CA, root and a colleague
}

TEST_CASE("what is wrong with a key file is said") {
    const std::string good = demo_pki() / "school.p12";
    CHECK(english(good) == "opened");
    CHECK(english(demo_pki() / "nobody.p12") == "The key file (PKCS#12) cannot be opened.");
    CHECK(english(demo_pki() / "school.pem") == "This file is no PKCS#12 key file.");
    CHECK(english(good, "Demo-pin") == "The PIN of the key file is wrong.");
    CHECK(english(good, "") == "The PIN of the key file is wrong.");
    CHECK(english(good, "demo-pin", *parse_instant("2020-01-01T00:00:00Z"))
              .find("The certificate is not yet valid (from ") == 0);
    CHECK(english(good, "demo-pin", *parse_instant("2099-01-01T00:00:00Z"))
              .find("The certificate expired on ") == 0);
}

TEST_CASE("a key file with certificates only has no key") {
    const Folder folder("p12");
    const auto made = run("openssl pkcs12 -export -nokeys -in " + (demo_pki() / "school.pem") +
                          " -passout pass:demo-pin -out " + (folder / "k.p12"));
    REQUIRE(made.status == 0);
    CHECK(english(folder / "k.p12") == "There is no private key in the file.");
}

TEST_CASE("keys below the regulation's strength, and keys for encryption, do not sign") {
    const Folder folder("p12");
    const std::string weak =
        "The key is too weak or of another kind: RSA of 2048 bits or more, or ECDSA P-256, is needed.";
    CHECK(english(key_file(folder, "rsa:1024")) == weak);
    CHECK(english(key_file(folder, "ec -pkeyopt ec_paramgen_curve:P-384")) == weak);
    CHECK(english(key_file(folder, "ed25519")) == weak);
    CHECK(english(key_file(folder, "ec -pkeyopt ec_paramgen_curve:P-256 -addext keyUsage=keyEncipherment")) ==
          "The certificate is not meant for signatures (keyUsage).");
    CHECK(english(key_file(
              folder, "ec -pkeyopt ec_paramgen_curve:P-256 -addext keyUsage=digitalSignature")) == "opened");
}

TEST_CASE("a new key asks for its certificate, and signs once the answer lies beside it") {
    const auto [kind, longest] = GENERATE(table<sign::KeyKind, std::size_t>(
        {{sign::KeyKind::rsa, 384}, {sign::KeyKind::p256, 72}}));  // bytes of the longest signature
    const Folder folder("new-key");
    const auto made =
        sign::request_with_new_key(kind, "a-pin", {"Trần Văn E", "Trường Tiểu học Quang Trung"});
    REQUIRE(made);
    REQUIRE(write_file(folder / "key.p12", made->pkcs12));
    REQUIRE(write_file(folder / "csr", made->request));
    const auto signed_by_ca =
        run("cd " + folder.path().string() +
            " && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes " +
            "-days 7300 -subj /CN=CA -keyout ca.key -out ca.pem && openssl x509 -req -in csr -CA ca.pem "
            "-CAkey ca.key " +
            "-days 7300 -out answer.pem && openssl req -verify -noout -in csr");
    INFO(signed_by_ca.output);
    REQUIRE(signed_by_ca.status == 0);
    const auto secret = [] { return Result<Secret>(Secret("a-pin")); };
    const sign::KeyUse alone{kNow};
    CHECK_FALSE(sign::open_pkcs12(folder / "key.p12", secret, alone));
    const sign::KeyUse use{kNow, sign::Digest::sha256, *sign::read_certificates(folder / "answer.pem")};
    const auto signer = sign::open_pkcs12(folder / "key.p12", secret, use);
    REQUIRE(signer);
    CHECK((*signer)->identity().name == "Trần Văn E");
    CHECK((*signer)->identity().longest_signature == longest);
}
