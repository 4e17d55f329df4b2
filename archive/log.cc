#include "archive/log.h"

#include <fmt/format.h>

#include <algorithm>

#include "archive/fault.h"

namespace hocba::archive {
namespace {

/// The stored partial tile or bundle at the right edge; empty when the last one is full.
Result<std::string> edge(const Storage& storage, std::uint64_t size, int level, std::uint64_t hashes) {
    if (hashes % tile_width == 0) return std::string();
    return Tree(storage, size).tile(level, hashes / tile_width, hashes % tile_width);
}

/// A checkpoint signs what the tiles say, so they must still say what the last checkpoint signed.
Result<void> edge_is_sound(const Storage& storage, const TreeHead& head) {
    auto root = Tree(storage, head.size).root();
    if (!root) return forward(std::move(root));
    if (*root != head.root)
        return damaged("log/tile", {"Cây băm của nhật ký không khớp với điểm kiểm tra.",
                                    "the log's hashes do not match its checkpoint"});
    if (head.size == 0) return {};
    auto entry = EntryReader(storage, head.size).read(head.size - 1);
    if (!entry) return forward(std::move(entry));
    return {};
}

/// The folder of a tile's partial files.
std::string partials_of(int level, std::uint64_t index) {
    return tile_path(level, index, tile_width) + ".p";
}

Result<void> extend_bundles(const Storage& storage, std::uint64_t size,
                            const std::vector<std::string>& entries, Extension& out) {
    auto bundle = edge(storage, size, entries_level, size);
    if (!bundle) return forward(std::move(bundle));
    std::uint64_t at = size;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        *bundle += bundle_of({entries[i]});
        const std::uint64_t index = at / tile_width;
        ++at;
        if (at % tile_width != 0 && i + 1 < entries.size()) continue;
        out.files[tile_path(entries_level, index, at - index * tile_width)] = *bundle;
        if (at % tile_width != 0) continue;
        if (index * tile_width < size) out.superseded.push_back(partials_of(entries_level, index));
        bundle->clear();
    }
    return {};
}

/// Appends `hashes` to a level that holds `count`; returns the roots of the tiles that became full.
Result<std::string> extend_level(const Storage& storage, std::uint64_t size, int level, std::uint64_t count,
                                 const std::string& hashes, Extension& out) {
    auto tile = edge(storage, size, level, count);
    if (!tile) return tile;
    std::string all = std::move(*tile) + hashes, roots;
    std::string_view rest = all;
    for (std::uint64_t index = count / tile_width; !rest.empty(); ++index) {
        const std::string_view part = rest.substr(0, tile_width * hash_size);
        rest.remove_prefix(part.size());
        const std::uint64_t width = part.size() / hash_size;
        out.files[tile_path(level, index, width)] = std::string(part);
        if (width < tile_width) break;
        roots += tree_hash(part);
        if (index * tile_width < count) out.superseded.push_back(partials_of(level, index));
    }
    return roots;
}

Result<void> list_beyond(const Storage& storage, const std::string& folder, std::uint64_t size,
                         std::vector<std::string>& out) {
    auto names = storage.list(folder);
    if (!names) return forward(std::move(names));
    for (const std::string& name : *names) {
        if (name.back() == '/') continue;
        const std::string path = fmt::format("{}/{}", folder, name);
        const auto tile = parse_tile_path(path);
        if (!tile || tile->width > width_in(size, tile->level, tile->index)) out.push_back(path);
    }
    return {};
}

}  // namespace

Result<Checkpoint> load_checkpoint(const Storage& storage, const VerifierKey& key) {
    auto note = read_all(storage, checkpoint_path);
    if (!note) return forward(std::move(note));
    return open_checkpoint(*note, key);
}

Result<void> EntryReader::load(std::uint64_t bundle) {
    const Tree tree(storage_, size_);
    const std::uint64_t width = width_in(size_, entries_level, bundle);
    auto bytes = tree.tile(entries_level, bundle, width);
    if (!bytes) return forward(std::move(bytes));
    auto hashes = tree.tile(0, bundle, width);
    if (!hashes) return forward(std::move(hashes));
    auto entries = entries_of(*bytes);
    std::string mine;
    if (entries && entries->size() >= width) {
        entries->resize(width);
        for (const std::string& entry : *entries) mine += leaf_hash(entry);
    }
    if (mine != *hashes)
        return damaged(tile_path(entries_level, bundle, width),
                       {"Các mục nhật ký không khớp với cây băm của nhật ký.",
                        "the log's entries do not match the log's hashes"});
    entries_ = std::move(*entries);
    bundle_ = bundle;
    return {};
}

Result<std::string> EntryReader::read(std::uint64_t index) {
    if (index >= size_)
        return damaged("log", {fmt::format("Nhật ký không có mục số {}.", index),
                               fmt::format("the log has no entry {}", index)});
    if (bundle_ != index / tile_width)
        if (auto loaded = load(index / tile_width); !loaded) return forward(std::move(loaded));
    return entries_[index % tile_width];
}

Result<Extension> extend(const Storage& storage, const Checkpoint& last,
                         const std::vector<std::string>& entries, const SigningKey& key) {
    Extension out;
    const std::uint64_t size = last.head.size;
    if (auto sound = edge_is_sound(storage, last.head); !sound) return forward(std::move(sound));
    if (auto done = extend_bundles(storage, size, entries, out); !done) return forward(std::move(done));
    std::string hashes;
    for (const std::string& entry : entries) hashes += leaf_hash(entry);
    std::uint64_t count = size;
    for (int level = 0; !hashes.empty(); ++level, count /= tile_width) {
        auto roots = extend_level(storage, size, level, count, hashes, out);
        if (!roots) return forward(std::move(roots));
        hashes = std::move(*roots);
    }
    TreeHead head{size + entries.size(), {}};
    auto root = Tree(storage, head.size, &out.files).root();
    if (!root) return forward(std::move(root));
    head.root = std::move(*root);
    out.checkpoint = {head, sign_checkpoint(head, key)};
    return out;
}

Result<void> publish(Storage& storage, const Checkpoint& last, const Extension& extension) {
    for (const auto& [path, bytes] : extension.files)
        if (auto written = storage.replace(path, bytes); !written) return written;
    auto now = read_all(storage, checkpoint_path);
    if (!now) return forward(std::move(now));
    if (*now != last.note)
        return damaged(checkpoint_path, {"Điểm kiểm tra của nhật ký đã bị chương trình khác thay đổi.",
                                         "another program has changed the log's checkpoint"});
    if (auto written = storage.replace(checkpoint_path, extension.checkpoint.note); !written) return written;
    // tlog-tiles, Partial Tiles: they may go once the full tile is available. A failure here loses nothing.
    for (const std::string& folder : extension.superseded) (void)storage.remove_folder(folder);
    return {};
}

Result<std::vector<std::string>> files_beyond(const Storage& storage, std::uint64_t size) {
    std::vector<std::string> found;
    for (int level = entries_level; level < 8; ++level) {
        const std::uint64_t hashes = level <= 0 ? size : size >> (8 * level);
        const std::uint64_t index = hashes / tile_width;
        std::vector<std::string> folders;
        for (const std::uint64_t n : {index, index + 1}) {
            const std::string full = tile_path(level, n, tile_width);
            folders.push_back(full.substr(0, full.rfind('/')));
            folders.push_back(partials_of(level, n));
        }
        std::sort(folders.begin(), folders.end());
        folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
        for (const std::string& folder : folders)
            if (auto listed = list_beyond(storage, folder, size, found); !listed)
                return forward(std::move(listed));
    }
    if (auto left = storage.size(checkpoint_path + ".new"); left && *left)
        found.push_back(checkpoint_path + ".new");
    return found;
}

}  // namespace hocba::archive
