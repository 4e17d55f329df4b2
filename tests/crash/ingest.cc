// A small writer for the crash tests, and the archivist who looks after it:
//   ingest prepare FOLDER   an archive of 255 entries; its next commit fills a tile
//   ingest write FOLDER     three commits: document 255, documents 256 and 257, a hold with its decision;
//                           "ack N" for each that was acknowledged ("ack hold" for the last)
//   ingest judge FOLDER N…  opens again: every acknowledged N is there, the rest can be put again, check is
//   clean
// Exit 0: so it is. Deterministic: same folder, same system calls.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "archive/stored_archive.h"
#include "tests/archive/submissions.h"

namespace {

namespace fs = std::filesystem;
using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

constexpr int prepared = 255, last = 258;
const Freeze never{"12-31", "12-31"};

[[noreturn]] void give_up(const std::string& why) {
    fmt::print(stderr, "{}\n", why);
    std::exit(1);
}

template <typename T>
T must(Result<T> result, const std::string& what) {
    if (!result)
        give_up(what + ": " + result.error().problems.front().where + ": " +
                result.error().problems.front().what.en);
    return std::move(*result);
}

SigningKey key() {
    return signing_key(origin, std::string(32, 'k'));
}

std::unique_ptr<Archive> writer(const fs::path& folder) {
    const fs::path archive = folder / "archive";
    return must(StoredArchive::writer({disk_storage(archive), archive / "catalogue.db", counted()}, key(),
                                      must(take_lock(archive / "lock"), "lock")),
                "open");
}

Event hold() {
    Event event{EventKind::hold, submission(3).description.document};
    event.reason = "Đang khiếu nại";
    event.role = "principal";
    event.person = "Trần Văn E";
    event.decision = Decision{"12/QĐ", "2024-07-10", "%PDF-1.7 decision"};
    return event;
}

void acknowledge(const std::string& what) {
    const std::string line = "ack " + what + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::exit(1);
}

void prepare(const fs::path& folder) {
    if (!Archive::init(folder / "archive", origin, folder / "log.key", std::string(32, 'k'))) give_up("init");
    for (const auto& answer : writer(folder)->put(submissions(0, prepared), noon))
        if (!answer) give_up("put");
}

/// What fails is not acknowledged, and the writer goes on: the disk may be well again.
void write(const fs::path& folder) {
    const auto archive = writer(folder);
    for (const auto& [from, to] : {std::pair(255, 256), std::pair(256, 258)}) {
        const auto answers = archive->put(submissions(from, to), noon);
        for (int n = from; n < to; ++n)
            if (answers[static_cast<std::size_t>(n - from)]) acknowledge(std::to_string(n));
    }
    if (archive->enact({hold()}, never, noon)[0]) acknowledge("hold");
}

void judge(const fs::path& folder, const std::set<std::string>& acknowledged) {
    const auto archive = writer(folder);
    for (int n = 0; n < last; ++n) {
        if (n >= prepared && acknowledged.count(std::to_string(n)) == 0) continue;
        const auto entry = must(archive->find_unit(submission(n).description.uuid, 1), "find");
        if (!entry) give_up(fmt::format("document {} is lost", n));
        if (must(archive->pdf(*entry), "pdf") != submission(n).pdf)
            give_up(fmt::format("{} has other bytes", n));
    }
    const auto held = must(archive->find_unit(submission(3).description.uuid, 1), "find");
    if (acknowledged.count("hold") != 0 && !held->held) give_up("the hold is lost");
    for (auto& answer : archive->put(submissions(prepared, last), noon)) must(std::move(answer), "put again");
    must(std::move(archive->enact({hold()}, never, noon)[0]), "hold again");
    const auto report = must(check(folder / "archive"), "check");
    for (const Damage& damage : report.damage) give_up(damage.where + ": " + damage.what.en);
    if (report.documents != last) give_up(fmt::format("{} documents", report.documents));
}

}  // namespace

int main(int count, char** words) {
    const std::string command = count > 2 ? words[1] : "";
    if (command == "prepare") prepare(words[2]);
    if (command == "write") write(words[2]);
    if (command == "judge") judge(words[2], {words + 3, words + count});
    return command.empty() ? 64 : 0;
}
