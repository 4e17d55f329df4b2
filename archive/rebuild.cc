// The catalogue again from packs and log alone, every byte hashed and compared with the log.
#include <fmt/format.h>

#include "archive/archive.h"
#include "archive/durable_file.h"
#include "archive/fault.h"
#include "archive/kept.h"
#include "archive/leaves.h"
#include "archive/stored_archive.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t step = 1024;

void remove_catalogue(const fs::path& path, bool database) {
    std::error_code ignored;
    for (const char* suffix : {"-wal", "-shm"}) fs::remove(path.string() + suffix, ignored);
    if (database) fs::remove(path, ignored);
}

/// An old catalogue may be damaged or missing; but if it can say that the log is too old, it is heard (rule
/// 2).
Result<void> old_catalogue_allows(const fs::path& path, const Storage& storage, const TreeHead& log) {
    const auto old = Catalogue::open(path, Catalogue::Mode::read_any);
    const auto known = old ? (*old)->head() : Result<TreeHead>(TreeHead{});
    if (!known || known->root.empty()) return {};
    if (known->size <= log.size) {
        auto then = Tree(storage, log.size).range(0, known->size);
        if (then && *then == known->root) return {};
    }
    return fail(
        Fault::archive, checkpoint_path,
        {fmt::format("Nhật ký ({} mục) cũ hơn hoặc khác với danh mục hiện có ({} mục).", log.size,
                     known->size),
         fmt::format(
             "the log ({} entries) is older than, or differs from, the present catalogue ({} entries)",
             log.size, known->size)},
        {"Hãy khôi phục nhật ký mới nhất trước khi dựng lại danh mục.",
         "Restore the newest log before the catalogue is rebuilt."});
}

/// All leaves into an empty catalogue; problems are members that no longer match their names, and
/// second entries of one unit.
Result<std::vector<Problem>> index_all(const Storage& storage, const TreeHead& head, Catalogue& catalogue) {
    LeafReader reader(storage, head.size, 0, Position{});
    const Tree tree(storage, head.size);
    std::vector<Indexed> leaves;
    std::vector<Problem> problems;
    for (std::uint64_t leaf = 0; leaf < head.size; ++leaf) {
        auto next = reader.next();
        if (!next) return forward(std::move(next));
        leaves.push_back(std::move(*next));
        if (leaves.size() < step && leaf + 1 < head.size) continue;
        auto root = tree.range(0, leaf + 1);
        if (!root) return forward(std::move(root));
        std::vector<const Indexed*> second;
        if (auto applied = catalogue.apply(leaves, {leaf + 1, *root}, &second); !applied)
            return forward(std::move(applied));
        for (const Indexed* one : second) problems.push_back(second_entry(*one));
        leaves.clear();
    }
    problems.insert(problems.end(), reader.problems().begin(), reader.problems().end());
    return problems;
}

}  // namespace

Result<std::uint64_t> Archive::rebuild(const fs::path& folder) {
    auto lock = take_lock(folder / "lock");
    if (!lock) return forward(std::move(lock));
    const auto storage = disk_storage(folder);
    auto key = stored_verifier_key(*storage);
    if (!key) return forward(std::move(key));
    auto checkpoint = load_checkpoint(*storage, *key);
    if (!checkpoint) return forward(std::move(checkpoint));
    const TreeHead& head = checkpoint->head;
    auto root = Tree(*storage, head.size).root();
    if (!root) return forward(std::move(root));
    if (*root != head.root)
        return damaged("log/tile", {"Cây băm của nhật ký không khớp với điểm kiểm tra.",
                                    "the log's hashes do not match its checkpoint"});
    const fs::path path = folder / "catalogue.db", fresh = folder / "catalogue.db.rebuilt";
    if (auto allowed = old_catalogue_allows(path, *storage, head); !allowed)
        return forward(std::move(allowed));
    if (auto same = begins_with_kept(*storage, head, *key); !same) return forward(std::move(same));
    remove_catalogue(fresh, true);
    auto catalogue = Catalogue::open(fresh, Catalogue::Mode::create);
    if (!catalogue) return forward(std::move(catalogue));
    if (auto begun = (*catalogue)->apply({}, {0, sha256("")}); !begun) return forward(std::move(begun));
    auto problems = index_all(*storage, head, **catalogue);
    if (!problems) {
        catalogue->reset();
        remove_catalogue(fresh, true);  // half a catalogue is no part of the archive
        return forward(std::move(problems));
    }
    auto count = (*catalogue)->count();
    if (!count) return count;
    catalogue->reset();             // closes it: its write-ahead log is gone
    remove_catalogue(path, false);  // an old write-ahead log must never meet the new file
    std::error_code code;
    fs::rename(fresh, path, code);
    if (code) return cannot_write(path, code.value());
    if (auto synced = sync_folder(folder); !synced) return forward(std::move(synced));
    if (!problems->empty()) return tl::unexpected(Error{Fault::archive, std::move(*problems)});
    return count;
}

}  // namespace hocba::archive
