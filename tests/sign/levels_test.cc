// From B-B to B-LTA with real services on loopback; openssl is the witness for every CMS and every token.
#include "engine/sign/levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "engine/base/file.h"
#include "engine/sign/addresses.h"
#include "engine/sign/timestamp_token.h"
#include "tests/pdf/sample_pages.h"
#include "tests/support/pki.h"

using namespace hocba;
using namespace hocba::sign;
using namespace hocba::test;

namespace {

const std::vector<std::string> kOrder = {"principal", "school"};

Instant at(const std::string& time) {
    return *parse_instant(time);
}
const Instant kNow = at("2026-06-01T10:00:00+07:00");

std::vector<std::string> roots() {
    return {pki().der("public-root"), pki().der("government-root"), pki().der("timestamp-root")};
}

/// Every test begins on the day of signing, with all services up, and leaves it so.
struct Day {
    Day() { restore(); }
    ~Day() { restore(); }
    static void restore() {
        pki().set_clock("2026-06-01T03:00:00Z");
        pki().set_down("");
    }
};

ServiceOptions options(const std::string& tsa) {
    ServiceOptions all;
    all.timestamp_url = pki().url(tsa);
    all.roots = roots();
    all.seed = "a seed of the test";
    return all;
}

const Signer& signer(const std::string& who) {
    static std::map<std::string, std::unique_ptr<Signer>> all;
    auto& one = all[who];
    if (!one) one = *open_pkcs12(pki().path(who + ".p12"), "1234", kNow);
    return *one;
}

const std::string& draft() {
    static const std::string bytes = pdf::write(sample::slots(), sample::fonts(), sample::info())->bytes;
    return bytes;
}

/// Both signatures; with `services` at B-T.
std::string signed_by_both(const Services* services = nullptr) {
    std::string pdf = draft();
    for (const std::string& who : kOrder) {
        const Request request{who, kOrder, kNow, ""};
        if (services) {
            const auto stamped = sign_stamped(pdf, request, signer(who), *services);
            REQUIRE(stamped);
            CHECK_FALSE(stamped->problem);
            pdf = stamped->pdf;
        } else {
            pdf = sign_pdf(pdf, request, signer(who)).value();
        }
    }
    return pdf;
}

/// "B-T: what is wrong; …"
std::string outcome(const Result<Extended>& extended) {
    if (!extended) return "failed: " + extended.error().problems.at(0).what.en;
    std::string text(name_of(extended->level));
    for (const Problem& problem : extended->problems) {
        text += "; " + problem.what.en;
        CHECK_FALSE(problem.what.vi.empty());
    }
    return text;
}

std::string shown(const Result<Level>& level) {
    return level ? std::string(name_of(*level)) : level.error().problems.at(0).what.en;
}

/// Every CMS by `openssl cms -verify`, every token by `openssl ts -verify`, at a moment when all are valid:
/// how many of each.
std::pair<int, int> verified(const std::string& pdf) {
    const Folder folder("witness");
    const std::string moment = fmt::format("-attime {}", kNow.unix_s + 3600);
    const std::string trust = pki().path("pdf-roots.pem");
    int signatures = 0, tokens = 0;
    const auto verify_token = [&](const std::string& token, const std::string& bytes) {
        REQUIRE(write_file(folder / "token", token));
        REQUIRE(write_file(folder / "data", bytes));
        const auto done = run(fmt::format("openssl ts -verify -token_in -in {} -data {} -CAfile {} {}",
                                          folder / "token", folder / "data", trust, moment));
        INFO(done.output);
        CHECK(done.status == 0);
        ++tokens;
    };
    const auto values = pdf::signature_values(pdf);
    REQUIRE(values);
    for (const auto& value : *values) {
        const std::string covered =
            pdf.substr(0, value.range[1]) + pdf.substr(value.range[2], value.range[3]);
        const std::string der = value.contents.substr(0, der_length(value.contents));
        if (value.is_timestamp) {
            verify_token(der, covered);
            continue;
        }
        const CmsFacts facts = inspect_cms(der);
        CHECK(facts.faults.empty());
        REQUIRE(write_file(folder / "cms", der));
        REQUIRE(write_file(folder / "content", covered));
        const auto done =
            run(fmt::format("openssl cms -verify -binary -inform DER -in {} -content {} -purpose any "
                            "-out /dev/null -CAfile {} {}",
                            folder / "cms", folder / "content", trust, moment));
        INFO(done.output);
        CHECK(done.status == 0);
        ++signatures;
        if (!facts.token.empty()) verify_token(facts.token, facts.signature);
    }
    return {signatures, tokens};
}

std::size_t asked(const std::string& path) {
    const std::string log = pki().read("log");
    std::size_t count = 0;
    for (auto found = log.find(path + "\n"); found != std::string::npos;
         found = log.find(path + "\n", found + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE_METHOD(Day,
                 "a document at every level: openssl verifies each signature and token, earlier bytes stay") {
    const Services services(options("tsa-long"));
    const std::string first = signed_by_both(), with_tokens = signed_by_both(&services);
    const struct {
        const std::string* from;
        Level target;
        int tokens;
        std::size_t evidence;                                               // OCSP answers and lists
    } rows[] = {{&first, Level::b, 0, 0},        {&first, Level::t, 1, 0},  // a document timestamp
                {&first, Level::lt, 1, 6},       // 2 signers, their CAs; the authority and its CA
                {&first, Level::lta, 2, 6},      // one more over the evidence
                {&with_tokens, Level::t, 2, 0},  // one in each CMS
                {&with_tokens, Level::lt, 2, 6}, {&with_tokens, Level::lta, 3, 6}};
    for (const auto& row : rows) {
        const auto extended = extend(*row.from, row.target, services, kNow);
        CHECK(outcome(extended) == std::string(name_of(row.target)));
        REQUIRE(extended);
        CHECK(extended->pdf.starts_with(*row.from));
        CHECK(verified(extended->pdf) == std::pair(2, row.tokens));
        CHECK(shown(level_of(extended->pdf, roots())) == name_of(row.target));
        const auto evidence = pdf::evidence(extended->pdf);
        REQUIRE(evidence);
        CHECK(evidence->ocsps.size() + evidence->crls.size() == row.evidence);
        WARN(fmt::format("{}{}: {} bytes, {} more than signed at B-B", name_of(row.target),
                         row.from == &first ? "" : " with tokens while signing", extended->pdf.size(),
                         extended->pdf.size() - first.size()));
    }
}

TEST_CASE(
    "evidence holds what CMS and tokens lack: the three roots, three OCSP answers, three lists of roots") {
    const Services services(options("tsa-long"));
    const auto extended = extend(signed_by_both(&services), Level::lt, services, kNow);
    REQUIRE(extended);
    auto evidence = pdf::evidence(extended->pdf).value();
    auto expected = roots();
    std::sort(expected.begin(), expected.end());
    std::sort(evidence.certificates.begin(), evidence.certificates.end());
    CHECK(evidence.certificates == expected);
    CHECK(evidence.ocsps.size() == 3);  // principal, school, authority
    CHECK(evidence.crls.size() == 3);   // their CAs
    // Lifting it again changes nothing.
    CHECK(extend(extended->pdf, Level::lt, services, kNow)->pdf == extended->pdf);
    CHECK(pdf::add_evidence(extended->pdf, evidence).value() == extended->pdf);
}

TEST_CASE_METHOD(Day, "in a batch each certificate is asked for once") {
    const Services services(options("tsa-long"));
    const std::size_t answers = asked("/ocsp/public"), lists = asked("/public-root.crl");
    for (int i = 0; i < 3; ++i)
        CHECK(outcome(extend(signed_by_both(&services), Level::lta, services, kNow)) == "B-LTA");
    CHECK(asked("/ocsp/public") == answers + 1);
    CHECK(asked("/public-root.crl") == lists + 1);
}

TEST_CASE_METHOD(Day, "a service that is down: as far as it goes, with the reason; a second run lifts it") {
    const std::string signed_pdf = signed_by_both();
    const struct {
        const char *down, *outcome;
    } rows[] = {{"tsa-long", "B-B; no answer from the service: HTTP 503"},
                {"ocsp crl",
                 "B-T; no answer from the service: HTTP 503; no answer from the service: HTTP 503; no "
                 "answer from the service: HTTP 503; no answer from the service: HTTP 503; no answer "
                 "from the service: HTTP 503; no answer from the service: HTTP 503"},
                {"", "B-LTA"}};
    std::string pdf = signed_pdf;
    for (const auto& row : rows) {
        pki().set_down(row.down);
        const Services services(options("tsa-long"));
        const auto extended = extend(pdf, Level::lta, services, kNow);
        CHECK(outcome(extended) == row.outcome);
        REQUIRE(extended);
        CHECK(extended->pdf.starts_with(pdf));
        pdf = extended->pdf;
    }
    CHECK(verified(pdf) == std::pair(2, 2));
}

TEST_CASE_METHOD(Day, "OCSP down: the list takes its place") {
    pki().set_down("ocsp");
    const Services services(options("tsa-long"));
    const auto extended = extend(signed_by_both(), Level::lt, services, kNow);
    pki().set_down("");
    CHECK(outcome(extended) == "B-LT");
    const auto evidence = pdf::evidence(extended->pdf);
    CHECK(evidence->ocsps.empty());
    CHECK(evidence->crls.size() == 6);
}

TEST_CASE_METHOD(Day, "no list on the net: the lists that the office fetched itself") {
    pki().set_down("ocsp crl");
    pki().set_clock("2026-11-25T03:00:00Z");
    const Instant now = at("2026-11-25T10:00:00+07:00");
    ServiceOptions own = options("tsa-long");
    for (const char* list : {"public-root.crl", "public-issuing.crl", "government-root.crl",
                             "government-issuing.crl", "timestamp-root.crl", "timestamp-issuing.crl"})
        own.crls.push_back(pki().read(list));
    const auto extended = extend(signed_by_both(), Level::lta, Services(own), now);
    pki().set_down("");
    pki().set_clock("2026-06-01T03:00:00Z");
    CHECK(outcome(extended) == "B-LTA");
}

TEST_CASE_METHOD(
    Day, "signing goes on at B-B while the authority is down, and later a document timestamp lifts it") {
    pki().set_down("tsa-long");
    std::string pdf = draft();
    const Services silent(options("tsa-long"));
    for (const std::string& who : kOrder) {
        const auto stamped = sign_stamped(pdf, {who, kOrder, kNow, ""}, signer(who), silent);
        REQUIRE(stamped);
        REQUIRE(stamped->problem);
        CHECK(stamped->problem->what.en == "no answer from the service: HTTP 503");
        pdf = stamped->pdf;
    }
    pki().set_down("");
    CHECK(shown(level_of(pdf, roots())) == "B-B");
    CHECK(verified(pdf) == std::pair(2, 0));
    CHECK(outcome(extend(pdf, Level::t, Services(options("tsa-long")), kNow)) == "B-T");
}

TEST_CASE_METHOD(Day, "one signature without a token among others is lifted with them") {
    const Services services(options("tsa-long"));
    const std::string first = sign_pdf(draft(), {"principal", kOrder, kNow, ""}, signer("principal")).value();
    const auto both = sign_stamped(first, {"school", kOrder, kNow, ""}, signer("school"), services);
    REQUIRE(both);
    CHECK(shown(level_of(both->pdf, roots())) == "B-B");
    const auto extended = extend(both->pdf, Level::lta, services, kNow);
    CHECK(outcome(extended) == "B-LTA");
    CHECK(verified(extended->pdf) == std::pair(2, 3));
}

TEST_CASE_METHOD(Day, "renewed before the authority's certificate ends, it stands on the next one") {
    const Services short_lived(options("tsa-short"));
    const auto first = extend(signed_by_both(&short_lived), Level::lta, short_lived, kNow);
    REQUIRE(first);
    CHECK(to_rfc3339(**protected_until(first->pdf)) == "2028-01-01T07:00:00+07:00");
    pki().set_clock("2027-12-01T03:00:00Z");
    const Instant later = at("2027-12-01T10:00:00+07:00");
    pki().set_down("ocsp crl");
    const auto refused = renew(first->pdf, Services(options("tsa-long")), later);
    CHECK(outcome(refused).starts_with("B-LTA; no answer from the service"));
    CHECK(refused->pdf == first->pdf);
    pki().set_down("");
    const auto second = renew(first->pdf, Services(options("tsa-long")), later);
    pki().set_clock("2026-06-01T03:00:00Z");
    CHECK(outcome(second) == "B-LTA");
    CHECK(second->pdf.starts_with(first->pdf));
    CHECK(to_rfc3339(**protected_until(second->pdf)) == "2046-01-01T07:00:00+07:00");
    CHECK(shown(level_of(second->pdf, roots())) == "B-LTA");
    CHECK(pdf::evidence(second->pdf)->ocsps.size() == pdf::evidence(first->pdf)->ocsps.size() + 1);
    WARN(fmt::format("renewing adds {} bytes", second->pdf.size() - first->pdf.size()));
}

TEST_CASE(
    "a signer revoked before the proven time is not lifted beyond B-T; revoked after it, evidence says so") {
    pki().set_clock("2026-06-01T03:00:00Z");
    const auto document = [](const Services& services) {
        const auto first =
            sign_stamped(draft(), {"principal", kOrder, kNow, ""}, signer("revoked"), services);
        return sign_stamped(first->pdf, {"school", kOrder, kNow, ""}, signer("school"), services)->pdf;
    };
    const std::string in_time = document(Services(options("tsa-long")));
    pki().set_clock("2026-08-01T03:00:00Z");
    const Instant later = at("2026-08-01T10:00:00+07:00");
    const std::string too_late = document(Services(options("tsa-long")));
    CHECK(outcome(extend(in_time, Level::lta, Services(options("tsa-long")), later)) == "B-LTA");
    CHECK(outcome(extend(too_late, Level::lta, Services(options("tsa-long")), later)) ==
          "B-T; the certificate “Người Bị Thu Hồi” was revoked before the proven time of signing "
          "(2026-08-01T10:00:00+07:00)");
    pki().set_clock("2026-06-01T03:00:00Z");
}

TEST_CASE_METHOD(Day, "before the last signature nothing is added; after it nobody signs") {
    const Services services(options("tsa-long"));
    const std::string first = sign_pdf(draft(), {"principal", kOrder, kNow, ""}, signer("principal")).value();
    const auto early = extend(first, Level::lta, services, kNow);
    CHECK(outcome(early) ==
          "B-B; the last signature is still missing; timestamps and evidence come after it");
    CHECK(early->pdf == first);
    CHECK_FALSE(pdf::add_evidence(first, {{"certificate"}, {}, {}}));
    const auto done = extend(signed_by_both(), Level::lta, services, kNow);
    REQUIRE(done);
    for (const std::string who : {"principal", "school"})
        CHECK_FALSE(sign_pdf(done->pdf, {who, kOrder, kNow, ""}, signer(who)));
    const auto fourth = sign_pdf(done->pdf, {"timestamp1", {"timestamp1"}, kNow, ""}, signer("school"));
    CHECK_FALSE(fourth);
}

TEST_CASE_METHOD(Day, "a damaged signature is not lifted") {
    std::string pdf = signed_by_both();
    char& digit = pdf[pdf.rfind("/Contents<") + 1000];
    digit = digit == '0' ? '1' : '0';
    const auto extended = extend(pdf, Level::lta, Services(options("tsa-long")), kNow);
    REQUIRE_FALSE(extended);
    CHECK(extended.error().fault == Fault::document);
}

TEST_CASE_METHOD(Day, "no address of a certificate is contacted unless a root is behind it") {
    const std::string signed_pdf = signed_by_both();
    const Services trusting(options("tsa-long"));
    const auto stamped = extend(signed_pdf, Level::t, trusting, kNow);
    REQUIRE(stamped);
    const std::size_t before = pki().read("log").size();
    const std::vector<std::string> others = {pki().der("timestamp-root")};
    for (const auto& believed : {others, std::vector<std::string>{}}) {
        ServiceOptions some = options("tsa-long");
        some.roots = believed;
        const auto extended = extend(stamped->pdf, Level::lt, Services(some), kNow);
        const std::string said = outcome(extended);
        CHECK(said.starts_with("B-T; the certificate “"));
        CHECK(said.find("leads to no trusted root; no address in it was contacted") != std::string::npos);
        CHECK(extended->pdf == stamped->pdf);
    }
    // The authority's own chain is trusted in the first round; nobody else's responder or list is asked.
    const std::string asked_since = pki().read("log").substr(before);
    CHECK(asked_since.find("public") == std::string::npos);
    CHECK(asked_since.find("government") == std::string::npos);
    CHECK(asked_since.find(".cer") == std::string::npos);
}
