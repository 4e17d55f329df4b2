#include <catch2/catch.hpp>
#include <set>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "support.h"

using namespace hocba;
using namespace hocba::form;

TEST_CASE("an issue's id is the digest of salt, canonical issue, record, form and fonts, in this order") {
    const Issue issue = issued().issue;
    const std::string r(32, 'r'), f(32, 'f'), t(32, 't');
    const std::string json =
        R"({"host":"hocba.example.vn","issued_at":"2024-05-31T10:00:00+07:00","revision":1,"school":"01000417",)"
        R"("seal_key_id":"0a1b2c3d","uuid":"6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10"})";
    CHECK(issue_id(issue, r, f, t) == sha256(issue.salt + json + r + f + t));
}

TEST_CASE("an issue's id changes with every input") {
    const Issue issue = issued().issue;
    const std::string r(32, 'r'), f(32, 'f'), t(32, 't');
    std::set<std::string> ids = {issue_id(issue, r, f, t), issue_id(issue, f, f, t), issue_id(issue, r, r, t),
                                 issue_id(issue, r, f, r)};
    const auto with = [&](auto change) {
        Issue other = issue;
        change(other);
        ids.insert(issue_id(other, r, f, t));
    };
    with([](Issue& i) { i.uuid[0] = '7'; });
    with([](Issue& i) { i.revision = 2; });
    with([](Issue& i) { ++i.issued_at.unix_s; });
    with([](Issue& i) { i.school = "01000418"; });
    with([](Issue& i) { i.host = "other.vn"; });
    with([](Issue& i) { i.seal_key_id = "0a1b2c3e"; });
    with([](Issue& i) { i.salt[15] = '\x12'; });
    CHECK(ids.size() == 11);  // 4 + 7
}

TEST_CASE("issue.json comes back as it went; the salt is kept apart") {
    const Issue issue = issued().issue;
    CHECK(to_json(issue, false).find("salt") == nullptr);
    CHECK(to_json(issue, true).text_or("salt") == "11111111111111111111111111111111");
    const auto again = issue_from_json(to_json(issue, true), "issue.json");
    REQUIRE(again);
    CHECK(to_json(*again, true) == to_json(issue, true));
    CHECK(issue_from_json(to_json(issue, false), "issue.json")->salt.empty());
}

TEST_CASE("every fault of an issue.json is named") {
    const auto json = parse_json(
        R"({"uuid": "6F1D2C8E-0B7A-4C35-9A41-2F5D7E3B9C10", "revision": 0, "issued_at": "31/5/2024",
        "school": "", "host": "HOCBA.vn", "seal_key_id": "0a", "salt": "11"})",
        "x");
    const auto issue = issue_from_json(*json, "issue.json");
    REQUIRE_FALSE(issue);
    CHECK(issue.error().fault == Fault::record);
    CHECK(problems(issue) ==
          "issue.json/uuid uuid must be a UUID of version 4 in lower case\n"
          "issue.json/revision revision must be a number from 1\n"
          "issue.json/issued_at issued_at must be a time as in RFC 3339\n"
          "issue.json/school school must be the school's code\n"
          "issue.json/host host must be a host name in lower case\n"
          "issue.json/seal_key_id seal_key_id must be 8 hexadecimal digits\n"
          "issue.json/salt salt must be 32 hexadecimal digits");
    CHECK_FALSE(issue_from_json(Json("text"), "issue.json"));
}

TEST_CASE("the salt is an HMAC of uuid and revision under the office's key") {
    const std::string uuid = "6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10";
    const std::string salt = salt_of("key", uuid, 1);
    CHECK(salt == hmac_sha256("key", uuid + std::string("\0\0\0\0\0\0\0\1", 8)).substr(0, 16));
    CHECK(salt.size() == 16);
    CHECK(salt_of("key", uuid, 1) == salt);
    CHECK(salt_of("key", uuid, 2) != salt);
    CHECK(salt_of("other", uuid, 1) != salt);
}

TEST_CASE("the human code is 60 bits in three groups of Crockford's base32") {
    CHECK(human_code(std::string(32, '\0')) == "0000-0000-0000");
    CHECK(human_code(std::string(32, '\xff')) == "ZZZZ-ZZZZ-ZZZZ");
    // 0x00443214C74254B6 : 00000 00001 00010 00011 00100 00101 00110 00111 01000 01001 01010 01011 (0110)
    CHECK(human_code(*from_hex("00443214c74254b6")) == "0123-4567-89AB");
}
