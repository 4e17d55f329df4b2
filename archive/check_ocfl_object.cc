// An OCFL object (OCFL 1.1, 3): its folder, its inventories against one another, and every byte of its
// content.
#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <system_error>

#include "archive/check_ocfl.h"
#include "archive/digests.h"
#include "archive/package_scan.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::archive::ocfl {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t inventory_limit = 1ULL << 30;

bool is_version_folder(const std::string& name) {
    static const std::regex version("v[0-9]{1,9}");
    return std::regex_match(name, version);
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::binary_search(names.begin(), names.end(), name);
}

class Object {
  public:
    Object(PackageReport& report, fs::path folder, std::string where)
        : report_(report), folder_(std::move(folder)), where_(std::move(where)) {}

    Judged judge() {
        const Listing listing = list(report_, folder_, where_);
        declaration(listing);
        const auto text = inventory(folder_, where_, listing.files);
        if (!text) return {{}, spec_};
        root_text_ = text->first;
        claims_ = text->second;
        strangers(listing);
        for (const std::string& version : claims_.versions)
            if (!has(listing.folders, version))
                bad("E010", where_ + "/" + version,
                    {"Thiếu thư mục của phiên bản này.", "this version's folder is missing"});
        for (const std::string& name : listing.folders)
            if (is_version_folder(name)) version(name);
        content();
        return {claims_.id, spec_};
    }

  private:
    void bad(const char* code, const std::string& where, Text what) {
        archive::add(report_, code, where, std::move(what));
    }

    /// 3.2: exactly one, "0=ocfl_object_1.1".
    void declaration(const Listing& listing) {
        std::vector<std::string> found;
        for (const std::string& name : listing.files)
            if (name.starts_with("0=")) found.push_back(name);
        if (found.size() != 1)
            bad("E003", where_, {"Phải có đúng một tệp khai báo.", "there must be exactly one declaration"});
        for (const std::string& name : found) {
            if (name != "0=ocfl_object_1.0" && name != "0=ocfl_object_1.1") {
                bad("E006", where_ + "/" + name,
                    {"Tên tệp khai báo không đúng.", "this is no lawful name of a declaration"});
                continue;
            }
            spec_ = name.substr(14);
            const auto text = read_file(folder_ / name, 4096);
            if (!text || *text != name.substr(2) + "\n")
                bad("E007", where_ + "/" + name,
                    {"Nội dung tệp khai báo sai.",
                     "the declaration's content is not its value and a newline"});
        }
    }

    /// 3.1: nothing else lies in an object's root.
    void strangers(const Listing& listing) {
        const auto is_known = [this](const std::string& name) {
            return name.starts_with("0=") || name == "inventory.json" ||
                   name == "inventory.json." + claims_.algorithm;
        };
        for (const std::string& name : listing.files)
            if (!is_known(name))
                bad("E001", where_ + "/" + name, {"Tệp lạ trong đối tượng.", "a stranger in the object"});
        for (const std::string& name : listing.folders) {
            if (name == "extensions")
                for (const std::string& file : list(report_, folder_ / name, where_ + "/" + name).files)
                    bad("E067", where_ + "/extensions/" + file,
                        {"Ở đây chỉ có thư mục của các phần mở rộng.",
                         "only folders of extensions belong here"});
            else if (is_version_folder(name) &&
                     std::count(claims_.versions.begin(), claims_.versions.end(), name) == 0)
                bad("E046", where_ + "/" + name,
                    {"Phiên bản này không có trong inventory.json.", "the inventory knows no such version"});
            else if (!is_version_folder(name) && name != "logs")
                bad("E001", where_ + "/" + name, {"Thư mục lạ trong đối tượng.", "a stranger in the object"});
        }
    }

    /// An inventory with its sidecar (3.7), if it can be read.
    std::optional<std::pair<std::string, Claims>> inventory(const fs::path& folder, const std::string& where,
                                                            const std::vector<std::string>& files) {
        const std::string place = where + "/inventory.json";
        if (!has(files, "inventory.json")) {
            bad("E063", place, {"Thiếu inventory.json.", "the inventory is missing"});
            return {};
        }
        auto text = read_file(folder / "inventory.json", inventory_limit);
        const auto json = text ? parse_json(*text, place) : Result<Json>(tl::unexpected(Error{}));
        if (!json) {
            bad("E033", place, {"inventory.json không phải JSON.", "the inventory is not JSON"});
            return {};
        }
        Claims claims = read_claims(report_, place, *json, spec_.empty() ? "1.1" : spec_);
        if (!claims.algorithm.empty()) sidecar(folder, place, *text, claims.algorithm, files);
        return std::pair(*std::move(text), std::move(claims));
    }

    void sidecar(const fs::path& folder, const std::string& place, const std::string& text,
                 const std::string& algorithm, const std::vector<std::string>& files) {
        const std::string name = "inventory.json." + algorithm;
        if (!has(files, name))
            return bad("E058", place + "." + algorithm,
                       {"Thiếu tệp mã băm của inventory.json.", "the inventory's sidecar is missing"});
        static const std::regex form("([0-9a-fA-F]+)[ \\t]+inventory\\.json\n?");
        std::smatch parts;
        const auto line = read_file(folder / name, 4096);
        if (!line || !std::regex_match(*line, parts, form))
            return bad("E061", place + "." + algorithm,
                       {"Không có dạng \"mã băm inventory.json\".", "this is not \"digest inventory.json\""});
        Digests digests({algorithm});
        digests.update(text);
        if (ascii_lower(parts[1].str()) != digests.finish().at(algorithm))
            bad("E060", place + "." + algorithm,
                {"Mã băm không phải của inventory.json.", "the digest is not that of the inventory"});
    }

    /// 3.4 and 3.5.4: what lies in a version's folder, and its own inventory against the root's.
    void version(const std::string& name) {
        const fs::path folder = folder_ / name;
        const std::string where = where_ + "/" + name;
        const Listing listing = list(report_, folder, where);
        for (const std::string& file : listing.files)
            if (file != "inventory.json" && !file.starts_with("inventory.json."))
                bad("E015", where + "/" + file, {"Tệp lạ trong phiên bản.", "a stranger in the version"});
        if (!has(listing.files, "inventory.json")) return;  // 3.5.4: SHOULD
        const auto found = inventory(folder, where, listing.files);
        if (!found) return;
        const auto& [text, claims] = *found;
        if (!claims_.versions.empty() && name == claims_.versions.back() && text != root_text_)
            bad("E064", where + "/inventory.json",
                {"Khác với inventory.json của đối tượng.", "it is not the object's inventory"});
        if (claims.id != claims_.id)
            bad("E110", where + "/inventory.json", {"id đã thay đổi.", "the id has changed"});
        if (claims.content != claims_.content)
            bad("E020", where + "/inventory.json",
                {"contentDirectory đã thay đổi.", "contentDirectory has changed"});
        if (claims.versions.empty() || claims.versions.back() != name)
            bad("E040", where + "/inventory.json",
                {"head không phải phiên bản này.", "head is not this version"});
        for (const auto& [version, state] : claims.states)
            if (contents(claims, version) != contents(claims_, version))
                bad("E066", where + "/inventory.json",
                    {fmt::format("Trạng thái của {} khác với inventory.json mới nhất.", version),
                     fmt::format("its state of {} is not that of the newest inventory", version)});
    }

    /// Logical path → content paths: inventories may use different algorithms.
    static std::map<std::string, std::set<std::string>> contents(const Claims& claims,
                                                                 const std::string& version) {
        std::map<std::string, std::set<std::string>> by_digest, out;
        for (const auto& [path, digest] : claims.paths)
            if (path.substr(0, path.find('/')).size() <= version.size() &&
                number(path.substr(0, path.find('/'))) <= number(version))
                by_digest[digest].insert(path);
        const auto state = claims.states.find(version);
        if (state == claims.states.end()) return out;
        for (const auto& [path, digest] : state->second) out[path] = by_digest[digest];
        return out;
    }
    static std::uint64_t number(const std::string& version) {
        return is_version_folder(version) ? std::stoul(version.substr(1)) : 0;
    }

    /// Every file below the content folders against manifest and fixity, every byte hashed once.
    void content() {
        std::set<std::string> present;
        for (const std::string& version : claims_.versions) {
            const std::string base = version + "/" + claims_.content;
            std::error_code ignored;
            if (fs::is_directory(fs::symlink_status(folder_ / base, ignored))) walk(base, present);
        }
        for (const std::string& path : present) file(path);
        for (const auto& [path, digest] : claims_.paths)
            if (present.count(path) == 0)
                bad("E092", where_ + "/" + path, {"Thiếu tệp này.", "the file is missing"});
    }

    void walk(const std::string& base, std::set<std::string>& present) {
        const Listing listing = list(report_, folder_ / base, where_ + "/" + base);
        if (listing.files.empty() && listing.folders.empty())
            bad("E024", where_ + "/" + base,
                {"Thư mục rỗng trong nội dung.", "an empty folder in the content"});
        for (const std::string& name : listing.files) present.insert(base + "/" + name);
        for (const std::string& name : listing.folders) walk(base + "/" + name, present);
    }

    void file(const std::string& path) {
        const auto known = claims_.paths.find(path);
        if (known == claims_.paths.end())
            return bad("E023", where_ + "/" + path,
                       {"Không có trong inventory.json.", "the inventory does not know it"});
        std::map<std::string, std::string> wanted;
        if (const auto fixity = claims_.fixity.find(path); fixity != claims_.fixity.end())
            wanted = fixity->second;
        std::set<std::string> names;
        for (const auto& [algorithm, digest] : wanted) names.insert(algorithm);
        if (!claims_.algorithm.empty()) names.insert(claims_.algorithm);
        const auto found = digests_of(folder_ / path, names);
        if (!found) return bad("unreadable", where_ + "/" + path, found.error().problems.front().what);
        ++report_.files;
        report_.bytes += found->size;
        if (!claims_.algorithm.empty() && found->hex.at(claims_.algorithm) != known->second)
            bad("E092", where_ + "/" + path,
                {"Mã băm không khớp với inventory.json.", "its digest is not that of the inventory"});
        for (const auto& [algorithm, digest] : wanted)
            if (found->hex.at(algorithm) != digest)
                bad("E093", where_ + "/" + path,
                    {fmt::format("Mã băm {} không khớp với fixity.", algorithm),
                     fmt::format("its {} is not that of the fixity block", algorithm)});
    }

    PackageReport& report_;
    fs::path folder_;
    std::string where_, spec_, root_text_;
    Claims claims_;
};

}  // namespace

Judged check_object(PackageReport& report, const fs::path& folder, const std::string& where) {
    return Object(report, folder, where).judge();
}

}  // namespace hocba::archive::ocfl
