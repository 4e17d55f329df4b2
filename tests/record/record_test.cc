// The value itself: bytes, digest, tenths, text on entry, and bytes that are not a record.
#include <cstdint>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "tests/record/support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

const char* const kMarks =
    R"({"properties": {"mark": {"type": "number", "minimum": 0, "maximum": 10, "x-unit": "tenths"},
                              "marks": {"items": {"x-unit": "tenths"}}}})";

Schema marks() {
    const Result<Schema> schema = Schema::parse(kMarks, "s.json");
    REQUIRE(schema);
    return *schema;
}

/// xorshift64: the same mutations on every run.
struct Numbers {
    std::uint64_t state;
    std::uint64_t below(std::uint64_t n) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state % n;
    }
};

}  // namespace

TEST_CASE("marks are integer tenths in the record and in its digest, as given in its bytes") {
    const Result<Record> record = parse(R"({"mark": 8.5, "marks": [7, 10, 6.5]})", marks(), "r.json");
    REQUIRE(record);
    CHECK(canonical(record->json()) == R"({"mark":85,"marks":[70,100,65]})");
    CHECK(record->bytes() == R"({"mark":8.5,"marks":[7,10,6.5]})");
    CHECK(record->digest() == sha256(R"({"mark":85,"marks":[70,100,65]})"));
    CHECK(record->digest().size() == 32);
}

TEST_CASE("a mark has one decimal") {
    CHECK(lines(problems_of(*parse_json(R"({"mark": 8.25})", "r"), marks())) ==
          std::vector<std::string>{"r.json/mark: the mark 8.25 has more than one decimal"});
    for (int tenths = 0; tenths <= 100; ++tenths) {
        const std::string text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
        const Result<Record> record = parse("{\"mark\": " + text + "}", marks(), "r.json");
        REQUIRE(record);
        CHECK(record->json().integer_or("mark", -1) == tenths);
    }
}

TEST_CASE("the sample's test of 9 in Tiếng Việt is 90 tenths, and its weight stays 29.5 kg") {
    const Result<Record> record = from_json(sample(), primary(), "sample.json");
    REQUIRE(record);
    Json json = record->json();
    CHECK(at(json, "years", 0, "subjects", "tieng_viet", "test") == Json(90));
    CHECK(at(json, "years", 0, "weight_kg") == Json(29.5));
    CHECK(record->place() == "sample.json");
}

TEST_CASE("a record's bytes parse to an equal record") {
    const Result<Record> record = from_json(sample(), primary(), "sample.json");
    REQUIRE(record);
    const Result<Record> again = parse(record->bytes(), primary(), "record.json");
    REQUIRE(again);
    CHECK(again->json() == record->json());
    CHECK(again->digest() == record->digest());
    CHECK(again->bytes() == record->bytes());
}

TEST_CASE("9.0 and 9 are one value, so that canonical bytes mean the same record") {
    Json json = sample();
    at(json, "years", 0, "subjects", "toan", "test") = 9.0;
    const Result<Record> record = from_json(json, primary(), "r.json");
    REQUIRE(record);
    CHECK(parse(record->bytes(), primary(), "r.json")->json() == record->json());
}

TEST_CASE("the digest changes with one letter and not with the order of members") {
    const std::string ab = parse(R"({"a": 1, "b": "á"})", marks(), "r")->digest();
    CHECK(ab == parse(R"({"b": "á", "a": 1})", marks(), "r")->digest());
    CHECK(ab != parse(R"({"b": "à", "a": 1})", marks(), "r")->digest());
    // sha256sum of {"a":1,"b":"á"} in UTF-8
    CHECK(to_hex(ab) == to_hex(sha256("{\"a\":1,\"b\":\"\xC3\xA1\"}")));
}

TEST_CASE(
    "names of the highlands keep their letters: a breve or a hook without a composed form is no fault") {
    Json json = sample();
    for (const char* name : {"H'Hương Êban", "K'Brơi", "H'Čŏ Ƀah", "Y Wư\xCC\x86t"}) {
        at(json, "pupil", "name") = name;
        CHECK(problems_of(json).empty());
    }
}

TEST_CASE("hidden characters are refused, a line break and a foreign letter are not") {
    Json json = sample();
    for (const char* hidden : {"A\tB", "A\r\nB",
                               "A\xE2\x80\x8B"
                               "B",
                               "A\xE2\x80\xAE"
                               "B",
                               "\xEF\xBB\xBF"
                               "A",
                               "A\x7F", "\xEE\x80\x80",
                               "\xC2\xAD"
                               "A"}) {
        at(json, "years", 0, "award") = hidden;
        REQUIRE(problems_of(json).size() == 1);
        CHECK(problems_of(json)[0].where == "r.json/years/0/award");
    }
    for (const char* seen : {"A\nB", "François Müller", "m² và 5 µm", "© 2024", "Điểm 8½"}) {
        at(json, "years", 0, "award") = seen;
        CHECK(problems_of(json).empty());
    }
}

TEST_CASE("TCVN3 read as Latin-1 is known by signs inside words or by capitals after small letters") {
    Json json = sample();
    for (const char* text : {"NguyÔn V¨n A", "NguyÔn ThÞ Hång", "TrÇn V¨n Nam"}) {
        at(json, "pupil", "name") = text;
        const std::vector<Problem> problems = problems_of(json);
        REQUIRE(problems.size() == 1);
        CHECK_THAT(problems[0].what.en, Catch::Contains("TCVN3"));
    }
}

TEST_CASE("text that is not UTF-8 does not pass through from_json either") {
    Json json = sample();
    at(json, "pupil", "name") = "Nguy\xD4n";
    CHECK(lines(problems_of(json)) == std::vector<std::string>{
                                          "r.json/pupil/name: the text is not UTF-8",
                                          "r.json/pupil/name: must not be empty (Họ và tên học sinh)",
                                      });
}

TEST_CASE("a thousand mutations of the sample are read or refused with a place, and never crash") {
    const std::string good = source("templates/tt27-2020-tieu-hoc-so/sample.json");
    Numbers numbers{0x20240531};
    int refused = 0;
    for (int i = 0; i < 1000; ++i) {
        std::string bytes = good;
        for (std::uint64_t n = 1 + numbers.below(8); n > 0; --n)
            bytes[numbers.below(bytes.size())] = static_cast<char>(numbers.below(256));
        if (numbers.below(4) == 0) bytes.resize(numbers.below(bytes.size()));
        const Result<Record> record = parse(bytes, primary(), "m.json");
        if (record) {
            check(*record);
            continue;
        }
        ++refused;
        REQUIRE_FALSE(record.error().problems.empty());
        CHECK_THAT(record.error().problems[0].where, Catch::StartsWith("m.json"));
    }
    CHECK(refused > 900);
}

TEST_CASE("a unit keeps the last school year of its record") {
    const Json record = *parse_json(R"({"a": 1, "years": [{"name": "1"}, {"name": "2"}]})", "r");
    CHECK(canonical(as_unit(record)) == R"({"a":1,"years":[{"name":"2"}]})");
    CHECK(canonical(as_unit(*parse_json("[1]", "r"))) == "[1]");
    CHECK(canonical(as_unit(*parse_json(R"({"years": []})", "r"))) == R"({"years":[]})");
}
