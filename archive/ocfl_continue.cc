// What an OCFL root of ours holds, and how an interrupted export of it is completed.
#include <fmt/format.h>

#include <charconv>
#include <system_error>

#include "archive/durable_file.h"
#include "archive/fault.h"
#include "archive/ocfl.h"
#include "archive/package.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr unsigned private_file = 0600;
constexpr std::uintmax_t inventory_limit = 1ULL << 30;

/// The last version folder of an object: "v3".
std::string last_version(const fs::path& object) {
    std::error_code ignored;
    std::uint64_t last = 0;
    while (fs::is_directory(object / fmt::format("v{}", last + 1), ignored)) ++last;
    return fmt::format("v{}", last);
}

Result<void> complete_all(const fs::path& root) {
    std::error_code failed;
    std::vector<fs::path> objects;
    for (auto entry = fs::recursive_directory_iterator(root, failed);
         !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed))
        if (fs::exists(entry->path() / ocfl::object_declaration, failed)) {
            objects.push_back(entry->path());
            entry.disable_recursion_pending();
        }
    if (failed) return cannot_read(root, failed.value());
    for (const fs::path& object : objects)
        if (auto done = ocfl::complete(object); !done) return done;
    return {};
}

/// "index/000000000000-000000000100.ndjson" → 100, if it is of the same query.
std::uint64_t end_of(const std::string& path, const std::string& suffix) {
    const std::size_t dash = path.find('-');
    if (!path.starts_with("index/") || dash == std::string::npos) return 0;
    std::uint64_t end = 0;
    const char* first = path.data() + dash + 1;
    const auto read = std::from_chars(first, path.data() + path.size(), end);
    return read.ec == std::errc() && path.substr(static_cast<std::size_t>(read.ptr - path.data())) == suffix
               ? end
               : 0;
}

}  // namespace

Result<void> ocfl::complete(const fs::path& object) {
    const fs::path version = object / last_version(object);
    for (const char* name : {"inventory.json", "inventory.json.sha512"}) {
        auto newest = read_file(version / name, inventory_limit);
        if (!newest) return forward(std::move(newest));
        const auto now = read_file(object / name, inventory_limit);
        if (now && *now == *newest) continue;
        if (auto done = durable_replace(object / name, *newest, private_file); !done) return done;
    }
    return {};
}

Result<std::uint64_t> ocfl_exported(const fs::path& out, const Proof& proof, const std::string& suffix) {
    std::error_code ignored;
    if (!fs::exists(out / ocfl::root_declaration, ignored)) return 0;
    if (auto done = complete_all(out); !done) return forward(std::move(done));
    const fs::path object = out / ocfl::object_path(ocfl::log_id(proof.key.name));
    if (!fs::exists(object, ignored))
        return fail(Fault::usage, out.string(),
                    {"Kho OCFL này không chứa bản xuất nào của nhật ký này.",
                     "this OCFL root holds no export of this log"},
                    {"Chọn một thư mục mới.", "Choose a new folder."});
    auto inventory = ocfl::read_inventory(object);
    if (!inventory) return forward(std::move(inventory));
    auto note = read_file(object / inventory->content_of(checkpoint_path), 1 << 20);
    if (!note) return forward(std::move(note));
    auto old = open_checkpoint(*note, proof.key);
    if (!old) return forward(std::move(old));
    const TreeHead& head = proof.checkpoint.head;
    auto then = old->head.size <= head.size ? Tree(proof.storage, head.size).range(0, old->head.size)
                                            : Result<std::string>(std::string());
    if (!then) return forward(std::move(then));
    if (*then != old->head.root)
        return damaged(out.string(), {"Bản xuất này mới hơn kho, hoặc của một nhật ký khác.",
                                      "this export is newer than the archive, or of another log"});
    std::uint64_t end = 0;
    for (const auto& [path, digest] : inventory->state) end = std::max(end, end_of(path, suffix));
    return end;
}

}  // namespace hocba::archive
