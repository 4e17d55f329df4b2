// Temporary folders and processes for the archive's tests.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "tests/archive/submissions.h"

namespace hocba::archive::testing {

namespace fs = std::filesystem;

/// A folder of this process that is gone at the end.
struct Folder {
    fs::path path;
    explicit Folder(const std::string& name)
        : path(fs::temp_directory_path() / (name + "-" + std::to_string(::getpid()))) {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

/// An empty archive with its key beside it.
struct Home {
    Folder folder;
    fs::path archive = folder.path / "archive", key = folder.path / "log.key";
    explicit Home(const std::string& name) : folder(name) {
        REQUIRE(Archive::init(archive, origin, key, std::string(32, 'k')));
    }
    std::unique_ptr<Archive> writer() const {
        auto opened = Archive::open_for_writing(archive, key);
        REQUIRE(opened);
        return std::move(*opened);
    }
    std::unique_ptr<Archive> reader() const {
        auto opened = Archive::open_for_reading(archive);
        REQUIRE(opened);
        return std::move(*opened);
    }
};

/// Stores them; every one must be new.
inline std::vector<Entry> stored(Archive& archive, const std::vector<Submission>& all) {
    std::vector<Entry> entries;
    for (auto& answer : archive.put(all, noon)) {
        REQUIRE(answer);
        REQUIRE(answer->second == PutOutcome::stored);
        entries.push_back(answer->first);
    }
    return entries;
}

inline std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_bytes(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// Everything that was there, including the answer's bytes, as one text.
inline std::string answers(const Archive& archive) {
    std::string text;
    const auto found = archive.find({});
    REQUIRE(found);
    for (const Entry& e : *found) {
        const Description& d = e.description;
        for (const std::string& part :
             {to_hex(d.document), d.code, d.uuid, std::to_string(d.revision), d.form, d.school, d.class_name,
              d.school_year, d.pupil_id, d.pupil_name, to_hex(d.record_digest), e.state, to_hex(e.pdf_sha256),
              std::to_string(e.leaf), to_rfc3339(e.stored_at)})
            text += part + "|";
        const auto all = archive.get(e);
        REQUIRE(all);
        text += to_hex(sha256(all->record + all->pdf)) + "\n";
    }
    return text;
}

struct Ran {
    int status = -1;
    std::string output;
};

/// A shell command; standard error joins standard output.
inline Ran run(const std::string& command) {
    Ran ran;
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    char buffer[4096];
    while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) ran.output.append(buffer, n);
    const int code = ::pclose(pipe);
    ran.status = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
    return ran;
}

}  // namespace hocba::archive::testing
