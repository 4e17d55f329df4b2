// The whole check: reads everything, believes nothing, lists all damage.
#include "archive/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "archive/catalogue.h"
#include "archive/durable_file.h"
#include "archive/fault.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

/// The catalogue is derived and may be missing; one that knows more than the log tells of a restored old log.
void check_catalogue(Inspection& inspection, const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return;
    const auto catalogue = Catalogue::open(path, Catalogue::Mode::read);
    const auto head = catalogue ? (*catalogue)->head() : Result<TreeHead>(tl::unexpected(catalogue.error()));
    if (!head) {
        inspection.add("catalogue.db", head.error().problems.front().what);
        return;
    }
    if (!inspection.writing && head->size > inspection.report.leaves)
        inspection.add(
            "log/checkpoint",
            {fmt::format("Nhật ký có {} mục, nhưng danh mục đã ghi nhận {} mục: nhật ký cũ hơn.",
                         inspection.report.leaves, head->size),
             fmt::format("the log has {} entries but the catalogue has acknowledged {}: the log is older",
                         inspection.report.leaves, head->size)});
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

Result<CheckReport> check(const fs::path& folder, const std::optional<fs::path>& log_key) {
    std::error_code ignored;
    if (!fs::exists(folder / "log", ignored) && !fs::exists(folder / "store", ignored))
        return fail(Fault::io, folder.string(),
                    {"Ở đây không có kho lưu trữ nào.", "there is no archive here"},
                    {"Kiểm tra lại đường dẫn.", "Check the path."});
    const auto storage = disk_storage(folder);
    Inspection inspection{*storage, is_locked(folder / "lock"), {}, {}};
    check_log(inspection, log_key);
    check_packs(inspection);
    check_catalogue(inspection, folder / "catalogue.db");
    check_strangers(inspection, "",
                    {"lock", "store/", "log/", "catalogue.db", "catalogue.db-wal", "catalogue.db-shm"});
    check_strangers(inspection, "store", {"open/", "tail/"});
    return std::move(inspection.report);
}

}  // namespace hocba::archive
