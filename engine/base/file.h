// Whole files in and out; every failure names the path and the system's reason (Fault::io).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace hocba {

/// At most `limit` bytes; a longer file is an error, so that no input is read without bound, and so is what
/// is no regular file (a pipe or a device may have no end).
Result<std::string> read_file(const std::filesystem::path& path, std::uintmax_t limit = 1ULL << 30);

/// Written beside its place under a temporary name, synced, then renamed: a reader sees all of it or nothing.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644);

/// Each as write_file() does, but the disk is waited for once a folder, by syncfs(2) before the first is
/// renamed: many files cost one flush. In the order of `files`; what failed does not stop the others.
/// A single file is synced alone.
struct FileToWrite {
    std::filesystem::path path;
    std::string_view bytes;
};
std::vector<Result<void>> write_files(const std::vector<FileToWrite>& files, unsigned mode = 0644);

/// All bytes to an open descriptor, interrupted or not; false with errno if that fails.
bool write_all(int fd, std::string_view bytes);
/// One after the other, by writev(2).
bool write_all(int fd, const std::vector<std::string_view>& parts);

/// `mode` is that of a new folder; one that is there stays as it is.
Result<void> make_folder(const std::filesystem::path& path, unsigned mode = 0777);

/// Regular files of a folder with that extension (".json"), by name in byte order; not recursive.
Result<std::vector<std::filesystem::path>> files_in(const std::filesystem::path& folder,
                                                    std::string_view extension);

}  // namespace hocba
