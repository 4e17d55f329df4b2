// Opening and recovery are the same code: the checkpoint says how far everything reaches.
#include <fmt/format.h>

#include "archive/fault.h"
#include "archive/kept.h"
#include "archive/stored_archive.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

constexpr std::size_t catch_up_step = 256;

/// To store/tail, under a name that tells where it came from and what it is; the same tail twice is one file.
Result<void> keep_tail(Storage& storage, const std::string& path, std::uint64_t from) {
    auto bytes = storage.read(path, from, UINT64_MAX);
    if (!bytes) return forward(std::move(bytes));
    std::string flat = path;
    for (char& c : flat)
        if (c == '/') c = '_';
    return storage.replace(
        fmt::format("store/tail/{}@{}.{}", flat, from, to_hex(sha256(*bytes)).substr(0, 16)), *bytes);
}

Result<void> cut_pack(Storage& storage, const std::string& path, std::uint64_t size) {
    if (auto kept = keep_tail(storage, path, size); !kept) return kept;
    return size == 0 ? storage.remove(path) : storage.truncate(path, size);
}

}  // namespace

Result<void> StoredArchive::compare_with_log(const TreeHead& known, const TreeHead& log) const {
    const auto older = [&]() {
        return fail(
            Fault::archive, checkpoint_path,
            {fmt::format("Nhật ký ({} mục) cũ hơn hoặc khác với những gì danh mục đã ghi nhận ({} mục).",
                         log.size, known.size),
             fmt::format("the log ({} entries) is older than, or differs from, what the catalogue has "
                         "acknowledged ({} entries)",
                         log.size, known.size)},
            {"Có lẽ nhật ký được khôi phục từ bản sao cũ. Kho chưa bị thay đổi gì: hãy khôi phục nhật ký mới "
             "nhất "
             "rồi mở lại.",
             "The log was probably restored from an old copy. Nothing has been touched: restore the newest "
             "log "
             "and open again."});
    };
    if (known.size > log.size) return older();
    const Tree tree(*place_.storage, log.size);
    auto root = tree.root();
    if (!root) return forward(std::move(root));
    if (*root != log.root)
        return damaged("log/tile", {"Cây băm của nhật ký không khớp với điểm kiểm tra.",
                                    "the log's hashes do not match its checkpoint"});
    auto then = tree.range(0, known.size);
    if (!then) return forward(std::move(then));
    if (*then != known.root) return older();
    return begins_with_kept(*place_.storage, log, verifier_);
}

Result<void> StoredArchive::move_tails(const Position& position, const TreeHead& head) {
    Storage& storage = *place_.storage;
    auto names = storage.list("store/open");
    if (!names) return forward(std::move(names));
    for (const std::string& name : *names) {
        const auto number = pack_number(name);
        if (!number || *number < position.pack) continue;
        const std::string path = pack_path(*number);
        auto size = storage.size(path);
        if (!size) return forward(std::move(size));
        const std::uint64_t keep = *number == position.pack ? position.end : 0;
        if (**size > keep)
            if (auto cut = cut_pack(storage, path, keep); !cut) return cut;
    }
    auto beyond = files_beyond(storage, head.size);
    if (!beyond) return forward(std::move(beyond));
    for (const std::string& path : *beyond) {
        if (auto kept = keep_tail(storage, path, 0); !kept) return kept;
        if (auto removed = storage.remove(path); !removed) return removed;
    }
    return {};
}

Result<void> StoredArchive::catch_up(const TreeHead& head) {
    auto known = catalogue_->head();
    if (!known) return forward(std::move(known));
    auto from = position_after(*place_.storage, known->size);
    if (!from) return forward(std::move(from));
    LeafReader reader(*place_.storage, head.size, known->size, *from);
    const Tree tree(*place_.storage, head.size);
    std::vector<Indexed> leaves;
    for (std::uint64_t leaf = known->size; leaf < head.size; ++leaf) {
        auto next = reader.next();
        if (!next) return forward(std::move(next));
        if (!reader.problems().empty()) return tl::unexpected(Error{Fault::archive, reader.problems()});
        leaves.push_back(std::move(*next));
        if (leaves.size() < catch_up_step && leaf + 1 < head.size) continue;
        auto root = tree.range(0, leaf + 1);
        if (!root) return forward(std::move(root));
        if (auto applied = catalogue_->apply(leaves, {leaf + 1, *root}); !applied) return applied;
        leaves.clear();
    }
    return {};
}

Result<void> StoredArchive::recover() {
    recovered_ = false;
    auto checkpoint = load_checkpoint(*place_.storage, verifier_);
    if (!checkpoint) return forward(std::move(checkpoint));
    // All that could forbid writing is looked at before anything is touched (rule 2).
    auto known = catalogue_->head();
    if (!known) return forward(std::move(known));
    if (auto compared = compare_with_log(*known, checkpoint->head); !compared) return compared;
    if (auto whole = catalogue_->is_whole(); !whole) return whole;
    auto position = position_after(*place_.storage, checkpoint->head.size);
    if (!position) return forward(std::move(position));
    auto size = place_.storage->size(pack_path(position->pack));
    if (!size) return forward(std::move(size));
    if (size->value_or(0) < position->end)
        return damaged(pack_path(position->pack),
                       {fmt::format("Gói lưu trữ ngắn hơn nhật ký ghi nhận ({} byte).", position->end),
                        fmt::format("the pack is shorter than the log says ({} bytes)", position->end)});
    if (auto moved = move_tails(*position, checkpoint->head); !moved) return moved;
    if (auto caught = catch_up(checkpoint->head); !caught) return caught;
    last_ = std::move(*checkpoint);
    position_ = *position;
    recovered_ = true;
    return {};
}

}  // namespace hocba::archive
