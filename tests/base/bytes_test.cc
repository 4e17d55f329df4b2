#include "engine/base/bytes.h"

#include <catch2/catch.hpp>

using namespace hocba;

TEST_CASE("RFC 4648 §10 test vectors") {
    CHECK(to_base64("") == "");
    CHECK(to_base64("f") == "Zg==");
    CHECK(to_base64("foobar") == "Zm9vYmFy");
    CHECK(to_base32("fooba") == "MZXW6YTB");
    CHECK(to_base32("foob") == "MZXW6YQ");
    CHECK(to_base64url("\xff\xfe") == "__4");
    CHECK(to_hex("\x01\xab") == "01ab");
}

TEST_CASE("text that the encoder would not have written is refused") {
    CHECK(from_base32("MZXW6YQ") == "foob");
    CHECK_FALSE(from_base32("MZXW6YR"));  // stray bits
    CHECK_FALSE(from_base32("mzxw6yq"));
    CHECK_FALSE(from_base32("M"));
    CHECK(from_base64("Zg==") == "f");
    CHECK_FALSE(from_base64("Zg="));
    CHECK_FALSE(from_base64("Zh=="));
    CHECK_FALSE(from_base64url("Zg=="));
    CHECK_FALSE(from_hex("0g"));
}

TEST_CASE("the human code is the first 60 bits in Crockford's alphabet") {
    CHECK(crockford60(std::string(8, '\0')) == "000000000000");
    CHECK(crockford60(std::string(8, '\xff')) == "ZZZZZZZZZZZZ");
}

TEST_CASE("a code copied from paper is read as Crockford says: case, dashes, O, I and L do not matter") {
    CHECK(crockford_code("0123-4567-89AB") == "0123456789AB");
    CHECK(crockford_code("o1i3 4567 89ab") == "0113456789AB");
    CHECK(crockford_code("OIL000000000") == "011000000000");
    CHECK(crockford_code("0123456789AB") == crockford_code("ol23-4567-89ab"));
    CHECK_FALSE(crockford_code("0123-4567-89A"));    // 11
    CHECK_FALSE(crockford_code("0123-4567-89ABC"));  // 13
    CHECK_FALSE(crockford_code("0123-4567-89AU"));   // no U in the alphabet
    CHECK_FALSE(crockford_code(""));
}
