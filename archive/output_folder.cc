#include "archive/output_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "archive/fault.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr unsigned private_file = 0600, private_folder = 0700;
constexpr std::size_t held_back = 1 << 16;

/// The missing folders, from the top down.
Result<void> make_private(const fs::path& folder) {
    if (folder.empty() || ::mkdir(folder.c_str(), private_folder) == 0 || errno == EEXIST) return {};
    if (errno != ENOENT) return cannot_write(folder, errno);
    if (auto parent = make_private(folder.parent_path()); !parent) return parent;
    if (::mkdir(folder.c_str(), private_folder) != 0 && errno != EEXIST) return cannot_write(folder, errno);
    return {};
}

Result<Descriptor> create_file(const fs::path& path) {
    const auto create = [&path] {
        return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, private_file);
    };
    int fd = create();
    if (fd < 0 && errno == ENOENT) {
        if (auto made = make_private(path.parent_path()); !made) return forward(std::move(made));
        fd = create();
    }
    if (fd < 0 && errno == EEXIST)
        return damaged(path.string(), {"Hai mục của kho cho cùng một tên tệp.",
                                       "two entries of the archive give the same file name"});
    if (fd < 0) return cannot_write(path, errno);
    return Descriptor(fd);
}

}  // namespace

Result<OutputFile> OutputFile::create(const fs::path& path) {
    auto fd = create_file(path);
    if (!fd) return forward(std::move(fd));
    return OutputFile(path, std::move(*fd));
}

Result<void> OutputFile::append(std::string_view bytes) {
    held_ += bytes;
    size_ += bytes.size();
    return held_.size() < held_back ? Result<void>() : flush();
}

Result<void> OutputFile::flush() {
    if (!write_all(fd_.get(), held_)) return cannot_write(path_, errno);
    held_.clear();
    return {};
}

OutputFolder::OutputFolder(fs::path target, Descriptor lock)
    : target_(std::move(target)),
      part_(target_.string() + ".part"),
      lock_path_(part_.string() + ".lock"),
      lock_(std::move(lock)) {}

OutputFolder::~OutputFolder() {
    if (lock_.get() < 0) return;  // moved away
    std::error_code ignored;
    fs::remove_all(part_, ignored);  // renamed, or not wanted
    ::unlink(lock_path_.c_str());
}

Result<OutputFolder> OutputFolder::begin(const fs::path& target) {
    const fs::path clean = target.has_filename() ? target : target.parent_path();
    const fs::path part = clean.string() + ".part", lock_path = part.string() + ".lock";
    std::error_code ignored;
    if (fs::exists(part, ignored) && !fs::exists(lock_path, ignored))
        return fail(Fault::usage, part.string(),
                    {"Thư mục tạm này không do hocba tạo.", "this temporary folder was not made by hocba"},
                    {"Dời nó đi, hoặc chọn tên khác cho thư mục xuất.",
                     "Move it away, or choose another name for the output."});
    if (auto made = durable_folder(fs::absolute(clean).parent_path()); !made) return forward(std::move(made));
    auto lock = take_lock(lock_path, std::chrono::milliseconds(0));
    if (!lock) return forward(std::move(lock));
    OutputFolder folder(clean, std::move(*lock));
    std::error_code failed;
    fs::remove_all(part, failed);
    if (failed) return cannot_write(part, failed.value());
    if (::mkdir(part.c_str(), private_folder) != 0) return cannot_write(part, errno);
    return folder;
}

Result<void> OutputFolder::write(const std::string& path, std::string_view bytes) const {
    auto fd = create_file(part_ / path);
    if (!fd) return forward(std::move(fd));
    if (!write_all(fd->get(), bytes)) return cannot_write(part_ / path, errno);
    return {};
}

Result<OutputFile> OutputFolder::open(const std::string& path) const {
    return OutputFile::create(part_ / path);
}

Result<void> OutputFolder::append(const std::string& path, std::string_view bytes) const {
    const fs::path place = part_ / path;
    if (auto made = make_private(place.parent_path()); !made) return made;
    const Descriptor fd(::open(place.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, private_file));
    if (fd.get() < 0 || !write_all(fd.get(), bytes)) return cannot_write(place, errno);
    return {};
}

Result<void> OutputFolder::sync() const {
    const Descriptor fd(::open(part_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0 || ::syncfs(fd.get()) != 0) return cannot_write(part_, errno);
    return {};
}

Result<void> OutputFolder::put_in_place() {
    if (auto synced = sync(); !synced) return synced;
    if (auto free = is_free(target_); !free) return free;
    if (::rename(part_.c_str(), target_.c_str()) != 0)
        return cannot_write(target_, errno);  // over an empty one
    return sync_folder(fs::absolute(target_).parent_path());
}

Result<void> is_free(const fs::path& target) {
    std::error_code ignored;
    const fs::file_status status = fs::symlink_status(target, ignored);
    if (!fs::exists(status)) return {};
    if (fs::is_directory(status) && fs::is_empty(target, ignored)) return {};
    return fail(
        Fault::usage, target.string(),
        {"Ở đây đã có tệp; không có gì bị ghi đè.", "something is here already; nothing is overwritten"},
        {"Chọn một thư mục mới.", "Choose a new folder."});
}

}  // namespace hocba::archive
