#include "archive/storage.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>

#include "archive/durable_file.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

class DiskStorage final : public Storage {
  public:
    DiskStorage(fs::path root, std::uint64_t reserve) : root_(std::move(root)), reserve_(reserve) {}

    Result<std::string> read(const std::string& path, std::uint64_t offset,
                             std::uint64_t size) const override {
        const Descriptor fd(::open((root_ / path).c_str(), O_RDONLY | O_CLOEXEC));
        if (fd.get() < 0) return cannot_read(root_ / path, errno);
        struct stat status {};
        if (::fstat(fd.get(), &status) != 0) return cannot_read(root_ / path, errno);
        const auto length = static_cast<std::uint64_t>(status.st_size);
        std::string bytes(offset >= length ? 0 : std::min(size, length - offset), '\0');
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t n = ::pread(fd.get(), bytes.data() + done, bytes.size() - done,
                                      static_cast<off_t>(offset + done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return cannot_read(root_ / path, errno);
            if (n == 0) break;
            done += static_cast<std::size_t>(n);
        }
        bytes.resize(done);
        return bytes;
    }

    Result<std::optional<std::uint64_t>> size(const std::string& path) const override {
        struct stat status {};
        if (::stat((root_ / path).c_str(), &status) == 0)
            return std::optional<std::uint64_t>(static_cast<std::uint64_t>(status.st_size));
        if (errno == ENOENT || errno == ENOTDIR) return std::optional<std::uint64_t>();
        return cannot_read(root_ / path, errno);
    }

    Result<std::vector<std::string>> list(const std::string& folder) const override {
        std::error_code code;
        std::vector<std::string> names;
        for (fs::directory_iterator it(root_ / folder, code), end; !code && it != end; it.increment(code)) {
            std::error_code ignored;
            names.push_back(it->path().filename().string() + (it->is_directory(ignored) ? "/" : ""));
        }
        if (code == std::errc::no_such_file_or_directory) return names;
        if (code) return cannot_read(root_ / folder, code.value());
        std::sort(names.begin(), names.end());
        return names;
    }

    Result<void> append(const std::string& path, const Parts& parts) override {
        const fs::path full = root_ / path;
        if (auto made = durable_folder(full.parent_path()); !made) return made;
        if (auto room = has_room(full, parts); !room) return room;
        const bool fresh = ::access(full.c_str(), F_OK) != 0;
        const Descriptor fd(::open(full.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
        if (fd.get() < 0 || !write_all(fd.get(), parts)) return cannot_write(full, errno);
        if (fresh) fresh_.insert(path);
        return {};
    }

    Result<void> sync(const std::string& path) override {
        const fs::path full = root_ / path;
        const Descriptor fd(::open(full.c_str(), O_WRONLY | O_CLOEXEC));
        if (fd.get() < 0 || ::fdatasync(fd.get()) != 0) return cannot_write(full, errno);
        if (fresh_.count(path) == 0) return {};
        if (auto synced = sync_folder(full.parent_path()); !synced) return synced;
        fresh_.erase(path);
        return {};
    }

    Result<void> replace(const std::string& path, std::string_view bytes) override {
        return durable_replace(root_ / path, bytes);
    }

    Result<void> truncate(const std::string& path, std::uint64_t size) override {
        const fs::path full = root_ / path;
        const Descriptor fd(::open(full.c_str(), O_WRONLY | O_CLOEXEC));
        if (fd.get() < 0 || ::ftruncate(fd.get(), static_cast<off_t>(size)) != 0 || ::fsync(fd.get()) != 0)
            return cannot_write(full, errno);
        return {};
    }

    Result<void> remove(const std::string& path) override {
        const fs::path full = root_ / path;
        if (::unlink(full.c_str()) != 0 && errno != ENOENT) return cannot_write(full, errno);
        return sync_folder(full.parent_path());
    }

    Result<void> remove_folder(const std::string& path) override {
        auto names = list(path);
        if (!names) return forward(std::move(names));
        for (const std::string& name : *names)
            if (::unlink((root_ / path / name).c_str()) != 0) return cannot_write(root_ / path / name, errno);
        if (::rmdir((root_ / path).c_str()) != 0 && errno != ENOENT) return cannot_write(root_ / path, errno);
        return {};
    }

  private:
    Result<void> has_room(const fs::path& path, const Parts& parts) const {
        std::uint64_t size = 0;
        for (const std::string_view part : parts) size += part.size();
        std::error_code unknown;
        const std::uint64_t free = fs::space(path.parent_path(), unknown).available;
        if (unknown || (free >= size && free - size >= reserve_)) return {};
        return fail(
            Fault::io, path.string(),
            {fmt::format("Ổ đĩa chỉ còn {} MB; kho luôn chừa {} MB cho nhật ký và danh mục.", free >> 20,
                         reserve_ >> 20),
             fmt::format("only {} MB are free on the disk; the archive keeps {} MB for its log and catalogue",
                         free >> 20, reserve_ >> 20)},
            {"Giải phóng chỗ trống rồi chạy lại lệnh; chưa có gì bị ghi dở dang.",
             "Free some space and run the command again; nothing was half accepted."});
    }

    fs::path root_;
    std::uint64_t reserve_;
    std::set<std::string> fresh_;  // made by us, the folder not yet synced
};

}  // namespace

std::unique_ptr<Storage> disk_storage(const fs::path& root, std::uint64_t reserve) {
    return std::make_unique<DiskStorage>(root, reserve);
}

Result<std::string> read_all(const Storage& storage, const std::string& path) {
    return storage.read(path, 0, UINT64_MAX);
}

}  // namespace hocba::archive
