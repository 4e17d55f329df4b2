// Requests are reproducible; an answer to another question, or a refusal, is told apart.
#include "engine/sign/timestamp.h"

#include <catch2/catch.hpp>
#include <string>

#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/sign/http.h"
#include "engine/sign/timestamp_token.h"
#include "tests/support/pki.h"

using namespace hocba;
using namespace hocba::sign;
using namespace hocba::test;

namespace {

template <class T>
std::string reason(const Result<T>& result) {
    return result ? "accepted" : result.error().problems.at(0).what.en;
}

std::string answer(const std::string& request) {
    return http_post(pki().url("tsa-long"), "application/timestamp-query", request, {}).value();
}

}  // namespace

TEST_CASE("openssl reads our request: SHA-256, nonce, certificate wanted") {
    const Folder folder("request");
    REQUIRE(write_file(folder / "query", timestamp_request("bytes", "\x81\x02")));
    const std::string text = run("openssl ts -query -in " + (folder / "query") + " -text").output;
    INFO(text);
    CHECK(text.find("Hash Algorithm: sha256") != std::string::npos);
    CHECK(text.find("Nonce: 0x8102") != std::string::npos);
    CHECK(text.find("Certificate required: yes") != std::string::npos);
    CHECK(to_hex(timestamp_request("", std::string("\0\0", 2))).ends_with("0201000101ff"));  // nonce 0
}

TEST_CASE("only the answer to this very request is taken") {
    const std::string nonce = "12345678", good = answer(timestamp_request("bytes", nonce));
    const auto token = token_in(good, "bytes", nonce, "tsa");
    REQUIRE(token);
    CHECK(good.ends_with(*token));
    CHECK(reason(token_in(good, "other", nonce, "tsa")) ==
          "the timestamp cannot be used: it is over other data");
    CHECK(reason(token_in(good, "bytes", "12345679", "tsa")) ==
          "the timestamp cannot be used: it answers another request (nonce)");
    CHECK(reason(token_in("", "bytes", nonce, "tsa")) ==
          "the timestamp cannot be used: the answer is not RFC 3161");
    CHECK(reason(token_in(good.substr(1), "bytes", nonce, "tsa")) ==
          "the timestamp cannot be used: the answer is not RFC 3161");
    std::string flipped = good;
    flipped.back() ^= 1;
    CHECK(reason(token_in(flipped, "bytes", nonce, "tsa"))
              .starts_with("the timestamp cannot be used: a wrong token"));
    std::string refused = answer("no request at all");
    CHECK(reason(token_in(refused, "bytes", nonce, "tsa"))
              .starts_with("the timestamp cannot be used: the authority refused, status 2"));
}

TEST_CASE("what HTTP does not bring has one reason each") {
    const HttpLimits usual;
    HttpLimits small, hasty, through_proxy;
    small.most_bytes = 100;
    hasty.seconds = 1;
    through_proxy.proxy = "http://127.0.0.1:1";
    const std::string list = pki().url("public-root.crl");
    CHECK(http_get(list, usual)->size() > 100);
    CHECK(reason(http_get(list, small)) == "no answer from the service: the answer is too large");
    CHECK(reason(http_get(pki().url("nothing.cer"), usual)) == "no answer from the service: HTTP 404");
    CHECK(reason(http_get("file:///etc/hostname", usual)) ==
          "no answer from the service: Unsupported protocol");
    CHECK(reason(http_get("http://127.0.0.1:1/", usual)) ==
          "no answer from the service: Couldn't connect to server");
    CHECK(reason(http_get(list, through_proxy)) == "no answer from the service: Couldn't connect to server");
    REQUIRE(write_file(pki().path("slow"), "3"));
    CHECK(reason(http_get(list, hasty)) == "no answer from the service: Timeout was reached");
    std::filesystem::remove(pki().path("slow"));
}

TEST_CASE("the environment's proxy is not asked") {
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    CHECK(http_get(pki().url("public-root.crl"), {}));
    ::unsetenv("http_proxy");
}
