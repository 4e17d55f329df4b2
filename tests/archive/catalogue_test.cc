// The catalogue is derived: what it says is compared with the log, and a lie or a loss is named.
#include <sqlite3.h>

#include "archive/stored_archive.h"
#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

/// As somebody with the file at hand would.
void edit(const Home& home, const std::string& sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open((home.archive / "catalogue.db").c_str(), &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
}

std::vector<Damage> damage_of(const Home& home) {
    const auto report = check(home.archive);
    REQUIRE(report);
    return report->damage;
}

/// Two entries of one unit in the log, as a catalogue that had lost a row let happen.
void write_second_entry(const Home& home) {
    stored(*home.writer(), submissions(0, 3));
    edit(home,
         "INSERT INTO name(name, rowid, folded) SELECT 'delete', leaf, folded FROM document WHERE leaf = 1;"
         "DELETE FROM document WHERE leaf = 1; UPDATE head SET documents = 2");
    Submission other = submission(1, "Trần Thị Mai");
    other.description.document = sha256("another document");
    other.description.code = crockford60(other.description.document);
    other.description.record_digest = sha256("another record");
    stored(*home.writer(), {other});
}

}  // namespace

TEST_CASE("each edited, deleted or invented row of the catalogue is named with its document") {
    const Home home("hocba-catalogue-rows");
    {
        auto writer = home.writer();
        REQUIRE(writer->log_seal(submission(1), noon));
        stored(*writer, submissions(0, 4));
    }
    CHECK(damage_of(home).empty());
    const std::string code = submission(2).description.code, uuid = submission(2).description.uuid;
    for (const std::string& sql :
         {"UPDATE document SET pupil_name = 'Kẻ Gian' WHERE uuid = '" + uuid + "'",
          "UPDATE document SET state = 'revoked' WHERE uuid = '" + uuid + "'",
          "UPDATE document SET code = CAST(code AS BLOB) WHERE uuid = '" + uuid + "'",
          "DELETE FROM document WHERE uuid = '" + uuid + "'",
          "INSERT INTO name(name, rowid, folded) SELECT 'delete', leaf, folded FROM document WHERE uuid = '" +
              uuid + "'",
          "UPDATE leaf SET manifest = 'x' WHERE leaf = (SELECT leaf FROM document WHERE uuid = '" + uuid +
              "')",
          "UPDATE member SET at = at + 512 WHERE name = '" + member_name(submission(2).pdf, ".pdf") + "'"}) {
        INFO(sql);
        edit(home, sql);
        const auto damage = damage_of(home);
        REQUIRE(damage.size() >= 1);
        CHECK(damage[0].where == "catalogue.db");
        CHECK(damage[0].document == code);
        CHECK(damage[0].what.vi.find("hocba archive rebuild") != std::string::npos);
        CHECK(damage.size() == 1);
        REQUIRE(Archive::rebuild(home.archive));
        CHECK(damage_of(home).empty());
    }
    edit(home, "INSERT INTO leaf VALUES(77, 'x')");
    CHECK(damage_of(home).size() == 1);
}

TEST_CASE("a catalogue that is missing, behind, of another structure or of another history is named") {
    const Home home("hocba-catalogue-whole");
    stored(*home.writer(), submissions(0, 2));
    fs::copy(home.archive / "catalogue.db", home.folder.path / "old.db");
    stored(*home.writer(), submissions(2, 4));
    const auto one = [&home](const std::string& words) {
        const auto damage = damage_of(home);
        REQUIRE(damage.size() == 1);
        CHECK(damage[0].where == "catalogue.db");
        CHECK(damage[0].what.en.find(words) != std::string::npos);
        CHECK(damage[0].what.en.find("run `hocba archive rebuild`") != std::string::npos);
        REQUIRE(Archive::rebuild(home.archive));
    };
    fs::copy(home.folder.path / "old.db", home.archive / "catalogue.db",
             fs::copy_options::overwrite_existing);
    one("knows 2 of the log's 4 entries");
    fs::remove(home.archive / "catalogue.db");
    one("the catalogue is missing");
    edit(home, "DROP INDEX document_code");
    one("of another structure");
    write_bytes(home.archive / "catalogue.db", "no database at all");
    one("file is not a database");
    CHECK(damage_of(home).empty());
    edit(home, "UPDATE head SET root = zeroblob(32)");
    CHECK(damage_of(home).size() == 1);
    CHECK(damage_of(home)[0].what.en.find("another history") != std::string::npos);
    CHECK_FALSE(Archive::rebuild(home.archive));  // the log may be the wrong one of the two
}

TEST_CASE("a catalogue that lost rows opens neither for writing nor for reading until it is rebuilt") {
    const Home home("hocba-catalogue-lost");
    stored(*home.writer(), submissions(0, 3));
    for (const char* sql : {"DELETE FROM document WHERE leaf = 1", "DELETE FROM leaf WHERE leaf = 1",
                            "DELETE FROM document; DELETE FROM leaf"}) {
        edit(home, sql);
        for (const auto& opened :
             {Archive::open_for_writing(home.archive, home.key), Archive::open_for_reading(home.archive)}) {
            REQUIRE_FALSE(opened);
            CHECK(opened.error().fault == Fault::archive);
            CHECK(opened.error().problems[0].hint.en == "Run `hocba archive rebuild`.");
        }
        CHECK(Archive::rebuild(home.archive).value_or(0) == 3);
        CHECK(home.writer()->put({submission(1)}, noon)[0]->second == PutOutcome::already_issued);
    }
}

TEST_CASE("a second entry of one unit is named by check and rebuild, and the first is kept") {
    const Home home("hocba-catalogue-twice");
    write_second_entry(home);
    bool named = false;
    for (const Damage& damage : damage_of(home)) named = named || damage.where == "log, entry 3";
    CHECK(named);
    for (int again = 0; again < 2; ++again) {
        const auto rebuilt = Archive::rebuild(home.archive);
        REQUIRE_FALSE(rebuilt);
        CHECK(rebuilt.error().fault == Fault::archive);
        REQUIRE(rebuilt.error().problems.size() == 1);
        CHECK(rebuilt.error().problems[0].where == "log, entry 3");
        CHECK(rebuilt.error().problems[0].what.en.find("a second entry for the UUID") == 0);
    }
    const auto kept = home.reader()->find_unit(submission(1).description.uuid, 1);
    REQUIRE(kept->has_value());
    CHECK((*kept)->leaf == 1);
    CHECK(damage_of(home).size() == 1);  // the log keeps its second entry for ever
    stored(*home.writer(), {submission(5)});
}

TEST_CASE("the private key in the place of the public one is a wrong command, not damage") {
    const Home home("hocba-private");
    stored(*home.writer(), submissions(0, 1));
    const auto report = check(home.archive, home.key);
    REQUIRE_FALSE(report);
    CHECK(report.error().fault == Fault::usage);
    CHECK(report.error().problems[0].what.en == "this is the private key; give log/key.vkey");
}
