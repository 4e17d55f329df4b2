#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <set>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/publish/publish.h"

namespace hocba::publish {
namespace {

namespace fs = std::filesystem;

/// The mark of a site that was written here.
constexpr const char* kSums = "SHA256SUMS";
constexpr const char* kForms = "forms.json";

tl::unexpected<Error> io_failure(const fs::path& path, const std::string& reason) {
    return fail(
        Fault::io, path.string(),
        {"Không đặt được trang kiểm tra vào chỗ: " + reason, "the site could not be put there: " + reason});
}

bool is_vacant(const fs::path& folder) {
    std::error_code code;
    return !fs::exists(folder, code) || (fs::is_directory(folder, code) && fs::is_empty(folder, code));
}

std::string sums_of(const std::vector<File>& files) {
    std::string sums;
    for (const File& file : files) sums += fmt::format("{}  {}\n", to_hex(sha256(file.bytes)), file.path);
    return sums;
}

Result<void> write_below(const std::vector<File>& files, const fs::path& folder) {
    std::set<fs::path> folders{folder};
    std::vector<FileToWrite> all;
    for (const File& file : files) {
        all.push_back({folder / file.path, file.bytes});
        for (fs::path above = all.back().path.parent_path(); above != folder; above = above.parent_path())
            folders.insert(above);
    }
    for (const fs::path& one : folders)  // a folder sorts before what is in it
        if (auto made = make_folder(one, 0755); !made) return made;
    for (auto& written : write_files(all))
        if (!written) return written;
    return {};
}

/// Both names change hands at once (renameat2(2), RENAME_EXCHANGE).
Result<void> put_in_place(const fs::path& fresh, const fs::path& folder) {
    std::error_code code;
    const bool replaces = fs::exists(folder, code);
    const unsigned flags = replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE;
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, folder.c_str(), flags) != 0)
        return io_failure(folder, std::strerror(errno));
    if (replaces) fs::remove_all(fresh, code);
    if (code) return io_failure(fresh, code.message());
    return {};
}

fs::path absolute_of(const fs::path& folder) {
    const fs::path path = fs::absolute(folder).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

}  // namespace

Result<std::vector<File>> files_below(const fs::path& folder) {
    std::vector<File> files;
    std::error_code code;
    fs::recursive_directory_iterator walk(folder, code);
    for (; !code && walk != fs::recursive_directory_iterator(); walk.increment(code)) {
        if (!walk->is_regular_file(code)) continue;
        auto bytes = read_file(walk->path());
        if (!bytes) return forward(std::move(bytes));
        files.push_back({walk->path().lexically_relative(folder).generic_string(), *std::move(bytes)});
    }
    if (code)
        return fail(
            Fault::io, folder.string(),
            {"Không đọc được thư mục: " + code.message(), "the folder cannot be read: " + code.message()});
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return files;
}

Result<Json> forms_at(const fs::path& folder) {
    if (is_vacant(folder)) return Json(Json::Object{});
    std::error_code code;
    if (!fs::is_regular_file(folder / kSums, code))
        return fail(Fault::usage, folder.string(),
                    {"Thư mục này đã có nội dung khác, không phải trang do hocba công bố",
                     "this folder holds something else than a site that hocba published"},
                    {"Chọn một thư mục mới hoặc trống", "choose a new or empty folder"});
    const auto text = read_file(folder / kForms);
    if (!text) return tl::unexpected(text.error());
    return parse_json(*text, (folder / kForms).string());
}

Json with_earlier_forms(Json dictionary, const Json& earlier) {
    const Json* old_forms = earlier.find("forms");
    const Json* old_kinds = earlier.find("kinds");
    if (old_forms == nullptr || old_forms->array() == nullptr) return dictionary;
    Json::Array& forms = *dictionary.object()->at("forms").array();
    const auto number = [](const Json& form) { return form.integer_or("number", 0); };
    for (const Json& old : *old_forms->array())
        if (std::none_of(forms.begin(), forms.end(),
                         [&](const Json& form) { return number(form) == number(old); }))
            forms.push_back(old);
    if (old_kinds == nullptr || old_kinds->object() == nullptr) return dictionary;
    Json::Object& kinds = *dictionary.object()->at("kinds").object();
    kinds.insert(old_kinds->object()->begin(),
                 old_kinds->object()->end());  // append-only: the newer one stands
    return dictionary;
}

Result<void> write_site(std::vector<File> files, const fs::path& folder) {
    if (const auto may = forms_at(folder); !may) return tl::unexpected(may.error());
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    files.push_back({kSums, sums_of(files)});
    const fs::path place = absolute_of(folder);
    const fs::path fresh = place.parent_path() / fmt::format(".{}.hocba-new", place.filename().string());
    std::error_code code;
    fs::remove_all(fresh, code);  // of a run that was killed
    if (auto made = make_folder(place.parent_path()); !made) return made;
    if (auto written = write_below(files, fresh); !written) return written;
    return put_in_place(fresh, place);
}

}  // namespace hocba::publish
