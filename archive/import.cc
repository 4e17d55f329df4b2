#include <fmt/format.h>

#include <system_error>

#include "archive/export.h"
#include "archive/fault.h"
#include "archive/kept.h"
#include "archive/output_folder.h"
#include "archive/package_reader.h"
#include "archive/stored_archive.h"
#include "engine/base/file.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

/// The package's key: the pinned one, or that of the archive which it extends.
Result<VerifierKey> pinned_key(const OpenPackage& package, const fs::path& archive, bool is_new,
                               const std::optional<fs::path>& log_key) {
    if (log_key || is_new) return key_of(package, log_key);
    return key_of(package, archive / verifier_key_path);
}

/// The report of a finished import.
Result<ImportReport> take(StoredArchive& archive, const OpenPackage& package, const Checkpoint& checkpoint,
                          const VerifierKey& key) {
    const std::uint64_t from = archive.head().size;
    ImportReport report{from, checkpoint.head.size, 0, to_text(key)};
    if (from > checkpoint.head.size)
        return damaged(checkpoint_path, {"Kho này mới hơn gói.", "this archive is newer than the package"});
    if (from == checkpoint.head.size) {
        if (checkpoint.head.root == archive.head().root) return report;
        return damaged(checkpoint_path, {"Gói và kho này là hai nhánh khác nhau của nhật ký.",
                                         "the package and this archive are two branches of the log"});
    }
    auto documents = archive.take_in(package, checkpoint);
    if (!documents) return forward(std::move(documents));
    report.documents = *documents;
    return report;
}

Result<ImportReport> make_archive(const OpenPackage& package, const fs::path& folder, const VerifierKey& key,
                                  const Checkpoint& checkpoint) {
    auto output = OutputFolder::begin(folder);
    if (!output) return forward(std::move(output));
    const fs::path part = output->path();
    for (const char* name : {"store/open", "store/tail", "log"})
        if (auto made = durable_folder(fs::absolute(part) / name); !made) return forward(std::move(made));
    auto lock = take_lock(part / "lock");
    if (!lock) return forward(std::move(lock));
    auto storage = disk_storage(part);
    if (auto done = storage->replace(verifier_key_path, to_text(key) + "\n"); !done)
        return forward(std::move(done));
    auto archive =
        StoredArchive::follower({std::move(storage), part / "catalogue.db"}, key, true, std::move(*lock));
    if (!archive) return forward(std::move(archive));
    auto report = take(**archive, package, checkpoint, key);
    if (!report) return report;
    archive->reset();  // closes the catalogue
    if (auto kept = take_kept(*package.proof, *disk_storage(part), checkpoint.head, key); !kept)
        return forward(std::move(kept));
    if (auto placed = output->put_in_place(); !placed) return forward(std::move(placed));
    return report;
}

Result<ImportReport> extend_archive(const OpenPackage& package, const fs::path& folder,
                                    const VerifierKey& key, const Checkpoint& checkpoint) {
    auto lock = take_lock(folder / "lock");
    if (!lock) return forward(std::move(lock));
    auto archive = StoredArchive::follower({disk_storage(folder), folder / "catalogue.db"}, key, false,
                                           std::move(*lock));
    if (!archive) return forward(std::move(archive));
    auto report = take(**archive, package, checkpoint, key);
    if (!report) return report;
    if (auto kept = take_kept(*package.proof, *disk_storage(folder), checkpoint.head, key); !kept)
        return forward(std::move(kept));
    return report;
}

}  // namespace

Result<ImportReport> import_archive(const fs::path& package, const fs::path& archive,
                                    const std::optional<fs::path>& log_key) {
    auto opened = open_package(package);
    if (!opened) return forward(std::move(opened));
    std::error_code ignored;
    const bool is_new = !fs::exists(archive / verifier_key_path, ignored);
    if (is_new)
        if (auto free = is_free(archive); !free) return forward(std::move(free));
    auto key = pinned_key(*opened, archive, is_new, log_key);
    if (!key) return forward(std::move(key));
    auto checkpoint = load_checkpoint(*opened->proof, *key);
    if (!checkpoint) return forward(std::move(checkpoint));
    return is_new ? make_archive(*opened, archive, *key, *checkpoint)
                  : extend_archive(*opened, archive, *key, *checkpoint);
}

}  // namespace hocba::archive
