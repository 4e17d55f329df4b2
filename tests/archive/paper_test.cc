// Scans of old paper: unconfirmed until all have signed, never issued, and only by bytes appended.
#include <catch2/catch.hpp>

#include "archive/check.h"
#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

/// The n-th scan: no issue, no seals.
Submission scan(int n) {
    Submission s = submission(n);
    s.description.form = "hoc-ba-giay 1";
    s.issue = {};
    s.issue.uuid = s.description.uuid;
    s.seals.clear();
    return s;
}

Submission with_more(Submission s, const std::string& bytes) {
    s.pdf += bytes;
    return s;
}

Entry filed(Archive& archive, const Submission& s) {
    const auto answer = archive.put_paper({s}, noon);
    REQUIRE(answer.front());
    REQUIRE(answer.front()->second == PutOutcome::stored);
    return answer.front()->first;
}

std::string state(const Archive& archive, int n) {
    const auto entry = archive.find_unit(submission(n).description.uuid, 1);
    REQUIRE(entry);
    return *entry ? (*entry)->state : "none";
}

Fault fault_of(const std::vector<Result<std::pair<Entry, PutOutcome>>>& answers) {
    return answers.front() ? Fault::none : answers.front().error().fault;
}

}  // namespace

TEST_CASE("a scan is unconfirmed until it is confirmed by appended bytes alone") {
    const Home home("paper");
    const auto archive = home.writer();
    CHECK(filed(*archive, scan(1)).state == "unconfirmed");
    CHECK(state(*archive, 1) == "unconfirmed");
    CHECK(archive->put_paper({scan(1)}, noon).front()->second == PutOutcome::already_issued);
    Submission other = with_more(scan(1), "signed");
    other.pdf[100] ^= 1;
    CHECK(fault_of(archive->confirm({other}, noon)) == Fault::document);
    CHECK(fault_of(archive->confirm({scan(2)}, noon)) == Fault::usage);  // was never filed
    CHECK(state(*archive, 1) == "unconfirmed");
    const auto done = archive->confirm({with_more(scan(1), "signed")}, noon);
    REQUIRE(done.front());
    CHECK(done.front()->first.state == "confirmed");
    CHECK(*archive->pdf(done.front()->first) == scan(1).pdf + "signed");
    CHECK(archive->has_version(done.front()->first, sha256(scan(1).pdf)));
    CHECK(archive->confirm({with_more(scan(1), "signed")}, noon).front()->second ==
          PutOutcome::already_issued);
}

TEST_CASE("a confirmed scan that is renewed stays confirmed; an issued document is never confirmed") {
    const Home home("paper-renewed");
    const auto archive = home.writer();
    filed(*archive, scan(1));
    CHECK(fault_of(archive->renew({with_more(scan(1), "stamp")}, noon)) == Fault::usage);  // unconfirmed
    REQUIRE(archive->confirm({with_more(scan(1), "signed")}, noon).front());
    REQUIRE(archive->confirm({with_more(scan(1), "signed and stamped")}, noon).front());
    CHECK(state(*archive, 1) == "confirmed");
    stored(*archive, {submission(5)});
    CHECK(fault_of(archive->confirm({with_more(submission(5), "x")}, noon)) == Fault::usage);
    CHECK(state(*archive, 5) == "issued");
}

TEST_CASE("scans are neither issues nor exceptions, until they are revoked") {
    const Home home("paper-told");
    const auto archive = home.writer();
    filed(*archive, scan(1));
    filed(*archive, scan(2));
    REQUIRE(archive->confirm({with_more(scan(2), "signed")}, noon).front());
    stored(*archive, {submission(3)});
    const auto told = [&] {
        std::vector<std::string> all;
        REQUIRE(archive->each_exception(
            [&](const Entry& e) { all.push_back(e.description.uuid.substr(35) + " " + e.state); }));
        REQUIRE(archive->each_issue([&](const Entry& e, const form::Issue&, const auto&) {
            all.push_back("issue " + e.description.uuid.substr(35));
            return Result<void>();
        }));
        return all;
    };
    CHECK(told() == std::vector<std::string>{"issue 3"});
    Event event{EventKind::revoke, scan(1).description.document};
    event.reason = "Quét nhầm";
    event.role = "clerk";
    event.person = "Lê Thị D";
    const auto done = archive->enact({event}, {}, noon);  // long after the freeze: nobody had confirmed it
    REQUIRE(done.front());
    CHECK(told() == std::vector<std::string>{"1 revoked", "issue 3"});
    CHECK(fault_of(archive->confirm({with_more(scan(1), "signed")}, noon)) == Fault::usage);
    event.document = scan(2).description.document;
    const auto confirmed = archive->enact({event}, {}, {1800000000, 420});
    CHECK_FALSE(confirmed.front());  // what the school confirmed is revoked with a decision
}

TEST_CASE("check and rebuild know scans; their manifest has no issue") {
    const Home home("paper-whole");
    std::string before;
    {
        const auto archive = home.writer();
        filed(*archive, scan(1));
        filed(*archive, scan(2));
        REQUIRE(archive->confirm({with_more(scan(2), "signed")}, noon).front());
        before = answers(*archive);
    }
    const auto report = check(home.archive);
    REQUIRE(report);
    CHECK(report->damage.empty());
    CHECK((report->documents == 2 && report->leaves == 3));
    fs::remove(home.archive / "catalogue.db");
    REQUIRE(Archive::rebuild(home.archive));
    CHECK(answers(*home.reader()) == before);
    const std::string pack = bytes_of(home.archive / "store/open/pack-00000001.tar");
    CHECK(pack.find("\"kind\":\"digitise\"") != pack.npos);
    CHECK(pack.find("\"kind\":\"confirm\"") != pack.npos);
    CHECK(pack.find("\"issue\":") == pack.npos);
    CHECK(*home.reader()->record(*(*home.reader()->find_unit(scan(1).description.uuid, 1))) ==
          scan(1).record);
}
