// The archive at its work, for tests/bench/archive_rate.py. Prints one JSON object.
//   hocba_archive_step ingest FOLDER DIR          every file of DIR as one document, durable, as many as a commit takes
//   hocba_archive_step fill FOLDER COUNT BYTES    synthetic documents of so many bytes
//   hocba_archive_step open|check|rebuild FOLDER
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <future>

#include "archive/archive.h"
#include "engine/base/file.h"
#include "tests/archive/submissions.h"

namespace {

namespace fs = std::filesystem;
using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

constexpr int several = 2048;  // the archive makes commits of them
constexpr std::uint64_t file_limit = 1ULL << 30;

template <typename T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    fmt::print(stderr, "{}: {}\n", result.error().problems.front().where, result.error().problems.front().what.en);
    std::exit(1);
}

/// `pdf_of(n)` is the n-th document's PDF; the next are read while the last are written.
template <typename Source>
void ingest(const fs::path& folder, int count, const Source& pdf_of) {
    if (!Archive::init(folder / "archive", origin, folder / "log.key", std::string(32, 'k'))) std::exit(1);
    const auto archive = must(Archive::open_for_writing(folder / "archive", folder / "log.key"));
    const auto put = [&](const std::vector<Submission>& waiting) {
        for (auto& answer : archive->put(waiting, noon)) must(std::move(answer));
    };
    std::future<void> writing;
    for (int from = 0; from < count; from += several) {
        std::vector<Submission> waiting;
        for (int n = from; n < std::min(count, from + several); ++n) {
            waiting.push_back(without_pdf(n));
            waiting.back().pdf = pdf_of(n);
        }
        if (writing.valid()) writing.get();
        writing = std::async(std::launch::async, put, std::move(waiting));
    }
    if (writing.valid()) writing.get();
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int count, char** words) {
    const std::string command = count > 2 ? words[1] : "";
    const fs::path folder = count > 2 ? words[2] : "";
    const auto start = std::chrono::steady_clock::now();
    std::uint64_t documents = 0, bytes = 0, damage = 0;
    if (command == "ingest" && count == 4) {
        const auto files = files_in(words[3]);
        documents = files.size();
        ingest(folder, static_cast<int>(documents),
               [&](int n) { return must(read_file(files[static_cast<std::size_t>(n)], file_limit)); });
    } else if (command == "fill" && count == 5) {
        const std::size_t size = std::strtoull(words[4], nullptr, 10);
        documents = std::strtoull(words[3], nullptr, 10);
        ingest(folder, static_cast<int>(documents), [&](int n) {
            std::string pdf = "%PDF-1.7 " + std::to_string(n) + "\n";
            pdf.resize(std::max(size, pdf.size()), ' ');
            return pdf;
        });
    } else if (command == "check") {
        const auto report = must(check(folder / "archive"));
        documents = report.documents;
        bytes = report.bytes;
        damage = report.damage.size();
    } else if (command == "rebuild") {
        documents = must(Archive::rebuild(folder / "archive"));
    } else if (command == "open") {
        must(Archive::open_for_writing(folder / "archive", folder / "log.key"));
    } else {
        return 64;
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    fmt::print("{{\"documents\": {}, \"bytes\": {}, \"damage\": {}, \"wall_s\": {:.3f}, \"cpu_s\": {:.3f}, \"peak_rss_mb\": {:.1f}}}\n",
               documents, bytes, damage, wall.count(), seconds(used.ru_utime) + seconds(used.ru_stime),
               static_cast<double>(used.ru_maxrss) / 1024);
    return 0;
}
