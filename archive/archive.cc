#include "archive/archive.h"

#include <fmt/format.h>

#include "archive/fault.h"
#include "archive/stored_archive.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t key_file_limit = 4096;

bool lies_in(const fs::path& path, const fs::path& folder) {
    const fs::path inner = fs::weakly_canonical(fs::absolute(path));
    const fs::path outer = fs::weakly_canonical(fs::absolute(folder));
    const fs::path relative = inner.lexically_relative(outer);
    return !relative.empty() && *relative.begin() != "..";
}

Result<void> may_init(const fs::path& folder, const std::string& origin, const fs::path& log_key_out,
                      std::string_view seed32) {
    if (!is_key_name(origin) || seed32.size() != 32)
        return fail(
            Fault::usage, origin,
            {"Tên gốc (origin) của nhật ký không được trống, không có dấu cách hay dấu cộng; hạt giống dài "
             "32 byte.",
             "the log's origin must not be empty nor hold a space or a plus; the seed has 32 bytes"});
    if (lies_in(log_key_out, folder))
        return fail(Fault::usage, log_key_out.string(),
                    {"Khóa bí mật của nhật ký không được nằm trong kho lưu trữ.",
                     "the private log key must not lie inside the archive"},
                    {"Chọn một chỗ khác, chỉ người vận hành đọc được.",
                     "Choose another place that only the operator can read."});
    std::error_code ignored;
    if (fs::exists(folder / checkpoint_path, ignored))
        return fail(
            Fault::usage, folder.string(),
            {"Ở đây đã có một kho lưu trữ.", "there is an archive here already"},
            {"Chọn thư mục khác, hoặc dùng kho đang có.", "Choose another folder, or use this archive."});
    return {};
}

/// An existing key is never overwritten; the very same key may lie there from an interrupted first try.
Result<void> write_key(const fs::path& path, const SigningKey& key) {
    const std::string text = to_text(key) + "\n";
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return durable_replace(path, text, 0600);
    auto old = read_file(path, key_file_limit);
    if (old && *old == text) return {};
    return fail(Fault::usage, path.string(),
                {"Ở đây đã có một tệp khác; khóa cũ không bị ghi đè.",
                 "another file lies here; an old key is never overwritten"},
                {"Chọn tên tệp khác cho khóa của nhật ký.", "Choose another file name for the log key."});
}

Result<void> make_catalogue(const fs::path& path) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path.string() + suffix, ignored);
    auto catalogue = Catalogue::open(path, Catalogue::Mode::create);
    if (!catalogue) return forward(std::move(catalogue));
    return (*catalogue)->apply({}, {0, sha256("")});
}

Place place_of(const fs::path& folder) {
    return {disk_storage(folder), folder / "catalogue.db"};
}

}  // namespace

Result<void> Archive::init(const fs::path& folder, const std::string& origin, const fs::path& log_key_out,
                           std::string_view seed32) {
    if (auto may = may_init(folder, origin, log_key_out, seed32); !may) return may;
    const SigningKey key = signing_key(origin, seed32);
    for (const char* part : {"store/open", "store/tail", "log"})
        if (auto made = durable_folder(fs::absolute(folder) / part); !made) return made;
    auto lock = take_lock(folder / "lock");
    if (!lock) return forward(std::move(lock));
    if (auto done = write_key(log_key_out, key); !done) return done;
    const auto storage = disk_storage(folder);
    if (auto done = storage->replace(verifier_key_path, to_text(key.verifier) + "\n"); !done) return done;
    if (auto done = make_catalogue(folder / "catalogue.db"); !done) return done;
    // The checkpoint comes last: with it the archive exists.
    return storage->replace(checkpoint_path, sign_checkpoint({0, sha256("")}, key));
}

Result<std::unique_ptr<Archive>> Archive::open_for_reading(const fs::path& folder) {
    return StoredArchive::reader(place_of(folder));
}

Result<std::unique_ptr<Archive>> Archive::open_for_writing(const fs::path& folder, const fs::path& log_key,
                                                           std::chrono::milliseconds wait) {
    auto text = read_file(log_key, key_file_limit);
    if (!text) return forward(std::move(text));
    auto key = signing_key_of(*text, log_key.string());
    if (!key) return forward(std::move(key));
    auto lock = take_lock(folder / "lock", wait);
    if (!lock) return forward(std::move(lock));
    return StoredArchive::writer(place_of(folder), std::move(*key), std::move(*lock));
}

Result<std::unique_ptr<Archive>> StoredArchive::reader(Place place) {
    auto key = stored_verifier_key(*place.storage);
    if (!key) return forward(std::move(key));
    auto catalogue = Catalogue::open(place.catalogue, Catalogue::Mode::read);
    if (!catalogue) return forward(std::move(catalogue));
    // The catalogue first: a writer may commit between the two looks, and it writes the log first.
    auto known = (*catalogue)->head();
    if (!known) return forward(std::move(known));
    auto checkpoint = load_checkpoint(*place.storage, *key);
    if (!checkpoint) return forward(std::move(checkpoint));
    std::unique_ptr<StoredArchive> archive(
        new StoredArchive(std::move(place), std::move(*catalogue), std::move(*key)));
    archive->last_ = std::move(*checkpoint);
    if (auto compared = archive->compare_with_log(*known, archive->last_.head); !compared)
        return forward(std::move(compared));
    if (auto whole = archive->catalogue_->is_whole(); !whole) return forward(std::move(whole));
    return archive;
}

Result<std::unique_ptr<Archive>> StoredArchive::writer(Place place, SigningKey key,
                                                       std::optional<Descriptor> lock) {
    auto verifier = stored_verifier_key(*place.storage);
    if (!verifier) return forward(std::move(verifier));
    if (to_text(*verifier) != to_text(key.verifier))
        return fail(
            Fault::signing, verifier_key_path,
            {"Khóa bí mật không phải là khóa của nhật ký này.", "the private key is not this log's key"},
            {"Kiểm tra mục `log_key` trong hocba.toml.", "Check `log_key` in hocba.toml."});
    auto catalogue = Catalogue::open(place.catalogue, Catalogue::Mode::write);
    if (!catalogue) return forward(std::move(catalogue));
    std::unique_ptr<StoredArchive> archive(
        new StoredArchive(std::move(place), std::move(*catalogue), std::move(*verifier)));
    archive->signer_ = std::move(key);
    archive->lock_ = std::move(lock);
    if (auto recovered = archive->recover(); !recovered) return forward(std::move(recovered));
    return archive;
}

}  // namespace hocba::archive
