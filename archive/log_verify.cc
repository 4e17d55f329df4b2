#include "archive/log_verify.h"

#include <fmt/format.h>

#include "archive/fault.h"
#include "archive/log.h"
#include "archive/proof.h"
#include "archive/read_only_storage.h"
#include "archive/tile.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

/// A log's own folder as an archive has it: below log/. Nothing is written.
class LogFolder final : public ReadOnlyStorage {
  public:
    explicit LogFolder(const fs::path& folder) : storage_(disk_storage(folder)) {}
    Result<std::string> read(const std::string& path, std::uint64_t offset,
                             std::uint64_t size) const override {
        return storage_->read(below(path), offset, size);
    }
    Result<std::optional<std::uint64_t>> size(const std::string& path) const override {
        return storage_->size(below(path));
    }
    Result<std::vector<std::string>> list(const std::string& folder) const override {
        return storage_->list(below(folder));
    }

  private:
    static std::string below(const std::string& path) {
        constexpr std::string_view log = "log/";
        return path.starts_with(log) ? path.substr(log.size()) : path;
    }

    std::unique_ptr<Storage> storage_;
};

std::unique_ptr<Storage> storage_of(const fs::path& folder) {
    std::error_code ignored;
    if (fs::exists(folder / checkpoint_path, ignored)) return disk_storage(folder);
    return std::make_unique<LogFolder>(folder);
}

struct Head {
    std::string origin;
    TreeHead tree;
};

/// Origins need not be the key's name, and extension lines may follow (tlog-checkpoint, Note text).
Result<Head> head_of(std::string_view note, const VerifierKey& key, const std::string& where) {
    auto text = open_note(note, key, where);
    if (!text) return forward(std::move(text));
    std::size_t end = 0;
    for (int line = 0; line < 3 && end != std::string::npos; ++line)
        end = text->find('\n', end == 0 ? 0 : end + 1);
    const std::string origin = text->substr(0, text->find('\n'));
    auto tree = parse_tree_head(text->substr(0, end == std::string::npos ? end : end + 1), origin);
    if (!tree) return forward(std::move(tree));
    return Head{origin, std::move(*tree)};
}

Result<void> compare_tiles(const Tree& tree, const std::string& hashes, std::uint64_t size) {
    std::string level_hashes = hashes;
    for (int level = 0; !level_hashes.empty(); ++level) {
        std::string above;
        for (std::uint64_t index = 0; width_in(size, level, index) > 0; ++index) {
            const std::uint64_t width = width_in(size, level, index);
            auto tile = tree.tile(level, index, width);
            if (!tile) return forward(std::move(tile));
            const std::string want = level_hashes.substr(index * tile_width * hash_size, width * hash_size);
            if (*tile != want)
                return damaged(tile_path(level, index, width),
                               {"Tệp của nhật ký không khớp với cây băm tính lại.",
                                "this file of the log does not match the recomputed tree"});
            if (width == tile_width) above += tree_hash(want);
        }
        level_hashes = std::move(above);
    }
    return {};
}

Result<TreeHead> begins_as(const Tree& tree, const TreeHead& now, const Head& then) {
    if (then.tree.size > now.size) return older_than_kept(checkpoint_path, now.size, then.tree.size);
    auto root = tree.range(0, then.tree.size);
    if (!root) return forward(std::move(root));
    if (*root != then.tree.root) return other_history(checkpoint_path);
    return then.tree;
}

}  // namespace

Result<VerifiedLog> verify_log(const fs::path& folder, const VerifierKey& key,
                               const std::optional<std::string>& older) {
    const auto storage = storage_of(folder);
    auto note = read_all(*storage, checkpoint_path);
    if (!note) return forward(std::move(note));
    auto head = head_of(*note, key, checkpoint_path);
    if (!head) return forward(std::move(head));
    VerifiedLog log{head->origin, head->tree, *note, 0, {}};
    const std::uint64_t size = log.head.size;
    EntryReader entries(*storage, size);
    std::string hashes;
    for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
        auto entry = entries.read(leaf);
        if (!entry) return forward(std::move(entry));
        hashes += leaf_hash(*entry);
        log.bytes += entry->size();
    }
    if (tree_hash(hashes) != log.head.root)
        return damaged(checkpoint_path, {"Gốc của cây băm không khớp với các mục nhật ký.",
                                         "the root does not match the entries of the log"});
    const Tree tree(*storage, size);
    if (auto same = compare_tiles(tree, hashes, size); !same) return forward(std::move(same));
    if (!older) return log;
    auto then = head_of(*older, key, "--since");
    if (!then) return forward(std::move(then));
    auto grew = begins_as(tree, log.head, *then);
    if (!grew) return forward(std::move(grew));
    log.grew_from = std::move(*grew);
    return log;
}

}  // namespace hocba::archive
