// Signing with a token (SoftHSM), and what a token can refuse.
#include <catch2/catch.hpp>
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

#include "engine/base/file.h"
#include "engine/sign/certificate.h"
#include "engine/sign/keys.h"
#include "tests/pdf/sample_pages.h"
#include "tests/support/soft_token.h"

using namespace hocba;
using test::SoftTokens;

namespace {

const Instant kNow = *parse_instant("2026-11-25T10:00:00+07:00");

struct Attempt {
    std::string uri = "pkcs11:token=desk";
    std::string pin = "1234";
    std::string module = HOCBA_FAULTY_TOKEN;
    Instant at = kNow;
    sign::Digest digest = sign::Digest::sha256;
    std::vector<std::string> chain = {};
};

Result<std::unique_ptr<sign::Signer>> open(const Attempt& attempt) {
    return sign::open_pkcs11({attempt.uri, attempt.module},
                             [&] { return Result<Secret>(Secret(attempt.pin)); },
                             {attempt.at, attempt.digest, attempt.chain});
}

/// The English sentence, or "opened"; both languages say what and what to do.
std::string english(const Error& error) {
    const Problem& problem = error.problems.at(0);
    CHECK_FALSE(problem.what.vi.empty());
    CHECK_FALSE(problem.hint.vi.empty());
    CHECK_FALSE(problem.hint.en.empty());
    return problem.what.en;
}
std::string english(const Attempt& attempt) {
    const auto opened = open(attempt);
    return opened ? "opened" : english(opened.error());
}

/// A token "desk" with one person's key and certificate.
void add(const SoftTokens& tokens, const std::string& name, const std::string& id = "01") {
    tokens.key("desk", name, id);
    tokens.certificate("desk", name, id);
}

bool verifies(const sign::Signer& signer, const std::string& digest, const std::string& signature) {
    const auto parts = sign::parts_of(signer.identity().certificate);
    return parts && sign::signature_matches(parts->public_key, signer.identity().digest, digest, signature);
}

std::string digest_number(sign::Digest digest, int number) {
    return sign::digest_of(digest, std::to_string(number));
}

}  // namespace

TEST_CASE("RSA of 2048 and 3072 bits and P-256 sign on a token, with SHA-256 and SHA-384, under one login") {
    const SoftTokens tokens;
    tokens.token("desk");
    add(tokens, "principal", "01");
    add(tokens, "principal-3072", "02");
    add(tokens, "homeroom", "03");
    const auto [name, longest] = GENERATE(table<std::string, std::size_t>(
        {{"principal", 256}, {"principal-3072", 384}, {"homeroom", 72}}));  // bytes of the longest signature
    const auto digest = GENERATE(sign::Digest::sha256, sign::Digest::sha384);
    tokens.faults("");
    Attempt attempt;
    attempt.uri = "pkcs11:token=desk;object=" + name;
    attempt.digest = digest;
    attempt.chain = *sign::read_certificates(test::pki().path("public-issuing.pem"));
    const auto signer = open(attempt);
    REQUIRE(signer);
    CHECK((*signer)->identity().longest_signature == longest);
    CHECK((*signer)->identity().intermediates.size() == 1);
    std::vector<std::string> digests;
    for (int i = 0; i < 20; ++i) digests.push_back(digest_number(digest, i));
    const auto signatures = (*signer)->sign_digests(digests);
    REQUIRE(signatures);
    REQUIRE(signatures->size() == 20);
    for (std::size_t i = 0; i < 20; ++i) CHECK(verifies(**signer, digests[i], (*signatures)[i]));
    const std::string log = tokens.log();
    CHECK(log.starts_with("login\nsign\nsign\n"));
    CHECK(std::count(log.begin(), log.end(), '\n') == 21);  // one login, 20 signatures
}

TEST_CASE("a document signed on a token is one like any other, with the issuer that the token holds") {
    const SoftTokens tokens;
    tokens.token("desk");
    add(tokens, "homeroom");
    tokens.certificate("desk", "public-issuing", "09");
    const auto signer = open({});
    REQUIRE(signer);
    CHECK((*signer)->identity().name == "Lê Thị D");
    CHECK((*signer)->identity().intermediates.size() == 1);
    const std::string draft = pdf::write(sample::slots(), sample::fonts(), sample::info())->bytes;
    const auto pdf = sign::sign_pdf(draft, {"principal", {"principal", "school"}, kNow, ""}, **signer);
    REQUIRE(pdf);
    CHECK(pdf->starts_with(draft));
}

TEST_CASE("the address may name the key alone, an id, or a renewed certificate beside the expired one") {
    const SoftTokens tokens;
    tokens.token("desk");
    tokens.key("desk", "homeroom", "01");
    tokens.certificate("desk", "homeroom", "01");
    add(tokens, "expired", "02");
    CHECK(english({"pkcs11:token=desk;id=%01"}) == "opened");
    CHECK(english({"pkcs11:token=desk;object=homeroom;type=private"}) == "opened");
    CHECK(english({"pkcs11:token=desk"}) == "opened");  // one of the two is valid
    add(tokens, "deputy", "03");
    CHECK(english({"pkcs11:token=desk"}) == "The token holds several certificates that could sign.");
}

TEST_CASE("what is wrong with a token is said before the PIN is asked") {
    const SoftTokens tokens;
    tokens.token("desk");
    add(tokens, "expired", "01");
    add(tokens, "wrong-usage", "02");
    add(tokens, "rsa-1024", "03");
    const auto [uri, module, message] = GENERATE(table<std::string, std::string, std::string>({
        {"pkcs11:token=desk", "/nowhere/module.so", "The token's PKCS#11 library (module) is not there."},
        {"pkcs11:token=other", HOCBA_FAULTY_TOKEN, "There is no such token."},
        {"pkcs11:token=desk;object=expired", HOCBA_FAULTY_TOKEN, "The certificate expired on 01/03/2026."},
        {"pkcs11:token=desk;object=wrong-usage", HOCBA_FAULTY_TOKEN,
         "The certificate is not meant for signatures (keyUsage)."},
        {"pkcs11:token=desk;object=rsa-1024", HOCBA_FAULTY_TOKEN,
         "The key is too weak or of another kind: RSA of 2048 bits or more, or ECDSA P-256, is needed."},
        {"pkcs11:token=desk;pin-value=1234", HOCBA_FAULTY_TOKEN, "A key address must not hold the PIN."},
        {"desk", HOCBA_FAULTY_TOKEN, "This is no key address of RFC 7512."},
    }));
    tokens.faults("");
    bool asked = false;
    const auto opened = sign::open_pkcs11({uri, module},
                                          [&] {
                                              asked = true;
                                              return Result<Secret>(Secret("1234"));
                                          },
                                          {kNow});
    REQUIRE_FALSE(opened);
    CHECK(english(opened.error()) == message);
    CHECK_FALSE(asked);
    CHECK(tokens.log().empty());
    CHECK(english({"pkcs11:token=desk", "1234", HOCBA_SOURCE "/README.md"}).find("cannot be opened") !=
          std::string::npos);
}

TEST_CASE("a token says which others are inserted, and two of one name are not confused") {
    const SoftTokens tokens;
    tokens.token("first");
    tokens.token("second");
    const auto missing = open({"pkcs11:token=third"});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().problems[0].hint.en.find("first") != std::string::npos);
    CHECK(missing.error().problems[0].hint.en.find("second") != std::string::npos);
    tokens.token("first");
    CHECK(english({"pkcs11:token=first"}) == "Several inserted tokens match this address.");
}

TEST_CASE("a certificate without its private key, and a token without certificate, are told apart") {
    const SoftTokens tokens;
    tokens.token("desk");
    CHECK(english(Attempt{}) == "There is no such certificate on the token.");
    tokens.certificate("desk", "homeroom", "01");
    tokens.key("desk", "deputy", "02");
    CHECK(english(Attempt{}) == "The token has no private key for this certificate.");
}

TEST_CASE("a wrong PIN is tried once, and the token's warning is passed on") {
    const SoftTokens tokens;
    tokens.token("desk");
    add(tokens, "homeroom");
    const auto [faults, message] = GENERATE(table<std::string, std::string>({
        {"many-tries", "The PIN of the token is wrong."},
        {"", "The PIN of the token is wrong; few tries are left before the token locks it."},
        {"final-try", "The PIN of the token is wrong; ONE try is left before the token locks it."},
        {"locks", "The PIN is wrong, and the token locked it."},
    }));
    tokens.faults(faults);
    CHECK(english({"pkcs11:token=desk", "4321"}) == message);
    CHECK(tokens.log() == "login\n");
}

TEST_CASE("a locked PIN is not asked for") {
    const SoftTokens tokens;
    tokens.token("desk");
    add(tokens, "homeroom");
    tokens.faults("locked");
    CHECK(english(Attempt{}) == "The token's PIN is locked.");
    CHECK(tokens.log().empty());
}

TEST_CASE("a token pulled out in the middle is said, and it is left alone afterwards") {
    const SoftTokens tokens;
    tokens.token("desk");
    add(tokens, "homeroom");
    tokens.faults("removed-after=3");
    const auto signer = open({});
    REQUIRE(signer);
    const std::string digest = digest_number(sign::Digest::sha256, 1);
    REQUIRE((*signer)->sign_digests({digest, digest}));
    const auto pulled = (*signer)->sign_digests({digest, digest});  // the third works, the fourth does not
    REQUIRE_FALSE(pulled);
    CHECK(english(pulled.error()) == "The token was removed in the middle of the work.");
    tokens.faults("");
    CHECK_FALSE((*signer)->sign_digests({digest}));
    CHECK(tokens.log().empty());
}

TEST_CASE("a key that wants its PIN before each signature gets it, without asking the person again") {
    const SoftTokens tokens;
    tokens.token("desk");
    add(tokens, "principal");
    tokens.faults("always-authenticate");
    int asked = 0;
    const auto signer = sign::open_pkcs11({"pkcs11:token=desk", HOCBA_FAULTY_TOKEN},
                                          [&] {
                                              ++asked;
                                              return Result<Secret>(Secret("1234"));
                                          },
                                          {kNow});
    REQUIRE(signer);
    const std::string digest = digest_number(sign::Digest::sha256, 1);
    REQUIRE((*signer)->sign_digests({digest, digest}));
    CHECK(tokens.log() == "login\nlogin again\nsign\nlogin again\nsign\n");
    CHECK(asked == 1);
}

TEST_CASE("a key that was made on the token asks for its certificate without leaving it") {
    const SoftTokens tokens;
    tokens.token("desk");
    const std::string kind = GENERATE("rsa:2048", "EC:prime256v1");
    tokens.made_there("desk", kind, "01");
    const auto request = sign::request_from_token({"pkcs11:token=desk;object=sign", HOCBA_FAULTY_TOKEN},
                                                  [] { return Result<Secret>(Secret("1234")); },
                                                  {"Trần Văn E", "Trường Tiểu học Quang Trung"});
    REQUIRE(request);
    const test::Folder folder("request");
    REQUIRE(write_file(folder / "csr", *request));
    const auto checked =
        test::run("openssl req -verify -noout -subject -nameopt utf8,sep_comma_plus -in " + (folder / "csr"));
    INFO(checked.output);
    CHECK(checked.status == 0);
    CHECK(checked.output.find("C=VN,O=Trường Tiểu học Quang Trung,CN=Trần Văn E") != std::string::npos);
}

TEST_CASE("a seal key made on a token signs as RFC 8032 says, and another kind of key is refused") {
#if defined(__SANITIZE_ADDRESS__)
    const __lsan::ScopedDisabler softhsm;  // 2.6.1 leaks the curve's name at each C_SignInit with Ed25519
#endif
    const SoftTokens tokens;
    tokens.token("seal");
    const auto pin = [] { return Result<Secret>(Secret("1234")); };
    const sign::Token seal{"pkcs11:token=seal;object=seal-2026", test::kSoftHsm};
    const auto made = sign::make_ed25519(seal, pin);
    REQUIRE(made);
    const auto opened = sign::open_ed25519(seal, pin);
    REQUIRE(opened);
    CHECK((*made)->public_key() == (*opened)->public_key());
    const auto first = (*made)->sign("message"), second = (*opened)->sign("message");
    REQUIRE(first);
    CHECK(first->size() == 64);
    CHECK(*first == *second);  // Ed25519 is deterministic
    const test::Folder folder("seal-key");
    REQUIRE(write_file(folder / "spki", (*made)->public_key()));
    REQUIRE(write_file(folder / "message", "message"));
    REQUIRE(write_file(folder / "signature", *first));
    CHECK(test::run("openssl pkeyutl -verify -pubin -keyform DER -inkey " + (folder / "spki") +
                    " -rawin -in " + (folder / "message") + " -sigfile " + (folder / "signature"))
              .status == 0);
    CHECK(english(sign::make_ed25519(seal, pin).error()) ==
          "The address lacks object=, or the token has such a key; an old key is never replaced.");
    CHECK(english(sign::make_ed25519({"pkcs11:token=seal", test::kSoftHsm}, pin).error()) ==
          "The address lacks object=, or the token has such a key; an old key is never replaced.");
    tokens.made_there("seal", "EC:prime256v1", "07");  // labelled "sign"
    CHECK(english(sign::open_ed25519({"pkcs11:token=seal;object=sign", test::kSoftHsm}, pin).error()) ==
          "The key on the token is no seal key (Ed25519).");
}
