// Where the archive's files lie: named byte strings that grow at the end or are replaced as a whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace hocba::archive {

/// Bytes that are written one after the other.
using Parts = std::vector<std::string_view>;

/// Paths are relative, with '/'. Every failure is Fault::io. One contract suite (tests/archive) holds for
/// every implementation.
class Storage {
  public:
    virtual ~Storage() = default;

    /// At most `size` bytes from `offset`; fewer only at the end of the file.
    virtual Result<std::string> read(const std::string& path, std::uint64_t offset,
                                     std::uint64_t size) const = 0;
    /// Nothing if there is no such file.
    virtual Result<std::optional<std::uint64_t>> size(const std::string& path) const = 0;
    /// Names in byte order, folders with a '/' at the end; empty if there is no such folder.
    virtual Result<std::vector<std::string>> list(const std::string& folder) const = 0;

    /// One after the other. Not durable until `sync`. The file is made if it is missing, its folders too.
    virtual Result<void> append(const std::string& path, const Parts& parts) = 0;
    virtual Result<void> sync(const std::string& path) = 0;
    /// Durable when it returns; a reader, and a crash, see the old bytes or the new, never a mixture.
    virtual Result<void> replace(const std::string& path, std::string_view bytes) = 0;
    /// Durable when it returns.
    virtual Result<void> truncate(const std::string& path, std::uint64_t size) = 0;
    virtual Result<void> remove(const std::string& path) = 0;
    /// The folder with its files; there are no folders in it. Nothing to do if there is none. Not durable:
    /// after a crash some of it may be there again.
    virtual Result<void> remove_folder(const std::string& path) = 0;
};

/// What an append leaves free on the disk, so that log and catalogue can always follow what is in a pack.
constexpr std::uint64_t disk_reserve = 64ULL << 20;

/// `append` is refused with nothing written if less than `reserve` bytes would be free after it.
std::unique_ptr<Storage> disk_storage(const std::filesystem::path& root,
                                      std::uint64_t reserve = disk_reserve);

/// The whole file; Fault::io if it is missing.
Result<std::string> read_all(const Storage& storage, const std::string& path);

}  // namespace hocba::archive
