// What an export brings is appended as a commit does it, but under the log's own signature: members → sync →
// tiles → checkpoint → catalogue. Until the checkpoint is there, nothing is accepted, and recovery moves it
// away.
#include <fmt/format.h>

#include "archive/fault.h"
#include "archive/pack.h"
#include "archive/package_reader.h"
#include "archive/stored_archive.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

constexpr std::size_t append_at_once = 16 << 20;

tl::unexpected<Error> not_whole(std::uint64_t leaf) {
    return fail(
        Fault::usage, fmt::format("log, entry {}", leaf),
        {"Gói không có mục này: nó chỉ chứa một phần, hoặc bắt đầu sau chỗ kho này dừng.",
         "the package does not hold this entry: it is a selection, or begins behind where this archive ends"},
        {"Chỉ gói xuất toàn bộ một khoảng, đến hết nhật ký, mới dựng lại được kho; nhập các gói trước nó đã. "
         "Gói chọn lọc vẫn kiểm tra được bằng check-export.py.",
         "Only an export of a whole range up to the log's end makes an archive again; import the earlier "
         "ones "
         "first. A selection can still be proven by check-export.py."});
}

/// The package's tiles from the last ones of `old` on: bundles stay where they are until they are written.
Result<Files> new_tiles(const Storage& package, std::uint64_t old, std::uint64_t size) {
    Files files;
    const Tree tree(package, size);
    for (int level = 0; (size >> (8 * level)) > 0; ++level)
        for (std::uint64_t index = (old >> (8 * level)) / tile_width; width_in(size, level, index) > 0;
             ++index) {
            const std::uint64_t width = width_in(size, level, index);
            auto tile = tree.tile(level, index, width);
            if (!tile) return forward(std::move(tile));
            files[tile_path(level, index, width)] = std::move(*tile);
        }
    return files;
}

}  // namespace

Result<std::unique_ptr<StoredArchive>> StoredArchive::follower(Place place, VerifierKey key, bool is_new,
                                                               std::optional<Descriptor> lock) {
    auto catalogue =
        Catalogue::open(place.catalogue, is_new ? Catalogue::Mode::create : Catalogue::Mode::write);
    if (!catalogue) return forward(std::move(catalogue));
    std::unique_ptr<StoredArchive> archive(
        new StoredArchive(std::move(place), std::move(*catalogue), std::move(key)));
    archive->lock_ = std::move(lock);
    if (!is_new) {
        if (auto recovered = archive->recover(); !recovered) return forward(std::move(recovered));
        return archive;
    }
    archive->last_.head = {0, sha256("")};
    if (auto applied = archive->catalogue_->apply({}, archive->last_.head); !applied)
        return forward(std::move(applied));
    return archive;
}

Result<std::uint64_t> StoredArchive::append_leaves(const OpenPackage& package, const TreeHead& head) {
    Storage& storage = *place_.storage;
    IncomingLeaves incoming(package, head.size);
    std::string held;
    std::uint64_t documents = 0;
    const auto flush = [&]() -> Result<void> {
        if (held.empty()) return {};
        auto done = storage.append(pack_path(position_.pack), {held});
        held.clear();
        return done;
    };
    for (std::uint64_t leaf = last_.head.size; leaf < head.size; ++leaf) {
        auto found = incoming.find(leaf);
        if (!found) return forward(std::move(found));
        if (!*found) return not_whole(leaf);
        const LogEntry& entry = (*found)->entry;
        if (entry.pack == position_.pack + 1) {
            if (auto done = flush(); !done) return forward(std::move(done));
            if (auto done = storage.sync(pack_path(position_.pack)); !done) return forward(std::move(done));
            position_ = {entry.pack, 0};
        }
        for (const auto& [name, bytes] : (*found)->members) {
            held += tar_member(name, bytes);
            position_.end += Member{name, 0, bytes.size()}.end();
        }
        if (entry.pack != position_.pack || entry.end != position_.end)
            return damaged(fmt::format("log, entry {}", leaf),
                           {"Các tệp của mục này không lấp đúng chỗ mà nhật ký ghi.",
                            "the files of this entry do not fill the place that the log says"});
        documents += is_first(entry.kind) ? 1 : 0;
        if (held.size() < append_at_once && leaf + 1 < head.size) continue;
        if (auto done = flush(); !done) return forward(std::move(done));
    }
    if (auto done = storage.sync(pack_path(position_.pack)); !done) return forward(std::move(done));
    return documents;
}

/// The tiles to come: the package's tree must have the signed root, and this archive's tree at its beginning.
Result<Files> StoredArchive::continuation(const OpenPackage& package, const TreeHead& head) const {
    auto tiles = new_tiles(*package.proof, last_.head.size, head.size);
    if (!tiles) return tiles;
    const Tree tree(*place_.storage, head.size, &*tiles);
    auto root = tree.root(), then = tree.range(0, last_.head.size);
    if (!root) return forward(std::move(root));
    if (!then) return forward(std::move(then));
    if (*root != head.root || *then != last_.head.root)
        return damaged(checkpoint_path, {"Nhật ký của gói không nối tiếp nhật ký của kho này.",
                                         "the package's log does not continue the log of this archive"});
    return tiles;
}

Result<void> StoredArchive::follow_log(const OpenPackage& package, const Checkpoint& checkpoint,
                                       const Files& tiles) {
    Storage& storage = *place_.storage;
    const TreeHead& head = checkpoint.head;
    for (std::uint64_t index = last_.head.size / tile_width; width_in(head.size, entries_level, index) > 0;
         ++index) {
        const std::uint64_t width = width_in(head.size, entries_level, index);
        auto bundle = Tree(*package.proof, head.size).tile(entries_level, index, width);
        if (!bundle) return forward(std::move(bundle));
        if (auto done = storage.replace(tile_path(entries_level, index, width), *bundle); !done) return done;
    }
    for (const auto& [path, bytes] : tiles)
        if (auto done = storage.replace(path, bytes); !done) return done;
    // Nobody else holds the lock; the bundles are believed once their hashes are those of the tiles.
    EntryReader entries(storage, head.size);
    for (std::uint64_t leaf = last_.head.size; leaf < head.size; ++leaf)
        if (auto line = entries.read(leaf); !line) return forward(std::move(line));
    return storage.replace(checkpoint_path, checkpoint.note);
}

Result<std::uint64_t> StoredArchive::take_in(const OpenPackage& package, const Checkpoint& checkpoint) {
    const std::uint64_t old = last_.head.size, size = checkpoint.head.size;
    auto tiles = continuation(package, checkpoint.head);
    if (!tiles) return forward(std::move(tiles));
    recovered_ = false;
    auto documents = append_leaves(package, checkpoint.head);
    auto followed = documents ? follow_log(package, checkpoint, *tiles) : Result<void>();
    if (!documents || !followed) {
        if (old > 0) (void)recover();  // what was appended goes to store/tail
        return documents ? forward(std::move(followed)) : forward(std::move(documents));
    }
    for (int level = entries_level; level < 8; ++level) {  // as publish() does
        const std::uint64_t hashes = level <= 0 ? old : old >> (8 * level);
        const std::uint64_t index = hashes / tile_width;
        if (hashes % tile_width == 0 || width_in(size, level, index) < tile_width) continue;
        (void)place_.storage->remove_folder(tile_path(level, index, tile_width) + ".p");
    }
    if (auto caught = catch_up(checkpoint.head); !caught) return forward(std::move(caught));
    last_ = checkpoint;
    recovered_ = true;
    return documents;
}

}  // namespace hocba::archive
