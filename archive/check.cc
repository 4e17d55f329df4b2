// The whole check: reads everything, believes nothing, lists all damage.
#include "archive/check.h"

#include <algorithm>

#include "archive/durable_file.h"
#include "archive/fault.h"
#include "engine/base/file.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

/// The private key is often at hand where the public one is wanted; that is no damage of the archive.
Result<void> is_public(const std::optional<fs::path>& log_key) {
    const auto text = log_key ? read_file(*log_key, 4096) : Result<std::string>(std::string());
    if (!text || text->rfind("PRIVATE+KEY+", 0) != 0) return {};
    return fail(
        Fault::usage, log_key->string(),
        {"Đây là khóa bí mật; hãy đưa tệp log/key.vkey.", "this is the private key; give log/key.vkey"},
        {"Khóa bí mật chỉ dùng để ghi; để kiểm tra, dùng một bản sao của log/key.vkey.",
         "The private key is for writing only; to check, give a copy of log/key.vkey."});
}

/// Anything that this format does not know at the top.
void check_strangers(Inspection& inspection, const std::string& folder, std::vector<std::string> known) {
    const auto names = inspection.storage.list(folder);
    if (!names) return inspection.add(folder, names.error().problems.front().what);
    for (const std::string& name : *names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            inspection.add(
                folder.empty() ? name : folder + "/" + name,
                {"Tệp hoặc thư mục lạ trong kho lưu trữ.", "the archive's format knows no such file"});
}

}  // namespace

std::optional<std::uint64_t> Inspection::leaf_at(std::int64_t pack, std::uint64_t at) const {
    const auto found = std::partition_point(reaches.begin(), reaches.end(), [&](const Reach& reach) {
        return reach.pack < pack || (reach.pack == pack && reach.end <= at);
    });
    if (found == reaches.end() || found->pack != pack) return {};
    return found->leaf;
}

std::optional<Manifest> Inspection::manifest_at(std::uint64_t leaf) const {
    const auto name = rows->manifest(leaf);
    if (!name || !*name) return {};
    const auto place = rows->member(**name);
    if (!place || !*place) return {};
    const auto found = read_member(storage, pack_path((*place)->pack), (*place)->at, UINT64_MAX);
    if (!found || !*found) return {};
    auto manifest = manifest_of((*found)->bytes, **name);
    if (!manifest) return {};
    return std::move(*manifest);
}

Result<CheckReport> check(const fs::path& folder, const std::optional<fs::path>& log_key,
                          CheckDigests digests,
                          const std::optional<std::vector<std::string>>& timestamp_roots) {
    std::error_code ignored;
    if (!fs::exists(folder / "log", ignored) && !fs::exists(folder / "store", ignored))
        return fail(Fault::io, folder.string(),
                    {"Ở đây không có kho lưu trữ nào.", "there is no archive here"},
                    {"Kiểm tra lại đường dẫn.", "Check the path."});
    if (auto fit = is_public(log_key); !fit) return forward(std::move(fit));
    const auto storage = disk_storage(folder);
    Inspection inspection{*storage, is_locked(folder / "lock"), digests};
    inspection.timestamp_roots = &timestamp_roots;
    auto rows = Catalogue::open({}, Catalogue::Mode::scratch);
    if (!rows) return forward(std::move(rows));
    inspection.rows = std::move(*rows);
    check_log(inspection, log_key);
    CatalogueCheck catalogue(inspection, folder / "catalogue.db");
    const auto take = [&](const Indexed& leaf) { return catalogue.take(leaf); };
    if (auto done = check_packs(inspection, take); !done) return forward(std::move(done));
    if (auto done = catalogue.finish(); !done) return forward(std::move(done));
    check_strangers(inspection, "",
                    {"lock", "store/", "log/", "catalogue.db", "catalogue.db-wal", "catalogue.db-shm"});
    check_strangers(inspection, "store", {"open/", "tail/"});
    return std::move(inspection.report);
}

}  // namespace hocba::archive
