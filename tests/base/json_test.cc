#include "engine/base/json.h"

#include <catch2/catch.hpp>

using namespace hocba;

TEST_CASE("canonical JSON follows RFC 8785") {
    const auto json =
        parse_json(R"({"b": [1, 2.50, 1e30, 0.0000001, -0.0], "a": "é\u0007\n\"", "c": {}})", "x.json");
    REQUIRE(json);
    CHECK(canonical(*json) == "{\"a\":\"é\\u0007\\n\\\"\",\"b\":[1,2.5,1e+30,1e-7,0],\"c\":{}}");
}

TEST_CASE("what is wrong with a JSON text is said with line and column") {
    const auto place = [](std::string_view text) {
        return parse_json(text, "x.json").error().problems[0].where;
    };
    CHECK(place("{\n  \"a\": 1,\n  oops\n}") == "x.json:3:3");
    CHECK(place("{\"a\": \"\xb5\"}") == "x.json:1:8");  // a TCVN3 byte
    CHECK(parse_json("{\"a\":1,\"a\":2}", "x").error().problems[0].what.en ==
          "the name \"a\" occurs twice in one object");
    CHECK(parse_json(std::string(70, '['), "x").error().problems[0].what.en == "the data nests too deeply");
    CHECK_FALSE(parse_json("9007199254740993", "x"));
    CHECK_FALSE(parse_json("1 2", "x"));
}
