// Other people's programs on our bytes: what they print, and how they end.
#pragma once

#include <string>
#include <string_view>

namespace hocba::process {

struct Outcome {
    int status = -1;
    std::string output;  // standard output and standard error
};

/// Runs a shell command.
Outcome run(const std::string& command);

/// A file with these bytes for as long as the object lives.
class TemporaryFile {
  public:
    TemporaryFile(std::string_view name, std::string_view bytes);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace hocba::process
