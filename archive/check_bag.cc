// A bag judged by RFC 8493 alone: complete, valid, and nothing in it that reaches beyond it.
#include <fmt/format.h>

#include "archive/check_bag.h"
#include "archive/digests.h"
#include "archive/lines.h"
#include "archive/package_scan.h"
#include "engine/base/bytes.h"
#include "engine/base/utf8.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

/// RFC 8493, 2.1.3: LF, CR and the percent sign itself are escaped, nothing else is.
std::optional<std::string> unescaped(std::string_view path) {
    std::string out;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '%') {
            out += path[i];
            continue;
        }
        const std::string code = ascii_lower(path.substr(i + 1, 2));
        if (code != "0a" && code != "0d" && code != "25") return {};
        out += *from_hex(code);
        i += 2;
    }
    return out;
}

/// "manifest-sha256.txt" → {false, "sha256"}.
struct ManifestName {
    bool of_tags = false;
    std::string algorithm;
};
std::optional<ManifestName> manifest_name(std::string_view file) {
    const bool of_tags = file.starts_with("tagmanifest-");
    if ((!of_tags && !file.starts_with("manifest-")) || !file.ends_with(".txt")) return {};
    file.remove_prefix(of_tags ? 12 : 9);
    file.remove_suffix(4);
    return ManifestName{of_tags, std::string(file)};
}

}  // namespace

BagCheck::BagCheck(const fs::path& folder) : folder_(folder), storage_(disk_storage(folder)) {
    sqlite3* raw = nullptr;
    sqlite3_open("", &raw);  // a private file that goes with the connection
    connection_.reset(raw);
    sqlite3_exec(raw,
                 "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
                 "CREATE TABLE file(path TEXT PRIMARY KEY, size INTEGER) WITHOUT ROWID;"
                 "CREATE TABLE listed(path TEXT, tags INTEGER, algorithm TEXT, digest TEXT,"
                 " PRIMARY KEY(path, tags, algorithm)) WITHOUT ROWID",
                 nullptr, nullptr, nullptr);
}

bool BagCheck::has(const std::string& path) const {
    return Statement(connection_.get(), "SELECT 1 FROM file WHERE path = ?").text(path).step();
}

Result<void> BagCheck::scan() {
    std::error_code ignored;
    if (!fs::is_directory(fs::symlink_status(folder_ / "data", ignored)))
        add(report_, "no-payload-folder", "data", {"Không có thư mục data.", "there is no folder data"});
    return each_file(folder_, report_, "special-file", [this](const std::string& path, std::uint64_t size) {
        Statement row(connection_.get(), "INSERT INTO file VALUES(?,?)");
        row.text(path).integer(static_cast<std::int64_t>(size)).step();
        if (row.failed()) return Result<void>(sqlite_failure(connection_.get(), "SQLite"));
        if (path.starts_with("data/")) {
            ++report_.files;
            report_.bytes += size;
        }
        return Result<void>();
    });
}

/// RFC 8493, 2.1.1: two lines, no byte order mark.
Result<void> BagCheck::declaration() {
    if (!has("bagit.txt")) {
        add(report_, "no-declaration", "bagit.txt", {"Thiếu bagit.txt.", "bagit.txt is missing"});
        return {};
    }
    LineReader lines(*storage_, "bagit.txt");
    std::vector<std::string> all;
    while (all.size() < 4) {
        auto line = lines.next();
        if (!line) return forward(std::move(line));
        if (!*line) break;
        all.push_back(**line);
    }
    if (all == std::vector<std::string>{"BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"})
        return {};
    const bool other =
        all.size() == 2 && all[0].starts_with("BagIt-Version: ") && all[0] != "BagIt-Version: 1.0";
    add(report_, other ? "version" : "declaration", "bagit.txt",
        other ? Text{"Không phải BagIt 1.0.", "this is not BagIt 1.0"}
              : Text{"bagit.txt không đúng hai dòng của RFC 8493.",
                     "bagit.txt is not the two lines of RFC 8493"});
    return {};
}

void BagCheck::list(const std::string& where, const std::string& line, bool of_tags,
                    const std::string& algorithm) {
    const std::size_t blank = line.find_first_of(" \t");
    const std::size_t start = blank == std::string::npos ? blank : line.find_first_not_of(" \t", blank);
    const std::string digest = ascii_lower(line.substr(0, blank));
    if (start == std::string::npos || !from_hex(digest) || digest.size() != digest_digits(algorithm))
        return add(report_, "manifest-line", where,
                   {"Dòng này không phải mã băm và đường dẫn.", "this line is not a digest and a path"});
    const auto path = unescaped(std::string_view(line).substr(start));
    if (!path)
        return add(
            report_, "escape", where,
            {"Dấu % chỉ được dùng cho %0A, %0D và %25.", "a percent sign may only begin %0A, %0D or %25"});
    if (!stays_below(*path))
        return add(report_, "path", where, {"Đường dẫn ra ngoài gói.", "the path leads out of the bag"});
    if (ill_formed_at(*path))
        return add(report_, "encoding", where, {"Đường dẫn không phải UTF-8.", "the path is not UTF-8"});
    if (path->starts_with("data/") == of_tags || path->starts_with("tagmanifest-"))
        return add(report_, of_tags ? "payload-in-tagmanifest" : "tag-in-manifest", where,
                   {"Tệp này không thuộc loại bảng kê này.", "such a file does not belong in this manifest"});
    Statement row(connection_.get(), "INSERT INTO listed VALUES(?,?,?,?)");
    row.text(*path).integer(of_tags ? 1 : 0).text(algorithm).text(digest).step();
    if (row.failed() && sqlite3_errcode(connection_.get()) != SQLITE_CONSTRAINT)
        add(report_, "unreadable", where,
            {"Đĩa tạm không ghi được.", "the temporary disk cannot be written"});
    else if (row.failed())
        add(report_, "listed-twice", where, {"Tệp này được kê hai lần.", "this file is listed twice"});
}

Result<void> BagCheck::manifest(const std::string& file, bool of_tags, const std::string& algorithm) {
    LineReader lines(*storage_, file);
    while (true) {
        auto line = lines.next();
        if (!line) return forward(std::move(line));
        if (!*line) return {};
        list(fmt::format("{}:{}", file, lines.number()), **line, of_tags, algorithm);
    }
}

Result<void> BagCheck::manifests() {
    Statement rows(connection_.get(),
                   "SELECT path FROM file WHERE path GLOB '*manifest-*' AND path NOT GLOB '*/*'");
    std::vector<std::string> payload;
    std::vector<std::string> names;
    while (rows.step()) names.push_back(rows.text_at(0));
    for (const std::string& file : names) {
        const auto name = manifest_name(file);
        if (!name) continue;
        if (!is_digest_name(name->algorithm)) {
            add(report_, "algorithm", file, {"Không biết thuật toán này.", "this algorithm is not known"});
            continue;
        }
        if (!name->of_tags) payload.push_back(name->algorithm);
        if (auto read = manifest(file, name->of_tags, name->algorithm); !read) return read;
    }
    if (payload.empty())
        add(report_, "no-manifest", "manifest-<algorithm>.txt",
            {"Không có bảng kê nội dung.", "there is no payload manifest"});
    for (const std::string& algorithm : payload) unlisted(algorithm);
    return {};
}

/// RFC 8493, 3: every payload file is in every payload manifest.
void BagCheck::unlisted(const std::string& algorithm) {
    Statement rows(connection_.get(),
                   "SELECT path FROM file WHERE path GLOB 'data/*' AND NOT EXISTS (SELECT 1 FROM listed "
                   "WHERE listed.path = file.path AND tags = 0 AND algorithm = ?)");
    rows.text(algorithm);
    while (rows.step())
        add(report_, "unlisted", rows.text_at(0),
            {fmt::format("Không có trong manifest-{}.txt.", algorithm),
             fmt::format("not in manifest-{}.txt", algorithm)});
}

/// All digests of a file in one pass.
void BagCheck::compare(const std::string& path, const std::map<std::string, std::string>& listed) {
    if (!has(path))
        return add(report_, "missing", path,
                   {"Có trong bảng kê mà không có trong gói.", "listed, but not in the bag"});
    std::set<std::string> names;
    for (const auto& [algorithm, digest] : listed) names.insert(algorithm);
    const auto found = digests_of(folder_ / path, names);
    if (!found) return add(report_, "unreadable", path, found.error().problems.front().what);
    for (const auto& [algorithm, digest] : listed)
        if (found->hex.at(algorithm) != digest)
            add(report_, "digest", path,
                {fmt::format("Mã băm {} không khớp với bảng kê.", algorithm),
                 fmt::format("its {} is not that of the manifest", algorithm)});
}

void BagCheck::digests() {
    Statement rows(connection_.get(),
                   "SELECT path, algorithm, digest FROM listed ORDER BY path, tags, algorithm");
    std::string path;
    std::map<std::string, std::string> listed;
    while (rows.step()) {
        if (rows.text_at(0) != path && !listed.empty()) {
            compare(path, listed);
            listed.clear();
        }
        path = rows.text_at(0);
        listed[rows.text_at(1)] = rows.text_at(2);
    }
    if (!listed.empty()) compare(path, listed);
    if (rows.failed())
        add(report_, "unreadable", path, {"Đĩa tạm không đọc được.", "the temporary disk cannot be read"});
}

Result<PackageReport> BagCheck::run() {
    if (auto done = scan(); !done) return forward(std::move(done));
    if (auto done = declaration(); !done) return forward(std::move(done));
    if (auto done = manifests(); !done) return forward(std::move(done));
    digests();
    if (has("bag-info.txt"))
        if (auto done = bag_info(); !done) return forward(std::move(done));
    if (has("fetch.txt"))
        if (auto done = fetch(); !done) return forward(std::move(done));
    return std::move(report_);
}

Result<PackageReport> check_bag(const fs::path& folder) {
    return BagCheck(folder).run();
}

}  // namespace hocba::archive
