// An OCFL storage root (OCFL 1.1, 4), or one object, judged by the specification alone.
#include "archive/check_ocfl.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <system_error>

#include "archive/durable_file.h"
#include "archive/package_scan.h"
#include "engine/base/file.h"
#include "engine/base/utf8.h"

namespace hocba::archive {
namespace ocfl {

namespace fs = std::filesystem;

Listing list(PackageReport& report, const fs::path& folder, const std::string& where) {
    Listing listing;
    std::error_code failed;
    for (auto entry = fs::directory_iterator(folder, failed); !failed && entry != fs::directory_iterator();
         entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        const fs::file_status status = entry->symlink_status(failed);
        if (ill_formed_at(name) || (!fs::is_regular_file(status) && !fs::is_directory(status)))
            add(report, "E090", where + "/" + name,
                {"Không phải tệp thường (liên kết, thiết bị hoặc đường ống).",
                 "not a regular file (a link, a device or a pipe)"});
        else
            (fs::is_directory(status) ? listing.folders : listing.files).push_back(name);
    }
    if (failed) add(report, "unreadable", where, {"Không đọc được thư mục.", "the folder cannot be read"});
    std::sort(listing.files.begin(), listing.files.end());
    std::sort(listing.folders.begin(), listing.folders.end());
    return listing;
}

namespace {

/// The whole root on the way through its hierarchy.
struct Walk {
    PackageReport& report;
    std::string spec;
    std::set<std::string> ids;

    void object(const fs::path& folder, const std::string& where) {
        const Judged judged = check_object(report, folder, where);
        if (!judged.id.empty() && !ids.insert(judged.id).second)
            add(report, "E037", where,
                {fmt::format("Mã {} đã dùng cho đối tượng khác.", judged.id),
                 fmt::format("the id {} is that of another object", judged.id)});
        if (!judged.spec.empty() && !spec.empty() && judged.spec > spec)
            add(report, "E081", where,
                {"Đối tượng theo bản mới hơn của chuẩn so với kho.",
                 "the object conforms to a later specification than the root"});
    }

    void folder(const fs::path& path, const std::string& where) {
        const Listing listing = list(report, path, where);
        const auto declares = [](const std::string& name) { return name.starts_with("0=ocfl_object"); };
        if (std::any_of(listing.files.begin(), listing.files.end(), declares)) return object(path, where);
        if (listing.files.empty() && listing.folders.empty())
            return add(report, "E073", where, {"Thư mục rỗng.", "the folder is empty"});
        for (const std::string& name : listing.files)
            add(report, listing.folders.empty() ? "E085" : "E072", where + "/" + name,
                {"Tệp này không thuộc đối tượng nào.", "this file is part of no object"});
        for (const std::string& name : listing.folders) folder(path / name, where + "/" + name);
    }
};

/// 4.1: one declaration, "0=ocfl_1.1".
std::string declared(PackageReport& report, const fs::path& root, const Listing& listing) {
    std::vector<std::string> found;
    for (const std::string& name : listing.files)
        if (name.find("=ocfl_") != std::string::npos || name.starts_with("0=")) found.push_back(name);
    if (found.empty())
        add(report, "E069", "0=ocfl_1.1",
            {"Thiếu tệp khai báo kho OCFL.", "the root's declaration is missing"});
    if (found.size() > 1)
        add(report, "E076", found.back(), {"Có hơn một tệp khai báo.", "there is more than one declaration"});
    std::string spec;
    for (const std::string& name : found) {
        if (name != "0=ocfl_1.0" && name != "0=ocfl_1.1") {
            add(report, name.starts_with("0=") ? "E079" : "E078", name,
                {"Tên tệp khai báo không phải 0=ocfl_1.0 hay 0=ocfl_1.1.",
                 "the declaration's name is not 0=ocfl_1.0 or 0=ocfl_1.1"});
            continue;
        }
        spec = name.substr(7);
        const auto text = read_file(root / name, 4096);
        if (!text || *text != name.substr(2) + "\n")
            add(report, "E080", name,
                {"Nội dung tệp khai báo sai.", "the declaration's content is not its value and a newline"});
    }
    return spec;
}

/// 4.1: ocfl_layout.json.
void layout(PackageReport& report, const fs::path& root) {
    static const std::regex registered("[0-9]{4}-[a-z0-9-]+");
    const auto text = read_file(root / "ocfl_layout.json", 1 << 20);
    const auto json = text ? parse_json(*text, "ocfl_layout.json") : Result<Json>(tl::unexpected(Error{}));
    const auto has = [&json](const char* key) {
        return json && json->find(key) != nullptr && json->find(key)->string() != nullptr;
    };
    if (!has("extension") || !has("description"))
        return add(report, "E070", "ocfl_layout.json",
                   {"Thiếu extension hoặc description.", "extension or description is missing"});
    if (!std::regex_match(json->text_or("extension"), registered))
        add(report, "E071", "ocfl_layout.json",
            {"Không phải tên một phần mở rộng đã đăng ký.", "this is no registered extension's name"});
}

}  // namespace
}  // namespace ocfl

Result<PackageReport> check_ocfl(const std::filesystem::path& folder) {
    std::error_code failed;
    (void)std::filesystem::directory_iterator(folder, failed);
    if (failed) return cannot_read(folder, failed.value());
    PackageReport report;
    const ocfl::Listing listing = ocfl::list(report, folder, ".");
    for (const std::string& name : listing.files)
        if (name.starts_with("0=ocfl_object")) {
            ocfl::check_object(report, folder, ".");
            return report;
        }
    ocfl::Walk walk{report, ocfl::declared(report, folder, listing), {}};
    if (std::count(listing.files.begin(), listing.files.end(), "ocfl_layout.json") != 0)
        ocfl::layout(report, folder);
    // Other files here are ignored (E087).
    for (const std::string& name : listing.folders) {
        if (name != "extensions") {
            walk.folder(folder / name, name);
            continue;
        }
        for (const std::string& file : ocfl::list(report, folder / name, name).files)
            add(report, "E112", name + "/" + file,
                {"Ở đây chỉ có thư mục của các phần mở rộng.", "only folders of extensions belong here"});
    }
    return report;
}

}  // namespace hocba::archive
