#include "archive/durable_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds lock_pause{50};

Text hint_for(int code) {
    if (code == ENOSPC || code == EDQUOT)
        return {"Ổ đĩa đã đầy. Giải phóng chỗ trống rồi chạy lại lệnh; không có gì bị ghi nhận dở dang.",
                "The disk is full. Free some space and run the command again; nothing was half accepted."};
    return {"Kiểm tra đường dẫn, quyền truy cập và ổ đĩa rồi chạy lại.",
            "Check the path, its permissions and the disk, then run the command again."};
}

struct flock whole_file() {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

}  // namespace

Descriptor::~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

tl::unexpected<Error> cannot_read(const fs::path& path, int code) {
    return fail(Fault::io, path.string(),
                {fmt::format("Không đọc được tệp: {}", std::strerror(code)),
                 fmt::format("cannot read the file: {}", std::strerror(code))},
                hint_for(code));
}

tl::unexpected<Error> cannot_write(const fs::path& path, int code) {
    return fail(Fault::io, path.string(),
                {fmt::format("Không ghi được tệp: {}", std::strerror(code)),
                 fmt::format("cannot write the file: {}", std::strerror(code))},
                hint_for(code));
}

Result<void> sync_folder(const fs::path& folder) {
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0 || ::fsync(fd.get()) != 0) return cannot_write(folder, errno);
    return {};
}

Result<void> durable_folder(const fs::path& folder) {
    if (folder.empty() || ::access(folder.c_str(), F_OK) == 0) return {};
    if (auto parent = durable_folder(folder.parent_path()); !parent) return parent;
    if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) return cannot_write(folder, errno);
    return sync_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
}

Result<void> durable_replace(const fs::path& path, std::string_view bytes, unsigned mode) {
    if (auto made = durable_folder(path.parent_path()); !made) return made;
    const fs::path temporary = path.string() + ".new";
    const Descriptor fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
    if (fd.get() < 0) return cannot_write(path, errno);
    if (!write_all(fd.get(), bytes) || ::fsync(fd.get()) != 0 ||
        ::rename(temporary.c_str(), path.c_str()) != 0) {
        const int code = errno;
        ::unlink(temporary.c_str());
        return cannot_write(path, code);
    }
    return sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

Result<Descriptor> take_lock(const fs::path& path, std::chrono::milliseconds wait) {
    Descriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (fd.get() < 0) return cannot_write(path, errno);
    // Polled, for F_OFD_SETLKW knows no limit. A writer holds the lock for a batch, so waiting often helps.
    const auto limit = std::chrono::steady_clock::now() + wait;
    while (true) {
        struct flock lock = whole_file();
        if (::fcntl(fd.get(), F_OFD_SETLK, &lock) == 0) return fd;
        if (errno != EAGAIN && errno != EACCES && errno != EINTR) return cannot_write(path, errno);
        if (std::chrono::steady_clock::now() >= limit) break;
        std::this_thread::sleep_for(std::min(lock_pause, wait));
    }
    return fail(
        Fault::io, path.string(),
        {"Một chương trình khác đang ghi vào kho lưu trữ này.", "another program is writing to this archive"},
        {"Đợi chương trình kia xong rồi chạy lại. Tìm kiếm và đọc vẫn làm được ngay bây giờ.",
         "Wait until it has finished, then run the command again. Finding and reading work meanwhile."});
}

bool is_locked(const fs::path& path) {
    const Descriptor fd(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    struct flock lock = whole_file();
    return fd.get() >= 0 && ::fcntl(fd.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace hocba::archive
