// Real programs as witnesses, and a folder of one's own for their files.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace hocba::test {

struct Outcome {
    int status = -1;
    std::string output;  // standard output and standard error
};

/// Runs a line of shell.
inline Outcome run(const std::string& command) {
    Outcome outcome;
    std::FILE* pipe = ::popen(("( " + command + " ) 2>&1").c_str(), "r");
    if (!pipe) return outcome;
    std::array<char, 4096> buffer{};
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
        outcome.output.append(buffer.data(), n);
    const int status = ::pclose(pipe);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

/// A new folder, removed at the end.
class Folder {
  public:
    explicit Folder(const std::string& name) {
        static int count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("hocba-" + name + "-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

/// The throw-away PKI of scripts/lib/demo-pki.sh, made once a process; its PIN is "demo-pin".
inline const Folder& demo_pki() {
    static const Folder folder("pki");
    static const Outcome made = run(std::string(HOCBA_SOURCE "/scripts/lib/demo-pki.sh ") +
                                    folder.path().string() + " demo-pin 2026-01-01");
    if (made.status != 0) throw std::runtime_error(made.output);
    return folder;
}

}  // namespace hocba::test
