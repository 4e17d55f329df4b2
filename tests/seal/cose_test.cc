// CBOR, claims and COSE: what is not exactly as we write it is refused.
#include "engine/seal/cose.h"

#include <catch2/catch.hpp>

#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/seal/cbor.h"
#include "engine/seal/claims.h"
#include "tests/support/process.h"

using namespace hocba;
using namespace hocba::seal;

namespace {

Claims claims() {
    Claims c;
    c.form = 1;
    c.document = "12345678";
    c.revision = 1;
    c.page = 2;
    c.pages = 6;
    c.issued_at = *parse_instant("2024-05-31T10:00:00+07:00");
    c.page_digest = "0123456789abcdef";
    c.set_digest = "abcdefgh";
    c.school = "01000417";
    c.pupil_tail = "0017";
    c.name = "Nguyễn Văn A";
    c.born = "2014-03-15";
    c.school_year = "2023-2024";
    c.class_name = "4A1";
    return c;
}

std::string bytes(const char* hex) {
    return *from_hex(hex);
}

std::string address(const Sign1& message) {
    return "HTTPS://HB.EDU.VN/V#" + to_base32(encode(message));
}

std::string english(const Result<Token>& token) {
    if (token) return "read";
    CHECK(token.error().fault == Fault::document);
    CHECK_FALSE(token.error().problems.at(0).what.vi.empty());
    return token.error().problems.at(0).what.en;
}

}  // namespace

TEST_CASE("CBOR is written as in RFC 8949, appendix A") {
    struct Case {
        std::int64_t value;
        const char* hex;
    };
    for (const auto& [value, hex] :
         {Case{0, "00"}, Case{23, "17"}, Case{24, "1818"}, Case{100, "1864"}, Case{1000, "1903e8"},
          Case{1000000, "1a000f4240"}, Case{1000000000000, "1b000000e8d4a51000"}, Case{-1, "20"},
          Case{-100, "3863"}, Case{-1000, "3903e7"}}) {
        CHECK(to_hex(cbor_integer(value)) == hex);
        CHECK(CborReader(bytes(hex)).integer() == value);
    }
    CHECK(to_hex(cbor_text("ü")) == "62c3bc");
    CHECK(to_hex(cbor_bytes("\x01\x02\x03\x04")) == "4401020304");
    CHECK(to_hex(cbor_tag(18)) == "d2");
    CHECK(to_hex(cbor_array(25)) == "9819");
}

TEST_CASE("CBOR that is not the shortest, not definite, cut off or not UTF-8 is refused") {
    for (const char* hex : {"1817", "190017", "1a00000017", "1b0000000000000017", "3800", "", "18",
                            "1bffffffffffffffff", "f90000", "4101"})
        CHECK_FALSE(CborReader(bytes(hex)).integer());
    for (const char* hex : {"5f4101ff", "580101", "4201", "5bffffffffffffffff", "6101"})
        CHECK_FALSE(CborReader(bytes(hex)).bytes());
    for (const char* hex : {"7f6161ff", "780161", "61ff", "62c3", "4161"})
        CHECK_FALSE(CborReader(bytes(hex)).text());
    CHECK_FALSE(CborReader(bytes("9f0102ff")).array(2));
    CHECK_FALSE(CborReader(bytes("98020102")).array(2));
}

TEST_CASE("claims come back as they were written, before 1970 and in the last century too") {
    auto written = claims();
    written.born = GENERATE("2014-03-15", "1970-01-01", "1969-12-31", "1948-02-29");
    const auto cbor = encode(written);
    REQUIRE(cbor);
    CHECK(static_cast<unsigned char>(cbor->front()) == 0x91);  // an array of 15
    const auto read = decode_claims(*cbor);
    REQUIRE(read);
    CHECK(*read == written);
}

TEST_CASE("claims that no page has cannot be written") {
    const auto where = [](auto change) {
        Claims c = claims();
        change(c);
        const auto cbor = encode(c);
        if (cbor) return std::string("written");
        CHECK(cbor.error().fault == Fault::record);
        return cbor.error().problems.at(0).where;
    };
    CHECK(where([](Claims&) {}) == "written");
    CHECK(where([](Claims& c) { c.page = 7; }) == "seal/page");
    CHECK(where([](Claims& c) { c.pages = 0; }) == "seal/pages");
    CHECK(where([](Claims& c) { c.revision = 0; }) == "seal/revision");
    CHECK(where([](Claims& c) { c.document = "1234567"; }) == "seal/document");
    CHECK(where([](Claims& c) { c.page_digest += "x"; }) == "seal/page_digest");
    CHECK(where([](Claims& c) { c.born = "15/03/2014"; }) == "seal/born");
    CHECK(where([](Claims& c) { c.pupil_tail = "00017"; }) == "seal/pupil_tail");
    CHECK(where([](Claims& c) { c.name = "Nguye\u0302\u0303n"; }) == "seal/name");  // not NFC
    CHECK(where([](Claims& c) { c.class_name = "4\n"; }) == "seal/class_name");
    CHECK(where([](Claims& c) { c.school_year = "2023-2025"; }) == "seal/school_year");
    CHECK(where([](Claims& c) { c.cells = {{3, 1}, {2, 1}}; }) == "seal/cells");
}

TEST_CASE("claims of a later version, cut off, or with one more are refused by name") {
    const std::string good = *encode(claims());
    const auto problem = [](const std::string& cbor) {
        const auto read = decode_claims(cbor);
        return read ? std::string("read") : read.error().problems.at(0).where;
    };
    std::string later = good;
    later[1] = 2;
    CHECK(problem(later) == "seal/version");
    CHECK(problem(good + '\0') == "seal/end");
    CHECK(problem(good.substr(0, good.size() - 1)) == "seal/cells");
    CHECK(problem("") == "seal/array");
    for (std::size_t size = 0; size < good.size(); ++size) CHECK(problem(good.substr(0, size)) != "read");
}

TEST_CASE("COSE that is not tagged, protects less, protects more or carries more is refused") {
    const Sign1 message{kEdDsa, "kidk", *encode(claims()), std::string(64, 's')};
    const std::string good = encode(message);
    CHECK(to_hex(good.substr(0, 14)) ==
          "d28449a2012704446b69646b"
          "a058");
    CHECK(decode_sign1(good));
    const std::string header = bytes("49a2012704446b69646b"), head = bytes("d284");
    const std::string rest = good.substr(head.size() + header.size());
    REQUIRE(decode_sign1(head + header + rest));
    CHECK_FALSE(decode_sign1(good.substr(1)));                                    // no tag
    CHECK_FALSE(decode_sign1(good + "x"));                                        // bytes behind
    CHECK_FALSE(decode_sign1(head + bytes("43a10127") + rest));                   // no key id
    CHECK_FALSE(decode_sign1(head + bytes("49a204446b69646b0127") + rest));       // wrong order
    CHECK_FALSE(decode_sign1(head + bytes("4ba3012704446b69646b0500") + rest));   // one more
    CHECK_FALSE(decode_sign1(head + bytes("4aa201382404446b69646b") + rest));     // alg −37: PS256
    CHECK_FALSE(decode_sign1(head + header + bytes("a10401") + rest.substr(1)));  // unprotected
    for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(decode_sign1(good.substr(0, size)));
}

TEST_CASE("the text of a QR is an address with canonical Base32 behind #") {
    const std::string good = address({kEdDsa, "kidk", *encode(claims()), std::string(64, 's')});
    const auto token = parse(good);
    REQUIRE(token);
    CHECK(token->host == "hb.edu.vn");
    CHECK(token->key_id == "kidk");
    CHECK(token->algorithm == -8);
    CHECK(token->claims == claims());
    const std::string data = good.substr(good.find('#') + 1);
    CHECK(parse("https://hb.edu.vn/V#" + data)->host == "hb.edu.vn");  // as a browser writes it
    const std::string no_seal = "This QR is no transcript seal (HTTPS://…/V#…).";
    for (const std::string& text :
         {std::string(), std::string("0912345678"), "HTTP://HB.EDU.VN/V#" + data, "HTTPS:///V#" + data,
          "HTTPS://HB.EDU.VN/v#" + data, "HTTPS://A@B/V#" + data, "HTTPS://HB.EDU.VN/X/V#" + data})
        CHECK(english(parse(text)) == no_seal);
    const std::string no_base32 = "The seal's data is not canonical Base32 (RFC 4648, 6).";
    for (const std::string& text : {std::string(), data + "=", data + "0", "1" + data})
        CHECK(english(parse("HTTPS://HB.EDU.VN/V#" + text)) == no_base32);
    CHECK(english(parse("HTTPS://HB.EDU.VN/V#AAAA")) == "The QR's data is no COSE_Sign1.");
}

TEST_CASE("an ES256 seal made by openssl is accepted with its own key only") {
    const test::Folder folder("es256");
    Sign1 message{kEs256, "kidk", *encode(claims()), {}};
    REQUIRE(write_file(folder / "m", sig_structure(message)));
    REQUIRE(
        test::run("cd " + folder.path().string() +
                  " && openssl ecparam -name prime256v1 -genkey -noout -out k.pem && openssl dgst -sha256 "
                  "-sign k.pem -out s m && openssl pkey -in k.pem -pubout -outform DER -out spki && openssl "
                  "genpkey -algorithm ed25519 | openssl pkey -pubout -outform DER -out other")
            .status == 0);
    // SEQUENCE of two INTEGERs → r ‖ s (RFC 9053, 2.1).
    const std::string der = *read_file(folder / "s");
    std::size_t at = 2;
    for (int i = 0; i < 2; ++i) {
        const std::string number = der.substr(at + 2, static_cast<unsigned char>(der[at + 1]));
        at += 2 + number.size();
        message.signature +=
            number.size() > 32 ? number.substr(1) : std::string(32 - number.size(), '\0') + number;
    }
    const auto token = parse(address(message));
    REQUIRE(token);
    CHECK(token->algorithm == -7);
    CHECK(signature_matches(*token, *read_file(folder / "spki")));
    CHECK_FALSE(signature_matches(*token, *read_file(folder / "other")));
    CHECK_FALSE(signature_matches(*token, *read_file(folder / "spki") + "x"));
    CHECK_FALSE(signature_matches(*token, ""));
    message.signature[40] = static_cast<char>(message.signature[40] ^ 1);
    CHECK_FALSE(signature_matches(*parse(address(message)), *read_file(folder / "spki")));
}
