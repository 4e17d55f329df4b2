#include "archive/package_scan.h"

#include <fmt/format.h>

#include <system_error>

#include "archive/durable_file.h"
#include "engine/base/utf8.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

}  // namespace

Result<void> each_file(
    const fs::path& folder, PackageReport& report, const std::string& special,
    const std::function<Result<void>(const std::string& path, std::uint64_t size)>& visit) {
    std::error_code failed;
    auto entry = fs::recursive_directory_iterator(folder, failed);
    if (failed) return cannot_read(folder, failed.value());
    for (const fs::recursive_directory_iterator end; entry != end; entry.increment(failed)) {
        const std::string path = entry->path().lexically_relative(folder).generic_string();
        const fs::file_status status = entry->symlink_status(failed);
        if (ill_formed_at(path))
            add(report, special, path, {"Tên tệp không phải UTF-8.", "the file name is not UTF-8"});
        else if (!fs::is_regular_file(status) && !fs::is_directory(status))
            add(report, special, path,
                {"Không phải tệp thường (liên kết, thiết bị hoặc đường ống).",
                 "not a regular file (a link, a device or a pipe)"});
        else if (fs::is_regular_file(status))
            if (auto seen = visit(path, entry->file_size(failed)); !seen) return seen;
        if (failed) return cannot_read(entry->path(), failed.value());
    }
    if (failed) return cannot_read(folder, failed.value());
    return {};
}

void add(PackageReport& report, std::string code, std::string where, Text what) {
    if (ill_formed_at(where)) {
        std::string shown;
        for (const char c : where)
            shown += static_cast<unsigned char>(c) < 0x80
                         ? std::string(1, c)
                         : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        where = std::move(shown);
    }
    report.damage.push_back({std::move(code), std::move(where), std::move(what)});
}

bool stays_below(std::string_view path) {
    if (path.empty() || path.front() == '~' || path.find('\0') != std::string_view::npos) return false;
    while (true) {
        const std::string_view element = path.substr(0, path.find('/'));
        if (element.empty() || element == "." || element == "..") return false;
        if (element.size() == path.size()) return true;
        path.remove_prefix(element.size() + 1);
    }
}

}  // namespace hocba::archive
