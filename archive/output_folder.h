// A folder that appears whole or not at all: written beside its place under another name, then renamed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "archive/durable_file.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// Bytes appended to a new file, in pieces of some size.
class OutputFile {
  public:
    static Result<OutputFile> create(const std::filesystem::path& path);

    Result<void> append(std::string_view bytes);
    /// What append() still holds back.
    Result<void> flush();
    std::uint64_t size() const { return size_; }

  private:
    OutputFile(std::filesystem::path path, Descriptor fd) : path_(std::move(path)), fd_(std::move(fd)) {}

    std::filesystem::path path_;
    Descriptor fd_;
    std::string held_;
    std::uint64_t size_ = 0;
};

/// Personal data: files have mode 0600, folders 0700. Unless it is put in place it is gone with this object;
/// what a killed run left is removed by the next, which begins anew. Two runs at once are Fault::io.
class OutputFolder {
  public:
    /// `<target>.part`, empty, with `<target>.part.lock` beside it. A folder `<target>.part` without its
    /// lock file was made by somebody else: Fault::usage.
    static Result<OutputFolder> begin(const std::filesystem::path& target);
    ~OutputFolder();
    OutputFolder(OutputFolder&&) = default;
    OutputFolder& operator=(OutputFolder&&) = delete;

    const std::filesystem::path& path() const { return part_; }
    /// A new file, its folders made. Fault::archive if the name is taken.
    Result<void> write(const std::string& path, std::string_view bytes) const;
    /// At the end of a file, which is made if it is missing.
    Result<void> append(const std::string& path, std::string_view bytes) const;
    /// Waits until all of it is on the disk (syncfs(2)).
    Result<void> sync() const;
    /// A new file to append to.
    Result<OutputFile> open(const std::string& path) const;
    /// On the disk, then under its name, which must be free or an empty folder: Fault::usage.
    Result<void> put_in_place();

  private:
    OutputFolder(std::filesystem::path target, Descriptor lock);

    std::filesystem::path target_, part_, lock_path_;
    Descriptor lock_;
};

/// Fault::usage unless there is nothing at `target`, or an empty folder.
Result<void> is_free(const std::filesystem::path& target);

}  // namespace hocba::archive
