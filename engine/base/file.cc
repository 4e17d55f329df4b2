#include "engine/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <system_error>
#include <utility>

namespace hocba {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> failure(const fs::path& path, const char* vi, const char* en, int code) {
    const std::string reason = std::strerror(code);
    return fail(Fault::io, path.string(),
                {fmt::format("{}: {}", vi, reason), fmt::format("{}: {}", en, reason)});
}

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

  private:
    int fd_;
};

bool sync_folder(const fs::path& folder) {
    const Descriptor fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd.get() >= 0 && ::fsync(fd.get()) == 0;
}

/// A file beside its place until it is renamed into it.
class Temporary {
  public:
    /// Writes and lets the disk begin.
    Temporary(const FileToWrite& file, unsigned mode) : path_(file.path) {
        open_new(mode);
        if (fd_ < 0 || !write_all(fd_, file.bytes)) code_ = errno;
    }
    Temporary(Temporary&& other) noexcept
        : path_(std::move(other.path_)),
          name_(std::move(other.name_)),
          fd_(std::exchange(other.fd_, -1)),
          code_(other.code_),
          placed_(other.placed_) {}
    Temporary& operator=(Temporary&&) = delete;
    ~Temporary() {
        if (fd_ < 0) return;
        if (!placed_) ::unlink(name_.c_str());
        ::close(fd_);
    }

    /// Waits until the file is on the disk, or with `all` until everything on its file system is (syncfs(2)):
    /// one flush of the disk for many files.
    bool sync(bool all) {
        if (code_ == 0 && (all ? ::syncfs(fd_) : ::fsync(fd_)) != 0) code_ = errno;
        return code_ == 0;
    }
    /// Only what is on the disk takes the place.
    bool rename() {
        if (code_ == 0 && ::rename(name_.c_str(), path_.c_str()) != 0) code_ = errno;
        placed_ = code_ == 0;
        return placed_;
    }
    fs::path folder() const { return path_.parent_path(); }
    void blame(const fs::path& of, int code) {
        if (folder() == of && code_ == 0) code_ = code;
    }
    Result<void> result() const {
        if (code_ == 0) return {};
        return failure(path_, "Không ghi được tệp", "cannot write the file", code_);
    }

  private:
    /// Never a file that is there: in a folder of many, another may have put a link under the name.
    void open_new(unsigned mode) {
        constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
        for (int i = 0; i < kMostNames; ++i) {
            name_ = fmt::format("{}.{}.{}.new", path_.string(), ::getpid(), i);
            fd_ = ::open(name_.c_str(), flags, mode);
            if (fd_ >= 0 || errno != EEXIST) return;
        }
    }

    static constexpr int kMostNames = 100;
    fs::path path_;
    std::string name_;
    int fd_ = -1;
    int code_ = 0;
    bool placed_ = false;
};

}  // namespace

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

bool write_all(int fd, const std::vector<std::string_view>& parts) {
    constexpr std::size_t most = 1024;  // IOV_MAX of Linux
    std::vector<iovec> waiting;
    for (std::size_t i = 0; i < parts.size() || !waiting.empty();) {
        for (; i < parts.size() && waiting.size() < most; ++i)
            if (!parts[i].empty()) waiting.push_back({const_cast<char*>(parts[i].data()), parts[i].size()});
        const ssize_t n = waiting.empty() ? 0 : ::writev(fd, waiting.data(), static_cast<int>(waiting.size()));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 || (n == 0 && !waiting.empty())) return false;
        auto left = static_cast<std::size_t>(n);
        std::size_t done = 0;
        while (done < waiting.size() && left >= waiting[done].iov_len) left -= waiting[done++].iov_len;
        waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(done));
        if (left > 0) waiting[0] = {static_cast<char*>(waiting[0].iov_base) + left, waiting[0].iov_len - left};
    }
    return true;
}

namespace {

/// A pipe or a device may never end, or wait for ever to be opened.
Result<void> must_be_regular(int fd, const fs::path& path) {
    struct stat status {};
    if (::fstat(fd, &status) != 0) return failure(path, "Không mở được tệp", "cannot open the file", errno);
    if (S_ISREG(status.st_mode)) return {};
    if (S_ISDIR(status.st_mode)) return failure(path, "Không đọc được tệp", "cannot read the file", EISDIR);
    return fail(
        Fault::io, path.string(),
        {"Không phải tệp thường (đường ống, thiết bị …)", "this is no regular file (a pipe, a device …)"},
        {"Xóa hoặc thay bằng tệp thường; kiểm tra ai đã đặt nó ở đây",
         "remove it or put a regular file there; ask who placed it"});
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::uintmax_t limit) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (fd.get() < 0) return failure(path, "Không mở được tệp", "cannot open the file", errno);
    if (auto regular = must_be_regular(fd.get(), path); !regular) return forward(std::move(regular));
    std::string bytes;
    char buffer[65536];
    for (;;) {
        const ssize_t n = ::read(fd.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return failure(path, "Không đọc được tệp", "cannot read the file", errno);
        if (n == 0) return bytes;
        bytes.append(buffer, static_cast<std::size_t>(n));
        if (bytes.size() > limit) return failure(path, "Tệp quá lớn", "the file is too large", EFBIG);
    }
}

std::vector<Result<void>> write_files(const std::vector<FileToWrite>& files, unsigned mode) {
    std::vector<Temporary> temporaries;
    temporaries.reserve(files.size());
    for (const FileToWrite& file : files) temporaries.emplace_back(file, mode);
    std::set<fs::path> folders, synced;
    for (Temporary& temporary : temporaries)  // all are written by now: one speaks for its folder
        if (files.size() > 1 && !synced.contains(temporary.folder()) && temporary.sync(true))
            synced.insert(temporary.folder());
    for (Temporary& temporary : temporaries)
        if ((synced.contains(temporary.folder()) || temporary.sync(false)) && temporary.rename())
            folders.insert(temporary.folder());
    for (const fs::path& folder : folders)
        if (!sync_folder(folder))
            for (Temporary& temporary : temporaries) temporary.blame(folder, errno);
    std::vector<Result<void>> results;
    for (Temporary& temporary : temporaries) results.push_back(temporary.result());
    return results;
}

Result<void> write_file(const fs::path& path, std::string_view bytes, unsigned mode) {
    return write_files({{path, bytes}}, mode).front();
}

Result<void> make_folder(const fs::path& path, unsigned mode) {
    std::error_code code;
    const bool is_new = fs::create_directories(path, code);
    if (is_new && mode != 0777) fs::permissions(path, static_cast<fs::perms>(mode), code);
    if (code) return failure(path, "Không tạo được thư mục", "cannot make the folder", code.value());
    return {};
}

Result<std::vector<fs::path>> files_in(const fs::path& folder, std::string_view extension) {
    std::error_code code;
    std::vector<fs::path> found;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
        if (it->is_regular_file(code) && it->path().extension() == extension) found.push_back(it->path());
    if (code) return failure(folder, "Không đọc được thư mục", "cannot read the folder", code.value());
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace hocba
