// A renewal: the same document with a longer PDF. The older bytes stay, the newest are shown.
#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

Submission longer(int n, const std::string& more) {
    Submission s = submission(n);
    s.pdf += more;
    return s;
}

std::string outcome(const Result<std::pair<Entry, PutOutcome>>& answer) {
    if (!answer) return answer.error().problems.at(0).what.en;
    return answer->second == PutOutcome::stored ? "stored" : "already";
}

std::string renewed(Archive& archive, const Submission& submission) {
    return outcome(archive.renew({submission}, noon).front());
}

}  // namespace

TEST_CASE("a renewed document is shown with its newest bytes, and known by its older ones") {
    const Home home("hocba-renew");
    auto writer = home.writer();
    const auto entries = stored(*writer, submissions(0, 3));
    CHECK(renewed(*writer, longer(1, "evidence")) == "stored");
    CHECK(renewed(*writer, longer(1, "evidence, timestamp")) == "stored");
    const auto entry = writer->find_document(submission(1).description.document);
    REQUIRE(entry);
    CHECK((*entry)->state == "issued");
    CHECK((*entry)->leaf == 4);
    CHECK(writer->pdf(**entry).value_or("") == longer(1, "evidence, timestamp").pdf);
    for (const char* more : {"", "evidence", "evidence, timestamp"})
        CHECK(writer->has_version(**entry, sha256(longer(1, more).pdf)));
    for (const std::string& other : {submission(0).pdf, submission(1).pdf.substr(0, 700), std::string()})
        CHECK_FALSE(writer->has_version(**entry, sha256(other)));
    const auto proof = writer->proof(**entry);
    REQUIRE(proof);
    CHECK(proof->text_or("entry").find("\"kind\":\"renew\"") != std::string::npos);
    CHECK(writer->find({})->size() == 3);
    // Put again as it once was: acknowledged, not refused.
    CHECK(outcome(writer->put({submission(1)}, noon).front()) == "already");
}

TEST_CASE("check, rebuild, recovery and the cold check know a renewal") {
    const Home home("hocba-renew-check");
    {
        auto writer = home.writer();
        stored(*writer, submissions(0, 3));
        CHECK(renewed(*writer, longer(1, "timestamp")) == "stored");
        const auto report = check(home.archive);
        REQUIRE(report);
        CHECK(report->damage.empty());
        CHECK(report->documents == 3);
    }
    const std::string before = answers(*home.reader());
    for (const char* file : {"catalogue.db", "catalogue.db-wal", "catalogue.db-shm"})
        fs::remove(home.archive / file);
    REQUIRE(Archive::rebuild(home.archive));
    CHECK(answers(*home.writer()) == before);
    CHECK(run(HOCBA_SOURCE "/scripts/cold-check.sh " + home.archive.string()).status == 0);
}

TEST_CASE("only what is archived is renewed, and only by bytes that continue it") {
    const Home home("hocba-renew-refused");
    auto writer = home.writer();
    stored(*writer, submissions(0, 2));
    REQUIRE(writer->log_seal(submission(2), noon));
    const std::string refused = "only an archived document is renewed, once in a commit";
    CHECK(renewed(*writer, longer(3, "x")) == refused);  // never stored
    CHECK(renewed(*writer, longer(2, "x")) == refused);  // sealed, not signed
    Submission other_record = longer(1, "x");
    other_record.description.record_digest = sha256("another record");
    CHECK(renewed(*writer, other_record) == refused);
    Submission rewritten = longer(1, "x");
    rewritten.pdf[20] ^= 1;
    CHECK(renewed(*writer, rewritten) ==
          "the archive holds other bytes for this document, " + submission(1).description.code);
    CHECK(renewed(*writer, submission(1)) == "already");
    const auto twice = writer->renew({longer(1, "x"), longer(1, "xy")}, noon);
    CHECK(outcome(twice[0]) == "stored");
    CHECK(outcome(twice[1]) == refused);
}
