// The life of a record: what may happen to a document and when, and that the log alone tells it again.
#include <fmt/format.h>

#include "archive/entry.h"
#include "archive/statement.h"
#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

const std::string approval = "%PDF-1.7 the department's approval";
const Decision approved{"12/QĐ-SGDĐT", "2024-07-10", approval};

/// Noon in Vietnam.
Instant at(const char* day) {
    return *parse_instant(std::string(day) + "T12:00:00+07:00");
}
const Instant in_time = at("2024-06-10");

/// A pupil's document of a school year; `n` makes it another document.
Submission of_year(int n, int pupil, const std::string& year, const std::string& more = "\"promoted\":true",
                   const std::string& name = "Nguyễn Văn Đạt") {
    Submission s = submission(n, name);
    s.description.pupil_id = fmt::format("001214{:06}", pupil);
    s.description.school_year = year;
    s.record = fmt::format(R"({{"lookup_uuid":"{}","pupil":{{"name":"{}"}},"years":[{{"name":"{}",{}}}]}})",
                           s.description.uuid, name, year, more);
    s.description.record_digest = sha256(s.record);
    return s;
}

std::string id(int n) {
    return submission(n).description.document;
}

Event event(EventKind kind, int about, int successor = -1) {
    Event e{kind, id(about)};
    if (successor >= 0) e.successor = id(successor);
    e.reason = "Nhập sai điểm";
    e.role = "principal";
    e.person = "Trần Văn E";
    return e;
}

Event with(Event e, Decision decision = approved) {
    e.decision = std::move(decision);
    return e;
}

std::string said(const Result<bool>& answer) {
    if (!answer)
        return fmt::format("exit {}: {}", static_cast<int>(answer.error().fault),
                           answer.error().problems.at(0).what.en);
    return *answer ? "logged" : "known";
}

std::string enacted(Archive& archive, const Event& e, Instant now = in_time) {
    return said(archive.enact({e}, Freeze{}, now).at(0));
}

Entry entry(const Archive& archive, int n) {
    const auto found = archive.find_document(id(n));
    REQUIRE(found);
    REQUIRE(*found);
    return **found;
}

std::string put_again(Archive& archive, const Submission& s) {
    const auto answer = archive.put({s}, in_time).at(0);
    return answer ? "stored" : fmt::format("exit {}", static_cast<int>(answer.error().fault));
}

/// Every kind once. 1 revoked, 2 replaced by 3, 3 continued by 4, 4 held, 5 held and released.
void live(const Home& home) {
    const auto archive = home.writer();
    stored(*archive, {of_year(1, 1, "2023-2024"), of_year(2, 2, "2023-2024"), of_year(3, 2, "2023-2024"),
                      of_year(4, 2, "2024-2025"), of_year(5, 5, "2023-2024")});
    CHECK(enacted(*archive, with(event(EventKind::revoke, 1))) == "logged");
    CHECK(enacted(*archive, event(EventKind::supersede, 2, 3)) == "logged");
    CHECK(enacted(*archive, event(EventKind::continuation, 3, 4)) == "logged");
    CHECK(enacted(*archive, event(EventKind::hold, 4)) == "logged");
    CHECK(enacted(*archive, event(EventKind::hold, 5)) == "logged");
    CHECK(enacted(*archive, event(EventKind::release, 5)) == "logged");
}

/// What is told of the five documents, events included.
std::string told(const Archive& archive) {
    std::string text = answers(archive);
    for (int n = 1; n <= 5; ++n) {
        const Entry e = entry(archive, n);
        text += fmt::format("{} {} {} {}\n", n, e.state, e.held, e.decision);
        const auto past = archive.history(e);
        REQUIRE(past);
        for (const PastEvent& one : *past)
            text += fmt::format("  {} {} {} {} {} {}\n", one.leaf, name_of(one.event.kind),
                                to_rfc3339(one.at), one.event.reason, one.event.person, citation(one.event));
    }
    return text;
}

}  // namespace

TEST_CASE(
    "the same recall and replacement on six days: before the freeze the school decides, after it the "
    "department") {
    // QĐ 1789/QĐ-SGDĐT, Điều 21.1, 21.2: before 30 June; before 15 August for pupils awaiting re-assessment.
    const std::string frozen =
        "exit 2: the data of 2023-2024 are frozen: the school can no longer recall or replace it by itself";
    struct Row {
        const char* day;
        std::string promoted, awaiting;
    };
    for (const Row& row : {Row{"2024-06-29", "logged", "logged"}, Row{"2024-06-30", frozen, "logged"},
                           Row{"2024-07-01", frozen, "logged"}, Row{"2024-08-14", frozen, "logged"},
                           Row{"2024-08-15", frozen, frozen}, Row{"2024-08-16", frozen, frozen}}) {
        INFO(row.day);
        const Home home("hocba-freeze");
        const auto archive = home.writer();
        stored(*archive, {of_year(1, 1, "2023-2024"), of_year(2, 1, "2023-2024"),
                          of_year(3, 3, "2023-2024", "\"promoted\":false"),
                          of_year(4, 3, "2023-2024", "\"promoted\":true,\"summer\":\"Đạt\""),
                          of_year(5, 5, "2023-2024"), of_year(6, 6, "2023-2024", "\"promoted\":false")});
        // Điều 21.4 names recall and replacement together.
        CHECK(enacted(*archive, event(EventKind::revoke, 5), at(row.day)) == row.promoted);
        CHECK(enacted(*archive, event(EventKind::revoke, 6), at(row.day)) == row.awaiting);
        CHECK(enacted(*archive, event(EventKind::supersede, 1, 2), at(row.day)) == row.promoted);
        CHECK(enacted(*archive, event(EventKind::supersede, 3, 4), at(row.day)) == row.awaiting);
        for (const auto& [old, fresh] : {std::pair{1, 2}, {3, 4}}) {
            const std::string with_approval =
                enacted(*archive, with(event(EventKind::supersede, old, fresh)), at(row.day));
            CHECK(with_approval == (entry(*archive, old).decision.empty() ? "known" : "logged"));
            CHECK(entry(*archive, old).state == "superseded");
        }
    }
}

TEST_CASE("the freeze begins at midnight in Vietnam, on the days that were configured") {
    const Freeze usual;
    CHECK_FALSE(is_frozen(usual, "2023-2024", false, *parse_instant("2024-06-29T16:59:59Z")));
    CHECK(is_frozen(usual, "2023-2024", false, *parse_instant("2024-06-29T17:00:00Z")));
    CHECK_FALSE(is_frozen({"07-05", "08-20"}, "2023-2024", false, at("2024-07-04")));
    CHECK_FALSE(is_frozen({"07-05", "08-20"}, "2023-2024", true, at("2024-08-19")));
    CHECK(is_frozen({"07-05", "08-20"}, "2023-2024", true, at("2024-08-20")));
    CHECK(is_frozen(usual, "năm ngoái", false, at("2024-01-01")));
    CHECK(is_lawful(usual));
    CHECK_FALSE(is_lawful({"06-31", "08-15"}));
    CHECK_FALSE(is_lawful({"06-30", "02-29"}));
}

TEST_CASE("who awaits re-assessment is read from the record's year") {
    const auto awaits = [](const std::string& members) {
        const auto record = parse_json(
            R"({"years":[{"name":"2022-2023","promoted":false},{"name":"2023-2024",)" + members + "}]}", "r");
        REQUIRE(record);
        return awaits_reassessment(*record, "2023-2024");
    };
    CHECK_FALSE(awaits(R"("promoted":true)"));
    CHECK(awaits(R"("promoted":false)"));
    CHECK_FALSE(awaits(R"("promoted":false,"promotion":{"denied":"Ở lại lớp 6"})"));
    CHECK(awaits(R"("promoted":true,"promotion":{"after_retest":"Lên lớp 7"})"));
    CHECK(awaits(R"("promoted":true,"subjects":{"toan":{"year":4.5,"retest":5.5}})"));
    CHECK_FALSE(awaits_reassessment(Json(Json::Object{}), "2023-2024"));
}

TEST_CASE("a change of civil status demands its decision, at any time, and changes the pupil's data alone") {
    const Home home("hocba-civil");
    const auto archive = home.writer();
    const std::string promoted = "\"promoted\":true";
    stored(*archive,
           {of_year(1, 1, "2023-2024"), of_year(2, 1, "2023-2024", promoted, "Nguyễn Thị Đạt"),
            of_year(3, 1, "2023-2024", "\"promoted\":true,\"result\":\"Hoàn thành\"", "Nguyễn Thị Đạt")});
    Event change = event(EventKind::supersede, 1, 2);
    change.civil_status = true;
    CHECK(enacted(*archive, change) == "exit 2: a change of civil status needs its decision");
    Event more = with(change);
    more.successor = id(3);
    CHECK(enacted(*archive, more, at("2026-01-10")) ==
          "exit 2: the replacement changes more than the pupil's own data");
    CHECK(enacted(*archive, with(change), at("2026-01-10")) == "logged");
    CHECK(entry(*archive, 1).state == "superseded");
    CHECK(entry(*archive, 1).decision == "12/QĐ-SGDĐT, 2024-07-10");
}

TEST_CASE("what the life of a record does not allow is refused, and said again it is known") {
    const Home home("hocba-life-refused");
    const auto archive = home.writer();
    stored(*archive, {of_year(1, 1, "2023-2024"), of_year(2, 1, "2023-2024"), of_year(3, 3, "2023-2024"),
                      of_year(4, 1, "2024-2025")});
    REQUIRE(archive->log_seal(of_year(6, 6, "2023-2024"), in_time));
    const std::string other = "exit 2: the replacement is of another pupil or another school year";
    CHECK(enacted(*archive, event(EventKind::supersede, 1, 3)) == other);
    CHECK(enacted(*archive, event(EventKind::supersede, 1, 4)) == other);
    CHECK(enacted(*archive, event(EventKind::supersede, 1, 9)) == "exit 2: the archive has no such document");
    CHECK(enacted(*archive, event(EventKind::supersede, 6, 2)) ==
          "exit 2: this document is pending: that cannot be done with it");
    CHECK(enacted(*archive, event(EventKind::supersede, 1, 1)) ==
          "exit 64: a document neither replaces nor continues itself");
    const std::string later = "exit 2: this document is not of the same pupil in a later school year";
    CHECK(enacted(*archive, event(EventKind::continuation, 4, 1)) == later);
    CHECK(enacted(*archive, event(EventKind::continuation, 3, 4)) == later);
    Event silent = event(EventKind::revoke, 1);
    silent.reason.clear();
    CHECK(enacted(*archive, silent) == "exit 64: a reason, or who answers for it, is missing");
    CHECK(
        enacted(*archive, with(event(EventKind::revoke, 1), {"", "2024-07-10", approval})).find("exit 64") ==
        0);
    CHECK(enacted(*archive, with(event(EventKind::revoke, 1), {"12", "2024-02-30", approval}))
              .find("exit 64") == 0);
    CHECK(enacted(*archive, with(event(EventKind::revoke, 1), {"12", "2024-02-20", "PK zip"})) ==
          "exit 64: the decision's file is no PDF");
    CHECK(enacted(*archive, event(EventKind::release, 1)) == "known");  // nothing was held
    CHECK(enacted(*archive, event(EventKind::hold, 1)) == "logged");
    CHECK(enacted(*archive, event(EventKind::hold, 1)) == "known");
    CHECK(enacted(*archive, event(EventKind::supersede, 1, 2)) == "logged");  // a hold forbids erasure alone
    CHECK(enacted(*archive, event(EventKind::supersede, 1, 2)) == "known");
    CHECK(enacted(*archive, event(EventKind::revoke, 1)) ==
          "exit 2: this document is superseded: that cannot be done with it");
    CHECK(enacted(*archive, event(EventKind::supersede, 2, 1)) ==
          "exit 2: this document is superseded: that cannot be done with it");
    // A sealed document that was never finished can only be revoked; nobody finishes it afterwards.
    // It was never issued, so the freeze does not concern it.
    CHECK(enacted(*archive, event(EventKind::revoke, 6), at("2026-01-10")) == "logged");
    CHECK(enacted(*archive, event(EventKind::revoke, 6)) == "known");
    CHECK(put_again(*archive, of_year(6, 6, "2023-2024")) == "exit 2");
    CHECK(put_again(*archive, of_year(1, 1, "2023-2024")) == "exit 2");
    CHECK(put_again(*archive, of_year(2, 1, "2023-2024")) == "stored");
}

TEST_CASE("events of one document in one call follow one another") {
    const Home home("hocba-life-batch");
    const auto archive = home.writer();
    stored(*archive, {of_year(1, 1, "2023-2024"), of_year(2, 2, "2023-2024")});
    const auto answers = archive->enact({event(EventKind::hold, 1), event(EventKind::revoke, 2),
                                         event(EventKind::release, 1), event(EventKind::revoke, 2)},
                                        Freeze{}, in_time);
    std::vector<std::string> words;
    for (const auto& answer : answers) words.push_back(said(answer));
    CHECK(words == std::vector<std::string>{"logged", "logged", "logged", "known"});
    CHECK_FALSE(entry(*archive, 1).held);
}

TEST_CASE("states, holds and histories are told, with the decision's bytes") {
    const Home home("hocba-life");
    live(home);
    const auto archive = home.reader();
    const std::vector<std::string> states = {"revoked", "superseded", "issued", "issued", "issued"};
    for (int n = 1; n <= 5; ++n) CHECK(entry(*archive, n).state == states[static_cast<std::size_t>(n - 1)]);
    CHECK(entry(*archive, 4).held);
    CHECK_FALSE(entry(*archive, 5).held);
    const auto revoked = archive->history(entry(*archive, 1));
    REQUIRE(revoked->size() == 1);
    CHECK(revoked->at(0).leaf == 5);
    CHECK(archive->decision(revoked->at(0)).value_or("") == approval);
    const auto third = archive->history(entry(*archive, 3));
    REQUIRE(third->size() == 2);  // it replaces 2, and 4 follows it
    CHECK(third->at(0).event.document == id(2));
    CHECK(third->at(1).event.successor == id(4));
    std::vector<std::string> exceptions;
    REQUIRE(
        archive->each_exception([&](const Entry& e) { exceptions.push_back(e.state + " " + e.decision); }));
    CHECK(exceptions == std::vector<std::string>{"revoked 12/QĐ-SGDĐT, 2024-07-10", "superseded "});
}

TEST_CASE("check, rebuild, recovery and the cold check know every event") {
    const Home home("hocba-life-check");
    fs::create_directories(home.folder.path / "old");
    {
        const auto archive = home.writer();
        stored(*archive, {of_year(1, 1, "2023-2024")});
    }
    const fs::path before = home.folder.path / "catalogue.old";
    fs::copy(home.archive / "catalogue.db", before);
    {
        const auto archive = home.writer();
        CHECK(enacted(*archive, with(event(EventKind::revoke, 1))) == "logged");
    }
    // Recovery: a catalogue that has not heard of it catches up when a writer opens.
    fs::copy(before, home.archive / "catalogue.db", fs::copy_options::overwrite_existing);
    CHECK(entry(*home.writer(), 1).state == "revoked");

    const Home full("hocba-life-rebuild");
    live(full);
    const auto report = check(full.archive);
    REQUIRE(report);
    CHECK(report->damage.empty());
    CHECK(report->documents == 5);
    CHECK(report->leaves == 11);  // 5 documents, 6 events
    const std::string once = told(*full.reader());
    for (const char* file : {"catalogue.db", "catalogue.db-wal", "catalogue.db-shm"})
        fs::remove(full.archive / file);
    CHECK(Archive::rebuild(full.archive).value_or(0) == 5);
    CHECK(told(*full.reader()) == once);
    CHECK(check(full.archive)->damage.empty());
    CHECK(run(HOCBA_SOURCE "/scripts/cold-check.sh " + full.archive.string()).status == 0);
}

TEST_CASE("a lost event is named: without it a revoked document would be valid") {
    const Home home("hocba-life-lost");
    live(home);
    const auto edit = [&](const std::string& sql) {
        sqlite3* raw = nullptr;
        REQUIRE(sqlite3_open((home.archive / "catalogue.db").c_str(), &raw) == SQLITE_OK);
        const Connection connection(raw);
        REQUIRE(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    };
    for (const char* sql :
         {"DELETE FROM event WHERE leaf = 5", "UPDATE event SET kind = 'hold' WHERE leaf = 5",
          "UPDATE event SET decision = '' WHERE leaf = 5"}) {
        INFO(sql);
        edit(sql);
        const auto damage = check(home.archive)->damage;
        REQUIRE(damage.size() == 1);
        CHECK(damage[0].document == submission(1).description.code);
        CHECK(damage[0].what.en.find("row \"event 5\"") != std::string::npos);
        if (std::string_view(sql).substr(0, 6) == "DELETE")
            CHECK_FALSE(Archive::open_for_reading(home.archive));
        REQUIRE(Archive::rebuild(home.archive));
        CHECK(check(home.archive)->damage.empty());
    }
    edit("PRAGMA user_version = 2");
    const auto old = Archive::open_for_reading(home.archive);
    REQUIRE_FALSE(old);
    CHECK(old.error().problems.at(0).hint.en == "Run `hocba archive rebuild`.");
    REQUIRE(Archive::rebuild(home.archive));
    CHECK(Archive::open_for_reading(home.archive));
}

TEST_CASE("every flipped byte of an event's members is damage of the document that it is about") {
    const Home home("hocba-life-flipped");
    const auto written = [&] { return fs::file_size(home.archive / "store/open/pack-00000001.tar"); };
    std::uintmax_t from = 0;
    {
        const auto archive = home.writer();
        stored(*archive, {of_year(1, 1, "2023-2024")});
        from = written();
        CHECK(enacted(*archive, with(event(EventKind::revoke, 1))) == "logged");
    }
    const fs::path pack = home.archive / "store/open/pack-00000001.tar";
    const std::string good = bytes_of(pack);
    std::string other = good;
    other[good.find("\"kind\":\"revoke\"") + 9] = 'X';
    write_bytes(pack, other);
    CHECK_FALSE(Archive::rebuild(home.archive));
    CHECK_FALSE(fs::exists(home.archive / "catalogue.db.rebuilt"));  // and the catalogue that was is kept
    CHECK(entry(*home.reader(), 1).state == "revoked");
    for (std::uintmax_t place = from; place < good.size(); place += 7) {
        std::string bad = good;
        bad[place] ^= 0x20;
        write_bytes(pack, bad);
        const auto report = check(home.archive);
        REQUIRE(report);
        INFO("byte " << place);
        CHECK_FALSE(report->damage.empty());
    }
    write_bytes(pack, good);
    CHECK(check(home.archive)->damage.empty());
}

TEST_CASE("the log has no word of an event but its kind, its time and its place") {
    const Home home("hocba-life-log");
    live(home);
    const std::string lines = bytes_of(home.archive / "log/tile/entries/000.p/11");
    for (const char* word : {"Nhập sai", "Trần", "principal", "12/Q", "approval", "predecessor"})
        CHECK(lines.find(word) == std::string::npos);
    for (const char* kind : {"revoke", "supersede", "continue", "hold", "release"})
        CHECK(lines.find(fmt::format("\"kind\":\"{}\"", kind)) != std::string::npos);
}
