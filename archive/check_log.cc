// The log half of the check: the tree is computed again from the entries and compared with every file.
#include <fmt/format.h>

#include <algorithm>

#include "archive/check.h"
#include "archive/fault.h"
#include "engine/base/file.h"

namespace hocba::archive {
namespace {

const Text wrong_tile = {"Tệp của nhật ký không khớp với cây băm tính lại.",
                         "this file of the log does not match the recomputed tree"};
const Text missing_tile = {"Thiếu một tệp của nhật ký.", "a file of the log is missing"};

/// The tree as it ought to be: lines, and the hashes of each level end to end.
struct Recomputed {
    std::vector<std::string> entries;
    std::vector<std::string> levels;
};

std::vector<std::string> levels_over(std::string leaf_hashes) {
    std::vector<std::string> levels{std::move(leaf_hashes)};
    constexpr std::size_t full = tile_width * hash_size;
    while (levels.back().size() >= full) {
        std::string next;
        const std::string_view below = levels.back();
        for (std::size_t at = 0; at + full <= below.size(); at += full)
            next += tree_hash(below.substr(at, full));
        levels.push_back(std::move(next));
    }
    return levels;
}

std::optional<VerifierKey> key_for(Inspection& inspection,
                                   const std::optional<std::filesystem::path>& pinned) {
    const std::string where = pinned ? pinned->string() : verifier_key_path;
    auto text = pinned ? read_file(*pinned, 4096) : read_all(inspection.storage, verifier_key_path);
    auto key = text ? verifier_key(*text, where) : Result<VerifierKey>(tl::unexpected(text.error()));
    const auto stored = read_all(inspection.storage, verifier_key_path);
    if (key && (!stored || *stored != to_text(*key) + "\n"))
        inspection.add(verifier_key_path, {"Tệp khóa không đúng từng byte như khóa đang dùng để kiểm tra.",
                                           "this key file is not, byte for byte, the key checked with"});
    if (!key) {
        inspection.add(where, key.error().problems.front().what);
        return {};
    }
    inspection.report.log_key = fmt::format("{}: {}", where, to_text(*key));
    return *key;
}

/// How many leaves there are bundles for.
std::uint64_t stored_leaves(const Storage& storage) {
    for (std::uint64_t index = 0;; ++index) {
        const std::string full = tile_path(entries_level, index, tile_width);
        const auto found = storage.size(full);
        if (found && *found) continue;
        std::uint64_t width = 0;
        for (const std::string& name : storage.list(full + ".p").value_or(std::vector<std::string>()))
            if (const auto tile = parse_tile_path(full + ".p/" + name)) width = std::max(width, tile->width);
        return index * tile_width + width;
    }
}

/// The signed head; without a good signature still the head that the file claims, to go on comparing with.
std::optional<TreeHead> head_of(Inspection& inspection, const std::optional<VerifierKey>& key) {
    const auto note = read_all(inspection.storage, checkpoint_path);
    if (!note) {
        inspection.add(checkpoint_path, note.error().problems.front().what);
        return {};
    }
    if (key) {
        auto checkpoint = open_checkpoint(*note, *key);
        if (checkpoint) return checkpoint->head;
        inspection.add(checkpoint_path, checkpoint.error().problems.front().what);
    }
    const std::string_view text = std::string_view(*note).substr(0, note->find("\n\n") + 1);
    auto head = parse_tree_head(text, text.substr(0, text.find('\n')));
    if (!head) return {};
    head->size = std::min(head->size, stored_leaves(inspection.storage));  // nobody vouches for the number
    return *head;
}

/// The bundle of that index, cut to its width; empty if it cannot be read.
std::vector<std::string> bundle_at(Inspection& inspection, std::uint64_t size, std::uint64_t index) {
    const std::uint64_t width = width_in(size, entries_level, index);
    const auto bytes = Tree(inspection.storage, size).tile(entries_level, index, width);
    if (!bytes) return {};
    auto entries = entries_of(*bytes);
    if (!entries || entries->size() < width) return {};
    entries->resize(width);
    return *entries;
}

/// The lines, and the hashes that the checkpoint's root confirms: those of the lines, else those of level 0.
Recomputed recompute(Inspection& inspection, const TreeHead& head) {
    Recomputed tree;
    std::string from_entries, from_tiles;
    for (std::uint64_t index = 0; index * tile_width < head.size; ++index) {
        const std::uint64_t width = width_in(head.size, 0, index);
        auto lines = bundle_at(inspection, head.size, index);
        lines.resize(width);
        for (std::string& line : lines) {
            from_entries += leaf_hash(line);
            tree.entries.push_back(std::move(line));
        }
        auto tile = Tree(inspection.storage, head.size).tile(0, index, width);
        from_tiles += tile ? *tile : std::string(width * hash_size, '\0');
    }
    const bool proven = tree_hash(from_entries) == head.root;
    if (!proven && tree_hash(from_tiles) != head.root)
        inspection.add(checkpoint_path, {"Gốc của cây băm không khớp với các mục nhật ký.",
                                         "the root does not match the entries of the log"});
    const bool use_entries = proven || tree_hash(from_tiles) != head.root;
    tree.levels = levels_over(use_entries ? std::move(from_entries) : std::move(from_tiles));
    return tree;
}

/// What the file of that name must hold; nothing if the tree has no such file.
std::optional<std::string> expected(const Recomputed& tree, const TileName& name) {
    const std::uint64_t first = name.index * tile_width;
    const bool bundle = name.level == entries_level;
    if (!bundle && static_cast<std::size_t>(name.level) >= tree.levels.size()) return {};
    const std::uint64_t held =
        bundle ? tree.entries.size() : tree.levels[static_cast<std::size_t>(name.level)].size() / hash_size;
    if (first + name.width > held) return {};
    if (!bundle)
        return tree.levels[static_cast<std::size_t>(name.level)].substr(first * hash_size,
                                                                        name.width * hash_size);
    const auto begin = tree.entries.begin() + static_cast<std::ptrdiff_t>(first);
    return bundle_of({begin, begin + static_cast<std::ptrdiff_t>(name.width)});
}

void check_file(Inspection& inspection, const Recomputed& tree, const std::string& path) {
    const auto name = parse_tile_path(path);
    const auto want = name ? expected(tree, *name) : std::nullopt;
    if (!want) {
        if (!inspection.writing)
            inspection.add(path, {"Tệp không thuộc nhật ký ở điểm kiểm tra hiện tại.",
                                  "this file does not belong to the log at its present checkpoint"});
        return;
    }
    const auto bytes = read_all(inspection.storage, path);
    if (!bytes) return inspection.add(path, bytes.error().problems.front().what);
    if (name->level != entries_level) {
        if (*bytes != *want) inspection.add(path, wrong_tile);
        return;
    }
    // A bundle is compared by its hashes, for the lines came from it: the tree may be the tiles'.
    const auto entries = entries_of(*bytes);
    std::string hashes;
    for (const std::string& entry : entries.value_or(std::vector<std::string>())) hashes += leaf_hash(entry);
    if (hashes != *expected(tree, {0, name->index, name->width})) inspection.add(path, wrong_tile);
}

void check_folder(Inspection& inspection, const Recomputed& tree, const std::string& folder) {
    const auto names = inspection.storage.list(folder);
    if (!names) return inspection.add(folder, names.error().problems.front().what);
    for (const std::string& name : *names) {
        const std::string path = folder + "/" + name;
        if (name.back() == '/')
            check_folder(inspection, tree, path.substr(0, path.size() - 1));
        else if (path != checkpoint_path && path != verifier_key_path)
            check_file(inspection, tree, path);
    }
}

void check_presence(Inspection& inspection, std::uint64_t size) {
    for (int level = entries_level; level < 7; ++level)
        for (std::uint64_t index = 0; width_in(size, level, index) > 0; ++index) {
            const std::string path = tile_path(level, index, width_in(size, level, index));
            const auto found = inspection.storage.size(path);
            if (!found || !*found) inspection.add(path, missing_tile);
        }
}

}  // namespace

void check_log(Inspection& inspection, const std::optional<std::filesystem::path>& log_key) {
    const auto key = key_for(inspection, log_key);
    const auto head = head_of(inspection, key);
    if (!head) return;
    inspection.report.leaves = head->size;
    inspection.head = head;
    check_presence(inspection, head->size);
    const Recomputed tree = recompute(inspection, *head);
    check_folder(inspection, tree, "log");
    for (std::size_t i = 0; i < tree.entries.size(); ++i) {
        if (leaf_hash(tree.entries[i]) != tree.levels[0].substr(i * hash_size, hash_size)) continue;
        auto entry = log_entry_of(tree.entries[i], fmt::format("log, entry {}", i));
        if (entry)
            inspection.leaves.push_back({i, std::move(*entry)});
        else
            inspection.add(fmt::format("log, entry {}", i), entry.error().problems.front().what);
    }
}

}  // namespace hocba::archive
