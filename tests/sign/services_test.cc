// Whom the services of signing believe before anybody is asked.
#include "engine/sign/services.h"

#include <catch2/catch.hpp>

#include "tests/support/pki.h"

using namespace hocba::sign;
using namespace hocba::test;

namespace {

ServiceOptions options(const std::string& tsa) {
    ServiceOptions all;
    all.timestamp_url = pki().url(tsa);
    all.roots = {pki().der("public-root"), pki().der("government-root"), pki().der("timestamp-root")};
    all.seed = "a seed of the test";
    return all;
}

}  // namespace

TEST_CASE("an authority that leads to no trusted root is not believed") {
    ServiceOptions strangers = options("tsa-long");
    strangers.roots = {pki().der("public-root")};
    CHECK(Services(strangers).token("bytes").error().problems.at(0).what.en ==
          "the timestamp authority “hocba TEST TSA 2046” leads to no trusted root");
    ServiceOptions none;
    CHECK(Services(none).token("bytes").error().problems.at(0).what.en ==
          "no timestamp authority is configured");
}

TEST_CASE("roots of timestamps, if there are any, are the only ones for a timestamp") {
    ServiceOptions all = options("tsa-long");
    all.timestamp_roots = {pki().der("public-root")};
    CHECK_FALSE(Services(all).token("bytes"));
    all.timestamp_roots = std::vector<std::string>{};  // a file that could not be read
    CHECK_FALSE(Services(all).token("bytes"));
    all.timestamp_roots = {pki().der("timestamp-root")};
    CHECK(Services(all).token("bytes"));
}

TEST_CASE("a path goes through authorities only: nobody vouches with a signer's key") {
    const auto made = run(
        "cd '" + pki().path("") +
        "' && openssl req -new -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=below -out below.csr && "
        "openssl x509 -req -in below.csr -CA principal.pem -CAkey principal.key.pem -set_serial 7 -days "
        "3650 -outform DER -out below.der");
    INFO(made.output);
    REQUIRE(made.status == 0);
    const Services services(options("tsa-long"));
    const std::vector<std::string> others = {pki().der("principal"), pki().der("public-issuing")};
    CHECK(services.whole_path(others[0], others, Purpose::signature)->size() == 3);
    CHECK_FALSE(services.whole_path(pki().read("below.der"), others, Purpose::signature));
}

TEST_CASE("a root of timestamps alone founds no signer, and the other way round") {
    ServiceOptions how = options("tsa-long");
    const std::vector<std::string> others = {pki().der("public-issuing")};
    how.roots = {pki().der("government-root")};
    how.timestamp_roots = {pki().der("public-root")};
    const Services apart(how);
    CHECK(apart.whole_path(pki().der("principal"), others, Purpose::timestamp)->size() == 3);
    CHECK_FALSE(apart.whole_path(pki().der("principal"), others, Purpose::signature));
    std::swap(how.roots, *how.timestamp_roots);
    const Services swapped(how);
    CHECK(swapped.whole_path(pki().der("principal"), others, Purpose::signature)->size() == 3);
    CHECK_FALSE(swapped.whole_path(pki().der("principal"), others, Purpose::timestamp));
    CHECK(swapped.roots().size() == 2);
}
