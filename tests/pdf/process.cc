#include "tests/pdf/process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "engine/base/file.h"

namespace hocba::process {

Outcome run(const std::string& command) {
    Outcome outcome;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (!pipe) throw std::runtime_error("cannot run " + command);
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        outcome.output.append(buffer, n);
    outcome.status = WEXITSTATUS(pclose(pipe));
    return outcome;
}

TemporaryFile::TemporaryFile(std::string_view name, std::string_view bytes) {
    const auto folder = std::filesystem::temp_directory_path() / ("hocba-pdf-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    path_ = (folder / name).string();
    if (!write_file(path_, bytes)) throw std::runtime_error("cannot write " + path_);
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    std::filesystem::remove(std::filesystem::path(path_).parent_path(), ignored);
}

}  // namespace hocba::process
