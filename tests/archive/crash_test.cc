// Power cuts, killed writers and full disks: what was acknowledged is there, and nothing else is broken.
#include <fmt/format.h>
#include <signal.h>

#include <map>
#include <random>
#include <set>

#include "archive/stored_archive.h"
#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

/// What a disk without a battery would hold: bytes are durable once synced, and appended ones may be torn.
struct MemoryDisk {
    struct File {
        std::string bytes;
        std::size_t durable = 0;
        bool named = false;  // its name is durable
    };
    std::map<std::string, File> files;
    int writes_left = 1 << 30;  // then every write fails, as on a full disk

    bool spend() { return writes_left-- > 0; }

    /// The power goes: of what was not synced, `kept` bytes at most survive, the last of them garbled.
    void cut(std::size_t kept) {
        for (auto it = files.begin(); it != files.end();) {
            File& file = it->second;
            if (!file.named && kept == 0) {
                it = files.erase(it);
                continue;
            }
            const std::size_t torn = std::min(file.bytes.size(), file.durable + kept);
            if (torn > file.durable) file.bytes[torn - 1] ^= 1;
            file.bytes.resize(torn);
            file.durable = torn;
            ++it;
        }
        writes_left = 1 << 30;
    }
};

class MemoryStorage final : public Storage {
  public:
    explicit MemoryStorage(MemoryDisk& disk) : disk_(disk) {}

    Result<std::string> read(const std::string& path, std::uint64_t offset,
                             std::uint64_t size) const override {
        const auto found = disk_.files.find(path);
        if (found == disk_.files.end()) return cannot_read(path, ENOENT);
        const std::string& bytes = found->second.bytes;
        return offset >= bytes.size() ? std::string() : bytes.substr(offset, size);
    }
    Result<std::optional<std::uint64_t>> size(const std::string& path) const override {
        const auto found = disk_.files.find(path);
        if (found == disk_.files.end()) return std::optional<std::uint64_t>();
        return std::optional<std::uint64_t>(found->second.bytes.size());
    }
    Result<std::vector<std::string>> list(const std::string& folder) const override {
        std::set<std::string> names;
        for (const auto& [path, file] : disk_.files) {
            if (path.rfind(folder + "/", 0) != 0) continue;
            const std::string rest = path.substr(folder.size() + 1);
            names.insert(rest.substr(0, rest.find('/')) + (rest.find('/') == std::string::npos ? "" : "/"));
        }
        return std::vector<std::string>(names.begin(), names.end());
    }
    Result<void> append(const std::string& path, const Parts& parts) override {
        std::string bytes;
        for (const std::string_view part : parts) bytes += part;
        if (!disk_.spend()) {
            disk_.files[path].bytes += bytes.substr(0, bytes.size() / 2);  // write(2) may stop in the middle
            return cannot_write(path, ENOSPC);
        }
        disk_.files[path].bytes += bytes;
        return {};
    }
    Result<void> sync(const std::string& path) override {
        if (!disk_.spend()) return cannot_write(path, EIO);
        disk_.files[path].durable = disk_.files[path].bytes.size();
        disk_.files[path].named = true;
        return {};
    }
    Result<void> replace(const std::string& path, std::string_view bytes) override {
        if (!disk_.spend()) return cannot_write(path, ENOSPC);
        disk_.files[path] = {std::string(bytes), bytes.size(), true};
        return {};
    }
    Result<void> truncate(const std::string& path, std::uint64_t size) override {
        if (!disk_.spend()) return cannot_write(path, EIO);
        disk_.files[path].bytes.resize(size);
        disk_.files[path].durable = size;
        return {};
    }
    Result<void> remove(const std::string& path) override {
        if (!disk_.spend()) return cannot_write(path, EIO);
        disk_.files.erase(path);
        return {};
    }
    Result<void> remove_folder(const std::string& path) override {
        if (!disk_.spend()) return cannot_write(path, EIO);
        std::erase_if(disk_.files, [&](const auto& file) { return file.first.starts_with(path + "/"); });
        return {};
    }

  private:
    MemoryDisk& disk_;
};

Result<std::unique_ptr<Archive>> open_memory(MemoryDisk& disk, const fs::path& catalogue) {
    Place place{std::make_unique<MemoryStorage>(disk), catalogue, counted(), 20000};
    return StoredArchive::writer(std::move(place), signing_key(origin, std::string(32, 'k')), std::nullopt);
}

/// The empty archive of `home`, its files in memory.
MemoryDisk empty_disk(const Home& home) {
    MemoryDisk disk;
    MemoryStorage storage(disk);
    for (const char* path : {"log/checkpoint", "log/key.vkey"})
        REQUIRE(storage.replace(path, testing::bytes_of(home.archive / path)));
    return disk;
}

void contract(Storage& storage) {
    REQUIRE(storage.size("a/b").has_value());
    CHECK_FALSE(storage.size("a/b")->has_value());
    CHECK_FALSE(storage.read("a/b", 0, 1));
    REQUIRE(storage.append("a/b", {"hel", "", "lo"}));
    REQUIRE(storage.append("a/b", {" world"}));
    REQUIRE(storage.sync("a/b"));
    CHECK(storage.read("a/b", 6, 100).value_or("") == "world");
    CHECK(storage.read("a/b", 0, 5).value_or("") == "hello");
    CHECK(storage.read("a/b", 11, 5).value_or("x").empty());
    REQUIRE(storage.replace("a/c/d", "new"));
    REQUIRE(storage.replace("a/c/d", "newer"));
    CHECK(read_all(storage, "a/c/d").value_or("") == "newer");
    CHECK(*storage.list("a") == std::vector<std::string>{"b", "c/"});
    CHECK(storage.list("nowhere")->empty());
    REQUIRE(storage.truncate("a/b", 4));
    CHECK(storage.size("a/b")->value() == 4);
    REQUIRE(storage.remove("a/b"));
    CHECK_FALSE(storage.size("a/b")->has_value());
    REQUIRE(storage.remove_folder("a/c"));
    CHECK(storage.list("a")->empty());
    CHECK(storage.remove_folder("a/c"));
}

/// Writes documents from `from` on, one commit each, and tells the pipe of each acknowledged one.
[[noreturn]] void write_until_killed(const Home& home, int from, int pipe) {
    auto opened = Archive::open_for_writing(home.archive, home.key);
    for (int n = from; opened && n < from + 2000; ++n) {
        const auto answers = (*opened)->put({submission(n)}, noon);
        if (!answers[0] || ::write(pipe, &n, sizeof n) != sizeof n) break;
    }
    ::_exit(0);
}

}  // namespace

TEST_CASE("disk and memory keep the same contract of storage") {
    const Folder folder("hocba-contract");
    const auto disk = disk_storage(folder.path);
    contract(*disk);
    MemoryDisk memory;
    MemoryStorage storage(memory);
    contract(storage);
}

TEST_CASE(
    "whatever write fails and the power goes, acknowledged documents stay and the rest can be put again") {
    int failures = 0;
    for (int allowed = 0; allowed < 40; ++allowed) {
        const Home home("hocba-power");
        MemoryDisk disk = empty_disk(home);
        auto writer = open_memory(disk, home.archive / "catalogue.db");
        REQUIRE(writer);
        stored(**writer, submissions(0, 3));
        disk.writes_left = allowed;
        std::set<int> acknowledged{0, 1, 2};
        for (int n = 3; n < 8; ++n) {
            const auto answer = (*writer)->put({submission(n)}, noon)[0];
            if (answer) acknowledged.insert(n);
            if (!answer) CHECK(answer.error().fault == Fault::io);
        }
        failures += acknowledged.size() < 8 ? 1 : 0;
        writer->reset();
        disk.cut(allowed % 3 == 0 ? 0 : static_cast<std::size_t>(allowed) * 100);
        writer = open_memory(disk, home.archive / "catalogue.db");
        INFO("after " << allowed << " writes");
        REQUIRE(writer);
        for (const int n : acknowledged) {
            const auto entry = (*writer)->find_unit(submission(n).description.uuid, 1);
            REQUIRE(entry->has_value());
            CHECK((*writer)->pdf(**entry).value_or("") == submission(n).pdf);
        }
        for (const auto& answer : (*writer)->put(submissions(0, 8), noon)) CHECK(answer);
        CHECK((*writer)->find({})->size() == 8);
    }
    CHECK(failures >= 15);  // a commit is at least 5 writes: pack, sync, bundle, tile, checkpoint
}

TEST_CASE(
    "whatever write of an event fails and the power goes, what was acknowledged stays and can be said "
    "again") {
    const Freeze never{"12-31", "12-31"};
    const auto hold = [](int n) {
        Event e{EventKind::hold, submission(n).description.document};
        e.reason = "Đang khiếu nại";
        e.role = "principal";
        e.person = "Trần Văn E";
        e.decision = Decision{"12/QĐ", "2024-07-10", "%PDF-1.7 " + std::to_string(n)};
        return e;
    };
    int failures = 0;
    for (int allowed = 0; allowed < 40; ++allowed) {
        const Home home("hocba-power-event");
        MemoryDisk disk = empty_disk(home);
        auto writer = open_memory(disk, home.archive / "catalogue.db");
        REQUIRE(writer);
        stored(**writer, submissions(0, 5));
        disk.writes_left = allowed;
        std::set<int> acknowledged;
        for (int n = 0; n < 5; ++n)
            if ((*writer)->enact({hold(n)}, never, noon)[0]) acknowledged.insert(n);
        failures += acknowledged.size() < 5 ? 1 : 0;
        writer->reset();
        disk.cut(allowed % 3 == 0 ? 0 : static_cast<std::size_t>(allowed) * 100);
        writer = open_memory(disk, home.archive / "catalogue.db");
        INFO("after " << allowed << " writes");
        REQUIRE(writer);
        for (const int n : acknowledged) {
            const auto entry = (*writer)->find_document(submission(n).description.document);
            REQUIRE(entry->has_value());
            CHECK((*entry)->held);
            const auto past = (*writer)->history(**entry);
            REQUIRE(past->size() == 1);
            CHECK((*writer)->decision(past->at(0)).value_or("") == "%PDF-1.7 " + std::to_string(n));
        }
        for (int n = 0; n < 5; ++n) CHECK((*writer)->enact({hold(n)}, never, noon)[0]);
        CHECK((*writer)->find({})->size() == 5);
    }
    CHECK(failures >= 15);  // a commit is at least 5 writes: pack, sync, bundle, tile, checkpoint
}

TEST_CASE("a writer goes on by itself once the disk has space again") {
    const Home home("hocba-full");
    MemoryDisk disk = empty_disk(home);
    auto writer = open_memory(disk, home.archive / "catalogue.db");
    REQUIRE(writer);
    disk.writes_left = 0;
    const auto refused = (*writer)->put(submissions(0, 2), noon);
    REQUIRE_FALSE(refused[0]);
    CHECK(refused[1].error().problems[0].hint.vi.find("Ổ đĩa đã đầy") == 0);
    CHECK((*writer)->find({})->empty());
    disk.writes_left = 1 << 30;
    stored(**writer, submissions(0, 2));
    CHECK((*writer)->find({})->size() == 2);
}

TEST_CASE("a disk that has only its reserve left takes no more, and says so before a byte is written") {
    const Home home("hocba-reserve");
    stored(*home.writer(), submissions(0, 1));
    const std::string pack = bytes_of(home.archive / "store/open/pack-00000001.tar");
    {
        Place place{disk_storage(home.archive, 1ULL << 60), home.archive / "catalogue.db", counted()};
        auto writer =
            StoredArchive::writer(std::move(place), signing_key(origin, std::string(32, 'k')), std::nullopt);
        REQUIRE(writer);
        const auto refused = (*writer)->put({submission(1)}, noon)[0];
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fault == Fault::io);
        CHECK(refused.error().problems[0].what.en.find("are free on the disk; the archive keeps") !=
              std::string::npos);
        CHECK((*writer)->find({})->size() == 1);
    }
    CHECK(bytes_of(home.archive / "store/open/pack-00000001.tar") == pack);
    CHECK(check(home.archive)->damage.empty());
    stored(*home.writer(), {submission(1)});
}

TEST_CASE("a pack that is long enough is followed by the next") {
    const Home home("hocba-packs");
    MemoryDisk disk = empty_disk(home);
    auto writer = open_memory(disk, home.archive / "catalogue.db");
    REQUIRE(writer);
    for (int n = 0; n < 12; ++n) stored(**writer, {submission(n)});  // ~4.6 kB each, 20 kB a pack
    CHECK(disk.files.count("store/open/pack-00000003.tar") == 1);
    for (const auto& [path, file] : disk.files) {
        fs::create_directories((home.archive / path).parent_path());
        write_bytes(home.archive / path, file.bytes);
    }
    writer->reset();
    CHECK(check(home.archive)->damage.empty());
    const std::string before = answers(*home.reader());
    CHECK(Archive::rebuild(home.archive).value_or(0) == 12);
    CHECK(answers(*home.reader()) == before);
}

TEST_CASE("a writer killed at 25 random moments loses nothing that it acknowledged") {
    const Home home("hocba-kill");
    std::mt19937 random(27);
    std::set<int> acknowledged;
    int next = 0;
    for (int round = 0; round < 25; ++round) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) write_until_killed(home, next, ends[1]);
        ::close(ends[1]);
        int first = 0;  // a slow machine may take its time to open; the moments are counted from here
        if (::read(ends[0], &first, sizeof first) == sizeof first) acknowledged.insert(first);
        ::usleep(static_cast<unsigned>(random() % 40000));
        ::kill(child, SIGKILL);
        for (int n = 0; ::read(ends[0], &n, sizeof n) == sizeof n;) acknowledged.insert(n);
        ::close(ends[0]);
        ::waitpid(child, nullptr, 0);
        next = acknowledged.empty() ? 0 : *acknowledged.rbegin() + 1;
    }
    auto writer = home.writer();
    for (const int n : acknowledged) {
        const auto entry = writer->find_unit(submission(n).description.uuid, 1);
        REQUIRE(entry);
        REQUIRE(entry->has_value());
        CHECK(writer->pdf(**entry).value_or("") == submission(n).pdf);
    }
    CHECK(acknowledged.size() >= 25);
    const auto report = check(home.archive);
    REQUIRE(report);
    CHECK(report->damage.empty());
    CHECK(report->documents >= acknowledged.size());
    CHECK(report->documents <= acknowledged.size() + 25);  // at most one unacknowledged a kill
}
