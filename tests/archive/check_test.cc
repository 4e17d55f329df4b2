// Every flipped byte is named, by the check and, where tar and the tree see it, by the cold check.
#include <fmt/format.h>

#include <random>

#include "archive/log.h"
#include "archive/pack.h"
#include "archive/prepare.h"
#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

std::string cold_check(const fs::path& archive) {
    return std::string(HOCBA_SOURCE) + "/scripts/cold-check.sh " + archive.string();
}

/// Flips one bit of the file, hands the damage to `look`, and puts the byte back.
template <class Look>
void with_flip(const fs::path& path, std::size_t at, int bit, const Look& look) {
    const std::string good = bytes_of(path);
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
    write_bytes(path, bad);
    look();
    write_bytes(path, good);
}

}  // namespace

TEST_CASE("each of 200 flipped bits of a pack is named with its place and its document") {
    const Home home("hocba-flips");
    stored(*home.writer(), submissions(0, 5));
    const fs::path pack = home.archive / "store/open/pack-00000001.tar";
    const std::string good = bytes_of(pack);
    std::mt19937 random(2088);
    int with_document = 0;
    for (int i = 0; i < 200; ++i) {
        const std::size_t at = random() % good.size();
        with_flip(pack, at, static_cast<int>(random() % 8), [&] {
            const auto report = check(home.archive);
            REQUIRE(report);
            INFO("byte " << at);
            bool placed = false, document = false;
            for (const Damage& damage : report->damage) {
                const std::string start = "store/open/pack-00000001.tar, byte ";
                if (damage.where.find(start) == 0)
                    placed = placed || std::stoull(damage.where.substr(start.size())) <= at;
                document = document || damage.document.size() == 12;
            }
            CHECK(placed);
            with_document += document ? 1 : 0;
        });
    }
    // A manifest's header is 512 of some 4,600 bytes a document: there the entry is named, not the code.
    CHECK(with_document >= 165);
    CHECK(check(home.archive)->damage.empty());
}

TEST_CASE("the cold check believes a log key whose Base64 ends with its only +") {
    const Folder folder("hocba-plus");
    const fs::path archive = folder.path / "archive", key = folder.path / "log.key";
    REQUIRE(Archive::init(archive, origin, key, "Z!" + std::string(30, 'k')));
    REQUIRE(bytes_of(archive / "log/key.vkey").ends_with("+\n"));
    stored(**Archive::open_for_writing(archive, key), submissions(0, 1));
    CHECK(run(cold_check(archive)).status == 0);
}

TEST_CASE("each flipped byte of every file of the log is named with that file") {
    const Home home("hocba-log-flips");
    stored(*home.writer(), submissions(0, 5));
    std::vector<std::string> files;
    for (const auto& file : fs::recursive_directory_iterator(home.archive / "log"))
        if (file.is_regular_file()) files.push_back(fs::relative(file.path(), home.archive).string());
    CHECK(files.size() == 4);  // key, checkpoint, one bundle and one tile: five documents were one commit
    for (const std::string& file : files) {
        const std::size_t size = fs::file_size(home.archive / file);
        for (std::size_t at = 0; at < size; at += size < 300 ? 1 : 37)
            with_flip(home.archive / file, at, 0, [&] {
                const auto report = check(home.archive);
                REQUIRE(report);
                INFO(file << ", byte " << at);
                bool named = false;
                for (const Damage& damage : report->damage) named = named || damage.where == file;
                CHECK(named);
            });
    }
}

TEST_CASE("the check works on an archive that does not open, and lists all damage at once") {
    const Home home("hocba-all-damage");
    stored(*home.writer(), submissions(0, 4));
    fs::remove(home.archive / "catalogue.db");
    write_bytes(home.archive / "store/open/notes.txt", "x");
    const fs::path pack = home.archive / "store/open/pack-00000001.tar";
    std::string bytes = bytes_of(pack);
    for (const int n : {1, 3}) bytes[bytes.find(submission(n).pdf) + 100] ^= 1;
    write_bytes(pack, bytes);
    CHECK_FALSE(Archive::open_for_reading(home.archive));
    const auto report = check(home.archive);
    REQUIRE(report);
    std::vector<std::string> documents;
    for (const Damage& damage : report->damage) documents.push_back(damage.document);
    for (const int n : {1, 3})
        CHECK(std::count(documents.begin(), documents.end(), submission(n).description.code) == 2);
    CHECK(report->damage.size() ==
          6);  // no catalogue; the stranger; two members, two entries without their PDF
}

TEST_CASE("a wrong SHA-512 in a manifest is named when it is asked for") {
    const Home home("hocba-sha512");
    Submission made = submission(0);
    auto prepared = prepare({&made, 1}, "issue", noon, counted());
    Manifest manifest = prepared[0]->manifest;
    manifest.pdf.sha512 = sha512("another");
    const auto wrong = prepare(manifest);
    REQUIRE(wrong);
    const auto storage = disk_storage(home.archive);
    const std::string pack = tar_member(manifest.record.member(), made.record) +
                             tar_member(manifest.pdf.member(), made.pdf) +
                             tar_member(wrong->self.member(), wrong->bytes);
    REQUIRE(storage->append(pack_path(1), {pack}));
    const SigningKey key = signing_key(origin, std::string(32, 'k'));
    const Checkpoint empty{{0, sha256("")}, bytes_of(home.archive / "log/checkpoint")};
    const auto log = extend(*storage, empty, {to_bytes(log_entry_of(manifest, wrong->bytes, 1, pack.size()))}, key);
    REQUIRE(log);
    REQUIRE(publish(*storage, empty, *log));
    REQUIRE(Archive::rebuild(home.archive));
    CHECK(check(home.archive)->damage.empty());
    const auto report = check(home.archive, std::nullopt, Digests::both);
    REQUIRE(report->damage.size() == 1);
    CHECK(report->damage[0].what.en == "there is no intact " + manifest.pdf.member());
    CHECK(report->damage[0].document == made.description.code);
}

TEST_CASE("a damaged document is not handed out") {
    const Home home("hocba-damaged");
    const auto entries = stored(*home.writer(), submissions(0, 2));
    const fs::path pack = home.archive / "store/open/pack-00000001.tar";
    std::string bytes = bytes_of(pack);
    bytes[bytes.find(submission(0).pdf) + 50] ^= 1;
    write_bytes(pack, bytes);
    const auto reader = home.reader();
    const auto pdf = reader->pdf(entries[0]);
    REQUIRE_FALSE(pdf);
    CHECK(pdf.error().fault == Fault::archive);
    CHECK(reader->pdf(entries[1]));
    const auto rebuilt = Archive::rebuild(home.archive);
    REQUIRE_FALSE(rebuilt);
    CHECK(rebuilt.error().problems.size() == 1);
}

TEST_CASE("a pinned key is used instead of the stored one, and a stored one that differs is named") {
    const Home home("hocba-pinned");
    stored(*home.writer(), submissions(0, 1));
    const fs::path pinned = home.folder.path / "pinned.vkey";
    fs::copy(home.archive / "log/key.vkey", pinned);
    CHECK(check(home.archive, pinned)->damage.empty());
    CHECK(check(home.archive, pinned)->log_key.find(pinned.string()) == 0);
    const Home other("hocba-pinned-other");
    write_bytes(home.archive / "log/key.vkey", "x");
    const auto report = check(home.archive, pinned);
    REQUIRE(report->damage.size() == 1);
    CHECK(report->damage[0].where == "log/key.vkey");
}

TEST_CASE("the cold check passes without hocba, and fails after a flip") {
    const Home home("hocba-cold");
    {
        auto writer = home.writer();
        REQUIRE(writer->log_seal(submission(300), noon));
        stored(*writer, submissions(0, 3));
    }
    const Ran good = run(cold_check(home.archive));
    INFO(good.output);
    CHECK(good.status == 0);
    CHECK(good.output.find("4 entries") != std::string::npos);
    const fs::path pack = home.archive / "store/open/pack-00000001.tar";
    const std::size_t pdf = bytes_of(pack).find(submission(1).pdf) + 9;
    with_flip(pack, pdf, 0, [&] { CHECK(run(cold_check(home.archive)).status == 1); });
    with_flip(home.archive / "log/tile/0/000.p/4", 40, 0,
              [&] { CHECK(run(cold_check(home.archive)).status == 1); });
    with_flip(home.archive / "log/tile/entries/000.p/4", 40, 0,
              [&] { CHECK(run(cold_check(home.archive)).status == 1); });
    with_flip(home.archive / "log/checkpoint", 30, 0,
              [&] { CHECK(run(cold_check(home.archive)).status == 1); });
    CHECK(run(cold_check(home.archive)).status == 0);
}
