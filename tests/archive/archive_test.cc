// What is put in comes out again, once, and finds itself after the catalogue is lost.
#include <fmt/format.h>

#include <thread>

#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

int code_of(const Error& error) {
    return static_cast<int>(error.fault);
}

}  // namespace

TEST_CASE("a document comes back as it went in, with a proof") {
    const Home home("hocba-roundtrip");
    auto writer = home.writer();
    const auto entries = stored(*writer, submissions(0, 3));
    REQUIRE(entries.size() == 3);
    CHECK(entries[2].leaf == 2);
    CHECK(entries[2].state == "issued");
    const Submission third = submission(2);
    CHECK(writer->pdf(entries[2]).value_or("") == third.pdf);
    const auto reader = home.reader();
    const auto back = reader->get(entries[2]);
    REQUIRE(back);
    CHECK(back->record == third.record);
    CHECK(back->pdf == third.pdf);
    CHECK(back->seals == third.seals);
    CHECK(back->software == third.software);
    CHECK(form::to_json(back->issue, true) == form::to_json(third.issue, true));
    const auto proof = reader->proof(entries[0]);
    REQUIRE(proof);
    CHECK(proof->integer_or("tree_size", 0) == 3);
    CHECK(proof->find("inclusion")->array()->size() == 2);  // its neighbour, then the third leaf
    CHECK(proof->text_or("checkpoint").find(origin + "\n3\n") == 0);
    CHECK(proof->text_or("entry").size() < 1024);
    CHECK(proof->text_or("entry").find("Nguyễn") == std::string::npos);
    const Ran listed = run("tar -tf " + (home.archive / "store/open/pack-00000001.tar").string());
    CHECK(listed.status == 0);
    CHECK(std::count(listed.output.begin(), listed.output.end(), '\n') == 9);  // three members a document
}

TEST_CASE("a commit of many is 300 documents in two commits, across a full tile") {
    const Home home("hocba-many");
    auto writer = home.writer();
    const auto entries = stored(*writer, submissions(0, 300));
    CHECK(entries.back().leaf == 299);
    for (const int n : {0, 255, 256, 299}) {
        CHECK(writer->pdf(entries[static_cast<std::size_t>(n)]).value_or("") == submission(n).pdf);
        CHECK(writer->proof(entries[static_cast<std::size_t>(n)]));
    }
    const auto report = check(home.archive);
    REQUIRE(report);
    CHECK(report->damage.empty());
    CHECK(report->documents == 300);
    CHECK(report->leaves == 300);
    CHECK(report->log_key.find("log/key.vkey: hocba.example/so-ha-noi+") == 0);
}

TEST_CASE("the same again is already issued; a used UUID with another record is refused") {
    const Home home("hocba-again");
    auto writer = home.writer();
    stored(*writer, {submission(1)});
    Submission other = submission(1);
    other.description.record_digest = sha256("another");
    const auto answers = writer->put({submission(1), other, submission(2), submission(2)}, noon);
    REQUIRE(answers.size() == 4);
    REQUIRE(answers[0]);
    CHECK(answers[0]->second == PutOutcome::already_issued);
    CHECK(answers[0]->first.leaf == 0);
    REQUIRE_FALSE(answers[1]);
    CHECK(code_of(answers[1].error()) == 2);
    CHECK(answers[1].error().problems[0].hint.vi.find("UUID mới") != std::string::npos);
    CHECK(answers[1].error().problems[0].hint.en.find("new UUID") != std::string::npos);
    REQUIRE(answers[2]);
    CHECK(answers[2]->second == PutOutcome::stored);
    REQUIRE(answers[3]);
    CHECK(answers[3]->second == PutOutcome::already_issued);
    CHECK(writer->find({})->size() == 2);
}

TEST_CASE("a document that is archived already is refused with other bytes of its PDF") {
    const Home home("hocba-other-bytes");
    auto writer = home.writer();
    stored(*writer, {submission(1)});
    Submission other = submission(1), twin = submission(2);
    other.pdf += "%signed again";
    twin.pdf += "%signed again";
    const auto answers = writer->put({other, submission(2), twin, submission(1)}, noon);
    for (const std::size_t refused : {0U, 2U}) {
        REQUIRE_FALSE(answers[refused]);
        CHECK(code_of(answers[refused].error()) == 1);
        const Problem& problem = answers[refused].error().problems[0];
        CHECK(problem.what.en.find("holds other bytes for this document") != std::string::npos);
        CHECK(problem.hint.vi.find("lấy tệp đã lưu") != std::string::npos);
    }
    REQUIRE(answers[3]);
    CHECK(answers[3]->second == PutOutcome::already_issued);
    CHECK(writer->pdf(answers[3]->first).value_or("") == submission(1).pdf);
    CHECK(writer->find({})->size() == 2);
}

TEST_CASE("a sealed document is pending until it is put") {
    const Home home("hocba-pending");
    auto writer = home.writer();
    Submission sealed = submission(4);
    sealed.pdf.clear();
    REQUIRE(writer->log_seal(sealed, noon));
    REQUIRE(writer->log_seal(sealed, noon));  // again: nothing new
    const auto pending = writer->find_unit(sealed.description.uuid, 1);
    REQUIRE(pending);
    REQUIRE(*pending);
    CHECK((*pending)->state == "pending");
    CHECK(writer->get(**pending)->seals == sealed.seals);
    CHECK_FALSE(writer->pdf(**pending));
    Submission elsewhere = submission(4);
    elsewhere.description.document = sha256("sealed at another time");
    elsewhere.description.code = crockford60(elsewhere.description.document);
    REQUIRE_FALSE(writer->put({elsewhere}, noon)[0]);
    const auto entry = stored(*writer, {submission(4)})[0];
    CHECK(entry.leaf == 1);
    CHECK(writer->find({})->size() == 1);
    CHECK(writer->find_unit(sealed.description.uuid, 1)->value().state == "issued");
    CHECK(check(home.archive)->damage.empty());
}

TEST_CASE("documents are found by id, code, pupil, class and a name without marks") {
    const Home home("hocba-find");
    auto writer = home.writer();
    stored(*writer, {submission(1, "Đặng Thị Hương"), submission(2, "Nguyễn Văn Đạt"), submission(3)});
    const auto count = [&](std::string Query::*field, const std::string& value) {
        Query query;
        query.*field = value;
        return writer->find(query)->size();
    };
    CHECK(count(&Query::name, "dang thi huong") == 1);
    CHECK(count(&Query::name, "đạt") == 2);
    CHECK(count(&Query::name, "dat  nguyen") == 2);  // in any order
    CHECK(count(&Query::name, "nguyen d") == 2);     // as it is typed
    CHECK(count(&Query::name, "nguye van") == 0);
    CHECK(count(&Query::name, "\" OR *") == 0);
    CHECK(count(&Query::state, "issued") == 3);
    CHECK(count(&Query::state, "revoked") == 0);
    Query page;
    page.limit = 2;
    CHECK(writer->find(page)->back().leaf == 1);
    page.after = 1;
    CHECK(writer->find(page)->size() == 1);
    CHECK(count(&Query::name, "Ðạt") == 2);  // U+00D0
    CHECK(count(&Query::class_name, "4A2") == 2);
    CHECK(count(&Query::pupil_id, "001214000012") == 1);
    CHECK(count(&Query::school_year, "1999-2000") == 0);
    std::string code = submission(2).description.code;
    code.insert(8, "-").insert(4, "-");
    CHECK(count(&Query::code, code) == 1);
    const auto found = writer->find_document(submission(3).description.document.substr(0, 8));
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->leaf == 2);
    CHECK_FALSE(writer->find_document(std::string(8, 'x'))->has_value());
}

TEST_CASE("a deleted catalogue is rebuilt to the same answers") {
    const Home home("hocba-rebuild");
    std::string before;
    {
        auto writer = home.writer();
        Submission sealed = submission(40);
        REQUIRE(writer->log_seal(sealed, noon));
        stored(*writer, submissions(0, 20));
        stored(*writer, {submission(40)});
        REQUIRE(writer->log_seal(submission(41), noon));
        before = answers(*writer);
    }
    for (const char* suffix : {"", "-wal", "-shm"})
        fs::remove(home.archive / (std::string("catalogue.db") + suffix));
    CHECK_FALSE(Archive::open_for_reading(home.archive));
    const auto rebuilt = Archive::rebuild(home.archive);
    REQUIRE(rebuilt);
    CHECK(*rebuilt == 22);
    CHECK(answers(*home.reader()) == before);
    CHECK(home.writer()->put({submission(3)}, noon)[0]->second == PutOutcome::already_issued);
}

TEST_CASE("a second writer is refused and told to wait; readers go on") {
    const Home home("hocba-two");
    auto first = home.writer();
    stored(*first, {submission(1)});
    const auto second = Archive::open_for_writing(home.archive, home.key, std::chrono::milliseconds(0));
    REQUIRE_FALSE(second);
    CHECK(code_of(second.error()) == 8);
    CHECK(second.error().problems[0].what.en == "another program is writing to this archive");
    CHECK(home.reader()->find({})->size() == 1);
    first.reset();
    CHECK(Archive::open_for_writing(home.archive, home.key));
}

TEST_CASE("a second writer waits until the first has finished") {
    const Home home("hocba-wait");
    auto first = home.writer();
    std::thread finishing([&first] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        first.reset();
    });
    const auto second = Archive::open_for_writing(home.archive, home.key);
    finishing.join();
    CHECK(second);
}

TEST_CASE("an old log put back is refused and nothing is touched") {
    const Home home("hocba-old-log");
    stored(*home.writer(), submissions(0, 2));
    fs::copy(home.archive / "log", home.folder.path / "old", fs::copy_options::recursive);
    stored(*home.writer(), submissions(2, 4));
    fs::remove_all(home.archive / "log");
    fs::copy(home.folder.path / "old", home.archive / "log", fs::copy_options::recursive);
    const std::string pack = bytes_of(home.archive / "store/open/pack-00000001.tar");
    for (const auto& opened :
         {Archive::open_for_writing(home.archive, home.key), Archive::open_for_reading(home.archive)}) {
        REQUIRE_FALSE(opened);
        CHECK(code_of(opened.error()) == 7);
        CHECK(opened.error().problems[0].what.en.find("(2 entries) is older") != std::string::npos);
    }
    CHECK_FALSE(Archive::rebuild(home.archive));
    CHECK(bytes_of(home.archive / "store/open/pack-00000001.tar") == pack);
    CHECK(fs::is_empty(home.archive / "store/tail"));
    CHECK_FALSE(check(home.archive)->damage.empty());
}

TEST_CASE("a torn tail is moved aside, whole, and the documents before it stay") {
    const Home home("hocba-tail");
    stored(*home.writer(), submissions(0, 2));
    const fs::path pack = home.archive / "store/open/pack-00000001.tar";
    const std::string good = bytes_of(pack), torn(700, 't');
    write_bytes(pack, good + torn);
    write_bytes(home.archive / "log/tile/0/000.p/3", "half a tile");
    CHECK(check(home.archive)->damage.size() == 2);
    auto writer = home.writer();
    CHECK(bytes_of(pack) == good);
    std::vector<std::string> kept;
    for (const auto& file : fs::directory_iterator(home.archive / "store/tail"))
        kept.push_back(bytes_of(file.path()));
    std::sort(kept.begin(), kept.end());
    CHECK(kept == std::vector<std::string>{"half a tile", torn});
    stored(*writer, submissions(2, 3));
    CHECK(writer->find({})->size() == 3);
    CHECK(check(home.archive)->damage.empty());
}

TEST_CASE("the private key stays outside, an archive is made once, and the wrong key cannot write") {
    const Home home("hocba-init");
    CHECK(fs::status(home.key).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    const fs::path other = home.folder.path / "other";
    CHECK_FALSE(Archive::init(home.archive, origin, home.folder.path / "k2", std::string(32, 'x')));
    CHECK_FALSE(Archive::init(other, origin, other / "log.key", std::string(32, 'x')));
    CHECK_FALSE(Archive::init(other, "two words", home.folder.path / "k2", std::string(32, 'x')));
    REQUIRE(Archive::init(other, origin, home.folder.path / "k2", std::string(32, 'x')));
    const auto opened = Archive::open_for_writing(home.archive, home.folder.path / "k2");
    REQUIRE_FALSE(opened);
    CHECK(code_of(opened.error()) == 6);
}

TEST_CASE("several threads may ask one archive at once") {
    const Home home("threads");
    const auto archive = home.writer();
    for (const auto& answer : archive->put({submission(1), submission(2)}, noon)) REQUIRE(answer);
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int number = 1; number <= 4; ++number)
        threads.emplace_back([&archive, &right, one = submission(1 + number % 2)] {
            for (int i = 0; i < 250; ++i) {
                const auto found = archive->find_unit(one.description.uuid, one.description.revision);
                right += found && *found && (*found)->description.code == one.description.code ? 1 : 0;
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(right == 1000);  // 4 threads × 250
}

TEST_CASE("exceptions are told one by one: what is sealed and not signed, never what is issued") {
    const Home home("exceptions");
    const auto archive = home.writer();
    stored(*archive, submissions(1, 4));
    for (const int waiting : {7, 8, 9}) {
        Submission sealed = submission(waiting);
        sealed.pdf.clear();
        REQUIRE(archive->log_seal(sealed, noon));
    }
    stored(*archive, {submission(8)});
    std::vector<std::string> told;
    REQUIRE(archive->each_exception(
        [&](const Entry& entry) { told.push_back(entry.description.code + " " + entry.state); }));
    CHECK(told == std::vector<std::string>{submission(7).description.code + " pending",
                                           submission(9).description.code + " pending"});
}

TEST_CASE(
    "each issue is told with its seal key and its seals, pending ones too, and a damaged manifest ends it") {
    const Home home("issues");
    Submission other = submission(2), waiting = submission(3);
    other.issue.seal_key_id = "11223344";
    waiting.pdf.clear();
    {
        const auto archive = home.writer();
        stored(*archive, {submission(1), other});
        REQUIRE(archive->log_seal(waiting, noon));
    }
    const auto keys = [&] {
        std::vector<std::string> told;
        const auto seen = home.reader()->each_issue([&](const Entry& entry, const form::Issue& issue,
                                                        const auto& seals) {
            told.push_back(entry.description.uuid.substr(35) + " " + issue.seal_key_id + " " + seals.at(0));
            return Result<void>();
        });
        if (!seen) told.push_back("exit " + std::to_string(code_of(seen.error())));
        return told;
    };
    const std::string seal = " HTTPS://HOCBA.EXAMPLE/V#AAAA";
    CHECK(keys() == std::vector<std::string>{"1 0a0b0c0d" + seal + "1", "2 11223344" + seal + "2",
                                             "3 0a0b0c0d" + seal + "3"});
    const fs::path pack = home.archive / "store/open/pack-00000001.tar";
    std::string bytes = bytes_of(pack);
    bytes[bytes.rfind("11223344")] = '9';
    write_bytes(pack, bytes);
    CHECK(keys() == std::vector<std::string>{"1 0a0b0c0d" + seal + "1", "exit 7"});
}
