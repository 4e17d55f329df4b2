// The log half of the check: the tree is computed again from the entries and compared with every file.
#include <fmt/format.h>

#include <algorithm>

#include "archive/check.h"
#include "archive/fault.h"
#include "archive/kept.h"
#include "engine/base/file.h"

namespace hocba::archive {
namespace {

const Text wrong_tile = {"Tệp của nhật ký không khớp với cây băm tính lại.",
                         "this file of the log does not match the recomputed tree"};
const Text missing_tile = {"Thiếu một tệp của nhật ký.", "a file of the log is missing"};

/// The tree as it ought to be: the hashes of each level end to end.
using Levels = std::vector<std::string>;

Levels levels_over(std::string leaf_hashes) {
    Levels levels{std::move(leaf_hashes)};
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

/// The bundle of that index, cut to its width; empty lines for what cannot be read.
std::vector<std::string> bundle_at(const Inspection& inspection, std::uint64_t index) {
    const std::uint64_t size = inspection.head->size, width = width_in(size, entries_level, index);
    const auto bytes = Tree(inspection.storage, size).tile(entries_level, index, width);
    auto entries = bytes ? entries_of(*bytes) : std::nullopt;
    if (!entries || entries->size() < width) entries.emplace();
    entries->resize(width);
    return std::move(*entries);
}

std::string hashes_of_lines(const Inspection& inspection) {
    std::string hashes;
    for (std::uint64_t index = 0; index * tile_width < inspection.head->size; ++index)
        for (const std::string& line : bundle_at(inspection, index)) hashes += leaf_hash(line);
    return hashes;
}

std::string hashes_in_tiles(const Inspection& inspection) {
    std::string hashes;
    const std::uint64_t size = inspection.head->size;
    for (std::uint64_t index = 0; index * tile_width < size; ++index) {
        const std::uint64_t width = width_in(size, 0, index);
        auto tile = Tree(inspection.storage, size).tile(0, index, width);
        hashes += tile ? *tile : std::string(width * hash_size, '\0');
    }
    return hashes;
}

/// Of the leaves, what the checkpoint's root confirms: the hashes of the lines, else those of level 0.
std::string confirmed_hashes(Inspection& inspection) {
    std::string lines = hashes_of_lines(inspection);
    if (tree_hash(lines) == inspection.head->root) return lines;
    std::string tiles = hashes_in_tiles(inspection);
    if (tree_hash(tiles) == inspection.head->root) return tiles;
    inspection.add(checkpoint_path, {"Gốc của cây băm không khớp với các mục nhật ký.",
                                     "the root does not match the entries of the log"});
    return lines;
}

/// The hashes that the file of that name holds, or is made of; nothing if the tree has no such file.
std::optional<std::string> expected(const Levels& levels, const TileName& name) {
    const auto level = static_cast<std::size_t>(std::max(name.level, 0));
    if (level >= levels.size()) return {};
    const std::uint64_t first = name.index * tile_width;
    if (first + name.width > levels[level].size() / hash_size) return {};
    return levels[level].substr(first * hash_size, name.width * hash_size);
}

void check_file(Inspection& inspection, const Levels& levels, const std::string& path) {
    const auto name = parse_tile_path(path);
    const auto want = name ? expected(levels, *name) : std::nullopt;
    if (!want) {
        if (!inspection.writing)
            inspection.add(path, {"Tệp không thuộc nhật ký ở điểm kiểm tra hiện tại.",
                                  "this file does not belong to the log at its present checkpoint"});
        return;
    }
    const auto bytes = read_all(inspection.storage, path);
    if (!bytes) return inspection.add(path, bytes.error().problems.front().what);
    std::string hashes = *bytes;
    if (name->level == entries_level) {
        hashes.clear();
        for (const std::string& entry : entries_of(*bytes).value_or(std::vector<std::string>()))
            hashes += leaf_hash(entry);
    }
    if (hashes != *want) inspection.add(path, wrong_tile);
}

void check_folder(Inspection& inspection, const Levels& levels, const std::string& folder) {
    const auto names = inspection.storage.list(folder);
    if (!names) return inspection.add(folder, names.error().problems.front().what);
    for (const std::string& name : *names) {
        const std::string path = folder + "/" + name;
        if (name.back() == '/')
            check_folder(inspection, levels, path.substr(0, path.size() - 1));
        else if (path != checkpoint_path && path != verifier_key_path && path != witnessed_path &&
                 path != witnesses_path && folder != stamps_folder)
            check_file(inspection, levels, path);
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
    Levels levels = levels_over(confirmed_hashes(inspection));
    check_folder(inspection, levels, "log");
    check_kept(inspection, key);
    inspection.leaf_hashes = std::move(levels[0]);
}

void each_line(Inspection& inspection, const std::function<void(std::uint64_t, const LogEntry&)>& visit) {
    if (!inspection.head) return;
    for (std::uint64_t leaf = 0; leaf < inspection.head->size;)
        for (const std::string& line : bundle_at(inspection, leaf / tile_width)) {
            const std::uint64_t index = leaf++;
            if (leaf_hash(line) != inspection.leaf_hashes.substr(index * hash_size, hash_size)) continue;
            const std::string where = fmt::format("log, entry {}", index);
            if (const auto entry = log_entry_of(line, where))
                visit(index, *entry);
            else
                inspection.add(where, entry.error().problems.front().what);
        }
}

}  // namespace hocba::archive
