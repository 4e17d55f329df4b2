// Signing at a remote service (CSC API v2): one authorisation for many hashes, and what a service can refuse.
#include <catch2/catch.hpp>

#include "engine/sign/certificate.h"
#include "engine/sign/keys.h"
#include "tests/pdf/sample_pages.h"
#include "tests/support/csc_service.h"

using namespace hocba;
using test::CscService;

namespace {

const Instant kNow = *parse_instant("2026-11-25T10:00:00+07:00");

Result<std::unique_ptr<sign::Signer>> open(const CscService& service,
                                           const std::string& secret = "open-sesame",
                                           sign::Digest digest = sign::Digest::sha256) {
    return sign::open_csc({service.url(), "desk"}, [&] { return Result<Secret>(Secret(secret)); },
                          {kNow, digest});
}

std::string english(const Error& error) {
    const Problem& problem = error.problems.at(0);
    CHECK(error.fault == Fault::signing);
    CHECK_FALSE(problem.what.vi.empty());
    CHECK_FALSE(problem.hint.vi.empty());
    CHECK_FALSE(problem.hint.en.empty());
    return problem.what.en;
}

std::vector<std::string> digests(std::size_t count, sign::Digest digest = sign::Digest::sha256) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(sign::digest_of(digest, std::to_string(i)));
    return all;
}

bool verifies(const sign::Signer& signer, const std::string& digest, const std::string& signature) {
    const auto parts = sign::parts_of(signer.identity().certificate);
    return parts && sign::signature_matches(parts->public_key, signer.identity().digest, digest, signature);
}

}  // namespace

TEST_CASE("one authorisation is asked for as many hashes as the credential allows") {
    const CscService service("principal");
    service.put("multisign", "20");
    const auto signer = open(service);
    REQUIRE(signer);
    CHECK((*signer)->at_once() == 20);
    CHECK((*signer)->identity().intermediates.size() == 1);
    const auto all = digests(45);  // 20 + 20 + 5
    const auto signatures = (*signer)->sign_digests(all);
    REQUIRE(signatures);
    REQUIRE(signatures->size() == 45);
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(verifies(**signer, all[i], (*signatures)[i]));
    CHECK(service.log() ==
          "credentials/info\n"
          "credentials/authorize 20\nsignatures/signHash 20\n"
          "credentials/authorize 20\nsignatures/signHash 20\n"
          "credentials/authorize 5\nsignatures/signHash 5\n");
}

TEST_CASE("RSA and P-256, SHA-256 and SHA-384, DER or r and s: the document is signed") {
    const std::string name = GENERATE("principal", "homeroom");
    const auto digest = GENERATE(sign::Digest::sha256, sign::Digest::sha384);
    const CscService service(name);
    service.put("mode", name == "homeroom" && digest == sign::Digest::sha256 ? "raw" : "");
    const auto signer = open(service, "open-sesame", digest);
    REQUIRE(signer);
    const std::string draft = pdf::write(sample::slots(), sample::fonts(), sample::info())->bytes;
    const auto pdf = sign::sign_pdf(draft, {"principal", {"principal", "school"}, kNow, ""}, **signer);
    REQUIRE(pdf);
    CHECK(pdf->starts_with(draft));
}

TEST_CASE("what a service refuses when the key is opened is said") {
    const CscService service("principal");
    const auto [mode, secret, message] = GENERATE(table<std::string, std::string, std::string>({
        {"down", "open-sesame", "The remote signing service is out of order (HTTP 503)."},
        {"", "abracadabra", "The service does not accept the access token: the access token has expired."},
        {"disabled", "open-sesame", "The key of this credential is disabled."},
        {"explicit", "open-sesame",
         "This credential wants a PIN or one-time code for each authorisation (explicit)."},
    }));
    service.put("mode", mode);
    const auto opened = open(service, secret);
    REQUIRE_FALSE(opened);
    CHECK(english(opened.error()) == message);
}

TEST_CASE("what a service refuses when it should sign is said, and it is not asked again") {
    const CscService service("principal");
    const auto [mode, message] = GENERATE(table<std::string, std::string>({
        {"refused", "The authorisation to sign was refused: the signer said no."},
        {"one-less", "The service gave 2 signatures for 3 documents."},
        {"down", "The remote signing service is out of order (HTTP 503)."},
    }));
    service.put("mode", "");
    const auto signer = open(service);
    REQUIRE(signer);
    service.put("mode", mode);
    const auto refused = (*signer)->sign_digests(digests(3));
    REQUIRE_FALSE(refused);
    CHECK(english(refused.error()) == message);
    service.put("mode", "");
    service.put("log", "");
    CHECK_FALSE((*signer)->sign_digests(digests(1)));
    CHECK(service.log().empty());
}

TEST_CASE("a signature over something else never enters a document") {
    const CscService service("principal");
    const auto signer = open(service);
    REQUIRE(signer);
    service.put("mode", "wrong-signature");
    const std::string draft = pdf::write(sample::slots(), sample::fonts(), sample::info())->bytes;
    const auto pdf = sign::sign_pdf(draft, {"principal", {"principal", "school"}, kNow, ""}, **signer);
    REQUIRE_FALSE(pdf);
    CHECK(english(pdf.error()) ==
          "The remote signing service gave a wrong signature (not of this key over this document).");
    service.put("mode", "");
    service.put("log", "");
    CHECK_FALSE((*signer)->sign_digests(digests(1)));  // the batch is over
    CHECK(service.log().empty());
}

TEST_CASE("nobody at the address, another credential, and a network without encryption are told apart") {
    const auto secret = [] { return Result<Secret>(Secret("open-sesame")); };
    const auto nobody = sign::open_csc({"http://127.0.0.1:9", "desk"}, secret, {kNow});
    REQUIRE_FALSE(nobody);
    CHECK(english(nobody.error()).starts_with("The service does not answer: "));
    const CscService service("principal");
    const auto other = sign::open_csc({service.url(), "other"}, secret, {kNow});
    REQUIRE_FALSE(other);
    CHECK(english(other.error()) ==
          "The remote signing service refused credentials/info: no such credential.");
    const auto clear = sign::open_csc({"http://sign.example/csc/v2", "desk"}, secret, {kNow});
    REQUIRE_FALSE(clear);
    CHECK(clear.error().fault == Fault::usage);
}
