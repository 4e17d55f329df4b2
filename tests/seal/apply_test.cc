// Sealing pages: every square filled, every token bound to its page, its set and its key.
#include <catch2/catch.hpp>
#include <random>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "tests/seal/support.h"

using namespace hocba;
using test::Folder;
using test::pages_of;

namespace {

const std::vector<std::string> kTexts = {"Trang bìa",
                                         "Toán\x1F"
                                         "9",
                                         "Ngữ văn\x1F"
                                         "8"};
const std::string kIssueId = sha256("issue");

form::Issue issue(const seal::Sealer& sealer, const std::string& host = "hocba.edu.vn") {
    form::Issue out;
    out.revision = 2;
    out.issued_at = *parse_instant("2024-05-31T10:00:00+07:00");
    out.school = "01000417";
    out.host = host;
    out.seal_key_id = to_hex(sealer.key_id());
    return out;
}

form::Holder holder(const std::string& name = "Nguyễn Văn A") {
    return {name, "001214000017", "2014-03-15", "2023-2024", "4A1"};
}

Result<page::Sealed> sealed(const test::SealKeyOfRfc8037& key, const page::Pages& pages) {
    return seal::apply(pages, issue(*key.sealer), kIssueId, 1, holder(), *key.sealer);
}

template <class T>
std::string problem(const Result<T>& result, Fault fault) {
    if (result) return "done";
    CHECK(result.error().fault == fault);
    CHECK_FALSE(result.error().problems.at(0).what.vi.empty());
    return result.error().problems.at(0).where + ": " + result.error().problems.at(0).what.en;
}

const Modules& modules(const page::Pages& pages, std::size_t page) {
    return std::get<page::Seal>(pages.pages[page].groups[1].items[0]).modules;
}

}  // namespace

TEST_CASE("every page gets a token that says which page of which document it is") {
    const test::SealKeyOfRfc8037 key;
    const auto pages = pages_of(kTexts);
    const auto out = sealed(key, pages);
    REQUIRE(out);
    REQUIRE(out->tokens.size() == 3);
    std::string digests;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto token = seal::parse(out->tokens[i]);
        REQUIRE(token);
        CHECK(out->tokens[i].find("HTTPS://HOCBA.EDU.VN/V#") == 0);
        CHECK(token->host == "hocba.edu.vn");
        CHECK(token->key_id == sha256(key.spki).substr(0, 4));
        CHECK(seal::signature_matches(*token, key.spki));
        CHECK(token->claims.page == static_cast<std::int64_t>(i) + 1);
        CHECK(token->claims.pages == 3);
        CHECK(token->claims.document == kIssueId.substr(0, 8));
        CHECK(token->claims.revision == 2);
        CHECK(token->claims.pupil_tail == "0017");
        CHECK(token->claims.page_digest == sha256(kTexts[i]).substr(0, 16));
        digests += sha256(kTexts[i]);
        CHECK(modules(out->pages, i).side > 0);
        CHECK(modules(out->pages, i).side <= 69);  // version 13
    }
    CHECK(seal::set_digest(pages) == sha256(digests));
    CHECK(seal::parse(out->tokens[0])->claims.set_digest == sha256(digests).substr(0, 8));
    CHECK(sealed(key, pages)->tokens == out->tokens);  // RFC 8032 is deterministic
}

TEST_CASE("a changed bit of a token's data breaks it") {
    const test::SealKeyOfRfc8037 key;
    const std::string good = sealed(key, pages_of(kTexts))->tokens[1];
    const std::string cbor = *from_base32(good.substr(good.find('#') + 1));
    for (std::size_t bit = 0; bit < cbor.size() * 8; bit += 3) {
        std::string bad = cbor;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
        const auto token = seal::parse("HTTPS://HOCBA.EDU.VN/V#" + to_base32(bad));
        INFO("bit " << bit);
        CHECK_FALSE(
            (token && token->key_id == key.sealer->key_id() && seal::signature_matches(*token, key.spki)));
    }
}

TEST_CASE("no text that is not a seal is read or crashes the reader") {
    std::mt19937 random(5);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes(random() % 250, '\0');
        for (char& c : bytes) c = static_cast<char>(random());
        if (i % 2 == 0) bytes = from_hex("d2844aa2012704446b69646ba0").value() + bytes;
        CHECK_FALSE(seal::parse("HTTPS://HOCBA.EDU.VN/V#" + to_base32(bytes)));
    }
}

TEST_CASE("recorded tokens fill the same pages without the key, and no others") {
    const test::SealKeyOfRfc8037 key;
    const auto pages = pages_of(kTexts);
    const auto first = sealed(key, pages);
    REQUIRE(first);
    const auto again = seal::apply_recorded(pages, first->tokens);
    REQUIRE(again);
    CHECK(again->tokens == first->tokens);
    CHECK(modules(again->pages, 2) == modules(first->pages, 2));

    auto swapped = first->tokens;
    std::swap(swapped[0], swapped[1]);
    CHECK(problem(seal::apply_recorded(pages, swapped), Fault::record) ==
          "page 1: The recorded seal is of another page.");
    auto changed = kTexts;
    changed[1] =
        "Toán\x1F"
        "10";
    CHECK(problem(seal::apply_recorded(pages_of(changed), first->tokens), Fault::record) ==
          "page 2: The page's text is not the text that was sealed.");
    CHECK(problem(seal::apply_recorded(pages, {first->tokens[0]}), Fault::record) ==
          "--seals: There are not as many recorded seals as pages.");
    auto other = issue(*key.sealer);
    other.revision = 3;
    auto mixed = first->tokens;
    mixed[2] = seal::apply(pages, other, kIssueId, 1, holder(), *key.sealer)->tokens[2];
    CHECK(problem(seal::apply_recorded(pages, mixed), Fault::record) ==
          "page 3: The recorded seals are not of one set of pages.");
    CHECK(problem(seal::apply_recorded(pages, {"x", "y", "z"}), Fault::record) ==
          "QR: This QR is no transcript seal (HTTPS://…/V#…).");
}

TEST_CASE("a page without a square, and a square too small, are the form's fault") {
    const test::SealKeyOfRfc8037 key;
    auto pages = pages_of(kTexts);
    pages.pages[2].groups.pop_back();
    CHECK(problem(sealed(key, pages), Fault::form) == "page 3: The page has no seal square.");
    // 57 modules or more and 8 of quiet zone: under 430 µm each in 25 mm.
    CHECK(problem(sealed(key, pages_of(kTexts, Length{25000})), Fault::form)
              .find("page 1: The seal is too small: ") == 0);
}

TEST_CASE("the longest legal name fits version 13; a longer host does not") {
    const test::SealKeyOfRfc8037 key;
    const std::string name = "Công Tằng Tôn Nữ Hoàng Thị Kim Ngân Phương Thảo";
    const auto pages = pages_of(kTexts);
    const auto fits =
        seal::apply(pages, issue(*key.sealer, "hocba.hanoi.edu.vn"), kIssueId, 1, holder(name), *key.sealer);
    REQUIRE(fits);
    CHECK(modules(fits->pages, 0).side <= 69);
    const auto longer = seal::apply(pages, issue(*key.sealer, std::string(200, 'a') + ".edu.vn"), kIssueId, 1,
                                    holder(name), *key.sealer);
    CHECK(problem(longer, Fault::form).find("The seal is too small") != std::string::npos);
}

TEST_CASE("a key that the issue does not name seals nothing") {
    const test::SealKeyOfRfc8037 key;
    auto other = issue(*key.sealer);
    other.seal_key_id = "00000000";
    CHECK(problem(seal::apply(pages_of(kTexts), other, kIssueId, 1, holder(), *key.sealer), Fault::signing) ==
          "issue/seal_key_id: The seal key is not the one that the issue names.");
}

TEST_CASE("what is wrong with a seal key file is said") {
    const Folder folder("sealkey");
    const std::string good = test::key_file(folder);
    CHECK(seal::open_pkcs12(good, "1234"));
    CHECK(
        problem(seal::open_pkcs12(good, "12345"), Fault::signing).find("The PIN of the key file is wrong.") !=
        std::string::npos);
    CHECK(problem(seal::open_pkcs12(folder / "none", "1234"), Fault::signing)
              .find("The key file (PKCS#12) cannot be opened.") != std::string::npos);
    CHECK(problem(seal::open_pkcs12(folder / "c.pem", "1234"), Fault::signing)
              .find("This file is no PKCS#12 key file.") != std::string::npos);
    const std::string ec = test::key_file(folder, "ec -pkeyopt ec_paramgen_curve:P-256");
    CHECK(problem(seal::open_pkcs12(ec, "1234"), Fault::signing)
              .find("The key in the file is no seal key (Ed25519).") != std::string::npos);
}
