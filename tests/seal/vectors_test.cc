// The published test vectors (tests/seal/vectors.json) are what this engine makes, byte for byte.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/json.h"
#include "engine/base/utf8.h"
#include "engine/seal/claims.h"
#include "engine/seal/cose.h"
#include "tests/seal/support.h"

using namespace hocba;

namespace {

const std::string kVectors = HOCBA_SOURCE "/tests/seal/vectors.json";

seal::Claims claims(std::int64_t page, const std::string& name, const std::string& born) {
    seal::Claims c;
    c.form = 1;
    c.document = sha256("issue").substr(0, 8);
    c.revision = 1;
    c.page = page;
    c.pages = 3;
    c.issued_at = *parse_instant("2024-05-31T10:00:00+07:00");
    c.page_digest = sha256("page " + std::to_string(page)).substr(0, 16);
    c.set_digest = sha256(sha256("page 1") + sha256("page 2") + sha256("page 3")).substr(0, 8);
    c.school = "01000417";
    c.pupil_tail = "0017";
    c.name = name;
    c.born = born;
    c.school_year = "2023-2024";
    c.class_name = "4A1";
    if (page > 1) c.cells = {{0, 105}, {1, 90}, {2, 106}, {3, 75}, {5, 104}};
    if (page == 3) c.cells = {{12, 85}, {13, 126}};
    return c;
}

Json cells_json(const seal::Claims& c) {
    Json::Array cells;
    for (const seal::Cell& cell : c.cells)
        cells.emplace_back(Json::Array{cell.number, static_cast<std::int64_t>(cell.code)});
    return cells;
}

Json claims_json(const seal::Claims& c) {
    return Json::Object{{"version", seal::Claims::version},
                        {"form", c.form},
                        {"document", to_hex(c.document)},
                        {"revision", c.revision},
                        {"page", c.page},
                        {"pages", c.pages},
                        {"issued_at", to_rfc3339(c.issued_at)},
                        {"page_digest", to_hex(c.page_digest)},
                        {"set_digest", to_hex(c.set_digest)},
                        {"school", c.school},
                        {"pupil_tail", c.pupil_tail},
                        {"name", c.name},
                        {"born", c.born},
                        {"school_year", c.school_year},
                        {"class_name", c.class_name},
                        {"cells", cells_json(c)}};
}

Json vector_of(const seal::Claims& claims, const seal::Sealer& sealer) {
    seal::Sign1 message{seal::kEdDsa, sealer.key_id(), *seal::encode(claims), {}};
    const std::string structure = seal::sig_structure(message);
    message.signature = *sealer.sign(structure);
    const std::string cose = seal::encode(message);
    return Json::Object{{"claims", claims_json(claims)},
                        {"claims_cbor", to_hex(message.payload)},
                        {"sig_structure", to_hex(structure)},
                        {"signature", to_hex(message.signature)},
                        {"cose", to_hex(cose)},
                        {"qr", "HTTPS://HOCBA.EXAMPLE/V#" + to_base32(cose)}};
}

Json vectors(const test::SealKeyOfRfc8037& key) {
    const Json::Array made = {
        vector_of(claims(1, "Nguyễn Văn A", "2014-03-15"), *key.sealer),
        vector_of(claims(2, "Công Tằng Tôn Nữ Hoàng Thị Kim Ngân", "1969-12-31"), *key.sealer),
        vector_of(claims(3, "H'Hen Niê", "1970-01-01"), *key.sealer),
    };
    return Json::Object{{"about", "docs/seal-format.md; the key is that of RFC 8037, appendix A.1"},
                        {"key", Json::Object{{"kty", "OKP"},
                                             {"crv", "Ed25519"},
                                             {"d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"},
                                             {"x", to_base64url(key.spki.substr(12))},
                                             {"kid", to_hex(key.sealer->key_id())}}},
                        {"vectors", made}};
}

}  // namespace

TEST_CASE("the published vectors are what the engine makes") {
    const test::SealKeyOfRfc8037 key;
    const std::string made = pretty(vectors(key));
    if (std::getenv("HOCBA_UPDATE_GOLDEN") != nullptr) REQUIRE(write_file(kVectors, made));
    CHECK(*read_file(kVectors) == made);
}

TEST_CASE("the published vectors are read and their signatures match") {
    const test::SealKeyOfRfc8037 key;
    const auto published = parse_json(*read_file(kVectors), "vectors.json");
    REQUIRE(published);
    const auto* all = published->find("vectors")->array();
    REQUIRE(all);
    REQUIRE(all->size() == 3);
    for (const auto& vector : *all) {
        const auto token = seal::parse(vector.text_or("qr"));
        REQUIRE(token);
        CHECK(claims_json(token->claims) == *vector.find("claims"));
        CHECK(to_hex(token->to_be_signed) == vector.text_or("sig_structure"));
        CHECK(seal::signature_matches(*token, key.spki));
    }
}

TEST_CASE("the worked example of the format's page is the second vector") {
    const auto published = parse_json(*read_file(kVectors), "vectors.json");
    REQUIRE(published);
    const Json& second = published->find("vectors")->array()->at(1);
    const auto page = read_file(HOCBA_SOURCE "/docs/seal-format.md");
    REQUIRE(page);
    CHECK(page->find(second.text_or("qr")) != std::string::npos);
    CHECK(page->find(second.text_or("signature")) != std::string::npos);
}

TEST_CASE("15 subjects of a pupil with a name of 35 letters take at most 270 bytes") {
    const test::SealKeyOfRfc8037 key;
    seal::Claims c = claims(2, "Công Tằng Tôn Nữ Hoàng Thị Kim Ngân", "1969-12-31");
    REQUIRE(code_points(c.name).size() == 35);
    c.class_name = "12A10";
    c.revision = 999;
    c.cells.clear();
    for (std::int64_t number = 0; number < 15 * 3 + 6;
         ++number)  // two terms and the year; results, promotion
        c.cells.push_back({number, static_cast<int>(number % 101)});
    const Json made = vector_of(c, *key.sealer);
    const std::size_t bytes = made.text_or("cose").size() / 2;
    INFO(bytes);
    CHECK(bytes > 230);
    CHECK(bytes <= 270);
}
