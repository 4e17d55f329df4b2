// POSIX files whose bytes and names survive a power cut.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string_view>

#include "archive/archive.h"
#include "engine/base/file.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// Owns a file descriptor; negative is none.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    Descriptor& operator=(Descriptor&& other) noexcept;
    int get() const { return fd_; }

  private:
    int fd_;
};

tl::unexpected<Error> cannot_read(const std::filesystem::path& path, int code);
tl::unexpected<Error> cannot_write(const std::filesystem::path& path, int code);

Result<void> sync_folder(const std::filesystem::path& folder);
/// Makes the missing folders from the top down and syncs the parent of each.
Result<void> durable_folder(const std::filesystem::path& folder);
/// `<path>.new`, fsync, rename, fsync of the folder.
Result<void> durable_replace(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644);

/// An open file description lock (fcntl(2), F_OFD_SETLK): it belongs to the descriptor, ends with it, and so
/// with the process. The file is never deleted. Fault::io if another writer still holds it after
/// `wait`.
Result<Descriptor> take_lock(const std::filesystem::path& path, std::chrono::milliseconds wait = lock_wait);
bool is_locked(const std::filesystem::path& path);

}  // namespace hocba::archive
