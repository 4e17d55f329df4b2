// The CMS that we make, judged by openssl and by our own strict reader.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/der.h"
#include "engine/sign/sign.h"
#include "tests/support/process.h"

using namespace hocba;
using test::demo_pki;
using test::Folder;
using test::run;

namespace {

const std::string kContent = "Học bạ của Nguyễn Văn A\n";
const Instant kNow = *parse_instant("2030-05-31T10:00:00+07:00");

std::unique_ptr<sign::Signer> signer(const std::string& who, sign::Digest digest = sign::Digest::sha256) {
    auto opened = sign::open_pkcs12(demo_pki() / (who + ".p12"), "demo-pin", kNow, digest);
    REQUIRE(opened);
    return std::move(*opened);
}

/// As finish_signature() makes it, for a path that may be odd.
std::string cms_by(const sign::Signer& key, const std::vector<std::string>& path) {
    const sign::Identity& identity = key.identity();
    const std::string digest = sign::digest_of(identity.digest, kContent);
    const std::string attributes = sign::der_set_of(sign::kSet, sign::signed_attributes(digest, path));
    const auto signatures = key.sign_digests({sign::digest_of(identity.digest, attributes)});
    REQUIRE(signatures);
    return sign::assemble({digest, path, identity.key, identity.digest, signatures->front(), ""});
}

std::string cms_of(const std::string& who, sign::Digest digest = sign::Digest::sha256) {
    const auto key = signer(who, digest);
    return cms_by(*key, sign::whole_path(key->identity()));
}

std::string openssl_verify(const Folder& folder, const std::string& options) {
    return "openssl cms -verify -binary -inform DER -in " + (folder / "cms.der") + " -content " +
           (folder / "content") + " -CAfile " + (demo_pki() / "pdf-roots.pem") + " " + options +
           " -out /dev/null";
}

bool sound(const sign::CmsFacts& facts) {
    return facts.faults.empty() && facts.signature_matches &&
           facts.message_digest == sign::digest_of(facts.digest, kContent);
}

}  // namespace

TEST_CASE("openssl verifies our CMS for RSA-2048 and P-256, SHA-256 and SHA-384, without signing-time") {
    const std::string who = GENERATE("principal", "school");
    const auto digest = GENERATE(sign::Digest::sha256, sign::Digest::sha384);
    const Folder folder("cms");
    REQUIRE(write_file(folder / "cms.der", cms_of(who, digest)));
    REQUIRE(write_file(folder / "content", kContent));
    const auto plain = run(openssl_verify(folder, "-purpose any"));
    CHECK(plain.status == 0);
    CHECK(plain.output == "CMS Verification successful\n");
    // -cades checks the signing-certificate-v2 attribute (ETSI EN 319 122-1, 5.2.2.3).
    CHECK(run(openssl_verify(folder, "-purpose any -cades")).output.find("CAdES Verification successful") !=
          std::string::npos);
    const auto printed = run("openssl cms -cmsout -print -noout -inform DER -in " + (folder / "cms.der"));
    CHECK(printed.output.find("signingTime") == std::string::npos);
    CHECK(printed.output.find("id-smime-aa-signingCertificateV2") != std::string::npos);
    REQUIRE(write_file(folder / "content", kContent + " "));
    CHECK(run(openssl_verify(folder, "-purpose any")).status != 0);
}

TEST_CASE("a strict reader finds nothing wrong with our CMS and the path without the root in it") {
    const std::string who = GENERATE("principal", "school");
    const auto digest = GENERATE(sign::Digest::sha256, sign::Digest::sha384);
    const auto facts = sign::inspect_cms(cms_of(who, digest));
    CHECK(facts.faults.empty());
    CHECK(sound(facts));
    CHECK(facts.certificates.size() == 2);  // the signer and the issuing CA
    CHECK(facts.signer_certificate == signer(who)->identity().certificate);
}

TEST_CASE("each of 300 single flipped bits in a CMS is detected") {
    const std::string who = GENERATE("principal", "school");
    const std::string good = cms_of(who, GENERATE(sign::Digest::sha256, sign::Digest::sha384));
    std::mt19937 random(20300531);
    for (int i = 0; i < 300; ++i) {
        const std::size_t bit = random() % (good.size() * 8);
        std::string bad = good;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
        INFO(who << ": bit " << bit % 8 << " of byte " << bit / 8);
        CHECK_FALSE(sound(sign::inspect_cms(bad)));
    }
}

TEST_CASE("every cut of a CMS, and a byte behind it, is refused") {
    const std::string good = cms_of("school");
    for (std::size_t size = 0; size < good.size(); size += 7)
        CHECK(sign::inspect_cms(good.substr(0, size)).faults == std::vector<std::string>{"cms-not-der"});
    CHECK(sign::inspect_cms(good + '\0').faults == std::vector<std::string>{"cms-not-der"});
}

TEST_CASE("what openssl itself signs is named for its signing-time") {
    const Folder folder("cms");
    REQUIRE(write_file(folder / "content", kContent));
    const auto made =
        run("cd " + folder.path().string() + " && openssl pkcs12 -in " + (demo_pki() / "school.p12") +
            " -passin pass:demo-pin -nodes -out key.pem && openssl cms -sign -binary -cades -in "
            "content -signer key.pem -certfile " +
            (demo_pki() / "issuing.pem") + " -md sha256 -outform DER -out cms.der");
    REQUIRE(made.status == 0);
    const auto facts = sign::inspect_cms(*read_file(folder / "cms.der"));
    CHECK(facts.signature_matches);
    CHECK(facts.message_digest == sha256(kContent));
    const auto has = [&](const char* code) {
        return std::find(facts.faults.begin(), facts.faults.end(), code) != facts.faults.end();
    };
    CHECK(has("cms-signing-time"));
    CHECK(has("cms-attributes"));
}

TEST_CASE("a certificate that is not of the path is a fault, even if the signer named it") {
    const Folder folder("cms");
    REQUIRE(run("openssl x509 -in " + (demo_pki() / "pdf-roots.pem") + " -outform DER -out " +
                (folder / "root.der"))
                .status == 0);
    const auto school = signer("school");
    std::vector<std::string> path = sign::whole_path(school->identity());
    path.push_back(*read_file(folder / "root.der"));
    const auto facts = sign::inspect_cms(cms_by(*school, path));
    CHECK(facts.signature_matches);
    CHECK(facts.certificates.size() == 3);
    CHECK(facts.faults == std::vector<std::string>{"cms-extra-certificate", "cms-signing-certificate"});
}

TEST_CASE("the length of a DER value is that of its strict definite form") {
    struct Case {
        std::string bytes;
        std::size_t length;
    };
    const std::vector<Case> cases = {
        {std::string("\x30\x03\x02\x01\x05", 5), 5},
        {std::string("\x30\x03\x02\x01\x05\x00\x00", 7), 5},              // zeros behind it do not count
        {std::string("\x30\x80\x02\x01\x05\x00\x00", 7), 0},              // indefinite
        {std::string("\x30\x81\x03\x02\x01\x05", 6), 0},                  // long form of a short length
        {std::string("\x30\x82\x00\x81", 4) + std::string(129, 'x'), 0},  // a leading zero
        {std::string("\x30\x81\x81", 3) + std::string(129, 'x'), 132},
        {std::string("\x30\x05\x02\x01\x05", 5), 0},  // cut off
        {"", 0},
        {"0", 0},
    };
    for (const auto& [bytes, length] : cases) CHECK(sign::der_length(bytes) == length);
}
