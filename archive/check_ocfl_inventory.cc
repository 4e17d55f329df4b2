// An inventory by itself (OCFL 1.1, 3.5): keys, values, version numbers, paths.
#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "archive/check_ocfl.h"
#include "archive/digests.h"
#include "archive/package_scan.h"
#include "engine/base/bytes.h"
#include "engine/base/instant.h"

namespace hocba::archive::ocfl {
namespace {

/// The path elements, or why not: ".", "..", or empty; begins or ends with a slash.
enum class Fault { none, element, slash };
Fault fault_of(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.back() == '/') return Fault::slash;
    while (!path.empty()) {
        const std::string_view element = path.substr(0, path.find('/'));
        if (element.empty() || element == "." || element == "..") return Fault::element;
        path.remove_prefix(std::min(path.size(), element.size() + 1));
    }
    return Fault::none;
}

/// Whether a path of a sorted map is the beginning of another: "a" and "a/b".
template <class Map>
const std::string* conflict(const Map& paths) {
    for (const auto& [path, value] : paths) {
        const auto next = paths.lower_bound(path + "/");
        if (next != paths.end() && next->first.starts_with(path + "/")) return &next->first;
    }
    return nullptr;
}

/// RFC 3339 with or without a fraction.
bool is_time(const std::string& text) {
    static const std::regex fraction("\\.[0-9]+");
    return parse_instant(std::regex_replace(text, fraction, "")).has_value();
}

class Reading {
  public:
    Reading(PackageReport& report, const std::string& where, const Json& json, const std::string& spec)
        : report_(report), where_(where), json_(json), spec_(spec) {}

    Claims read() {
        if (json_.object() == nullptr) {
            bad("E033", {"inventory.json không phải một đối tượng JSON.", "the inventory is no JSON object"});
            return claims_;
        }
        keys();
        content_directory();
        manifest();
        versions();
        fixity();
        return std::move(claims_);
    }

  private:
    void bad(const char* code, Text what, const std::string& at = {}) {
        archive::add(report_, code, at.empty() ? where_ : where_ + " " + at, std::move(what));
    }

    void keys() {
        for (const char* key : {"id", "type", "digestAlgorithm", "head"})
            if (json_.find(key) == nullptr)
                bad("E036", {fmt::format("Thiếu {}.", key), fmt::format("{} is missing", key)});
        static const std::set<std::string, std::less<>> known = {
            "id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions", "fixity"};
        for (const auto& [key, value] : *json_.object())
            if (known.count(key) == 0)
                bad("E102", {fmt::format("Khóa lạ: {}.", key), fmt::format("an unspecified key: {}", key)});
        claims_.id = json_.text_or("id");
        if (json_.find("id") != nullptr && claims_.id.empty())
            bad("E037", {"id rỗng hoặc không phải chuỗi.", "the id is empty or no string"});
        if (json_.find("type") != nullptr &&
            json_.text_or("type") != fmt::format("https://ocfl.io/{}/spec/#inventory", spec_))
            bad("E038", {"type không phải của bản chuẩn đã khai báo.",
                         "the type is not that of the declared specification"});
        claims_.algorithm = json_.text_or("digestAlgorithm");
        if (json_.find("digestAlgorithm") != nullptr && claims_.algorithm != "sha512" &&
            claims_.algorithm != "sha256") {
            bad("E025",
                {"digestAlgorithm phải là sha512 hoặc sha256.", "the algorithm is not sha512 or sha256"});
            claims_.algorithm.clear();
        }
    }

    void content_directory() {
        const Json* name = json_.find("contentDirectory");
        if (name == nullptr) return;
        const std::string text = json_.text_or("contentDirectory");
        if (text.empty() || text.find('/') != std::string::npos)
            bad("E017", {"contentDirectory chứa dấu /.", "contentDirectory contains a slash"});
        else if (text == "." || text == "..")
            bad("E018", {"contentDirectory là . hoặc ...", "contentDirectory is . or .."});
        else
            claims_.content = text;
    }

    bool is_digest(const std::string& digest) const {
        return claims_.algorithm.empty() ||
               (from_hex(digest) && digest.size() == digest_digits(claims_.algorithm));
    }

    void content_path(const std::string& path, const std::string& digest) {
        const Fault fault = fault_of(path);
        if (fault != Fault::none)
            return bad(fault == Fault::slash ? "E100" : "E099",
                       {"Đường dẫn nội dung không hợp lệ.", "the content path is not lawful"}, path);
        static const std::regex version("v0*[1-9][0-9]*/.*");
        const std::size_t slash = path.find('/');
        if (!std::regex_match(path, version) ||
            path.compare(slash + 1, claims_.content.size() + 1, claims_.content + "/") != 0)
            return bad("E042",
                       {"Đường dẫn không nằm trong thư mục nội dung của một phiên bản.",
                        "the path is not in a version's content directory"},
                       path);
        if (!claims_.paths.emplace(path, digest).second)
            bad("E101", {"Đường dẫn nội dung được ghi hai lần.", "the content path is given twice"}, path);
    }

    void manifest() {
        const Json* manifest = json_.find("manifest");
        if (manifest == nullptr) return bad("E041", {"Thiếu manifest.", "the manifest is missing"});
        if (manifest->object() == nullptr)
            return bad("E106", {"manifest không phải đối tượng JSON.", "the manifest is no JSON object"});
        for (const auto& [key, paths] : *manifest->object()) {
            const std::string digest = ascii_lower(key);
            if (!digests_.insert(digest).second)
                bad("E096", {"Mã băm được ghi hai lần.", "the digest occurs twice"}, key);
            if (!is_digest(digest) || paths.array() == nullptr) {
                bad("E092",
                    {"Mã băm hoặc danh sách đường dẫn không hợp lệ.",
                     "no lawful digest, or no array of paths"},
                    key);
                continue;
            }
            for (const Json& path : *paths.array())
                if (path.string() != nullptr)
                    content_path(*path.string(), digest);
                else
                    bad("E092", {"Đường dẫn không phải chuỗi.", "a path is no string"}, key);
        }
        if (const std::string* path = conflict(claims_.paths))
            bad("E101",
                {"Một đường dẫn nội dung là phần đầu của đường dẫn khác.",
                 "a content path is the beginning of another"},
                *path);
    }

    void state(const std::string& version, const Json& state) {
        auto& paths = claims_.states[version];
        std::set<std::string> seen;
        for (const auto& [key, list] : *state.object()) {
            const std::string digest = ascii_lower(key);
            used_.insert(digest);
            if (digests_.count(digest) == 0 || !seen.insert(digest).second)
                bad("E050",
                    {"Mã băm của state không có trong manifest.", "a state's digest is not in the manifest"},
                    version + " " + key);
            if (list.array() == nullptr) {
                bad("E051", {"Không phải danh sách đường dẫn.", "no array of paths"}, version + " " + key);
                continue;
            }
            for (const Json& one : *list.array()) logical_path(version, one, digest, paths);
        }
        if (const std::string* path = conflict(paths))
            bad("E095",
                {"Một đường dẫn là phần đầu của đường dẫn khác.", "a path is the beginning of another"},
                version + " " + *path);
    }

    void logical_path(const std::string& version, const Json& one, const std::string& digest,
                      std::map<std::string, std::string>& paths) {
        const std::string path = one.string() != nullptr ? *one.string() : "";
        const Fault fault = fault_of(path);
        if (one.string() == nullptr)
            bad("E051", {"Đường dẫn không phải chuỗi.", "a path is no string"}, version);
        else if (fault != Fault::none)
            bad(fault == Fault::slash ? "E053" : "E052",
                {"Đường dẫn không hợp lệ.", "the logical path is not lawful"}, version + " " + path);
        else if (!paths.emplace(path, digest).second)
            bad("E095", {"Đường dẫn được ghi hai lần.", "the logical path is given twice"},
                version + " " + path);
    }

    void version(const std::string& name, const Json& block) {
        if (block.object() == nullptr)
            return bad("E047", {"Không phải đối tượng JSON.", "no JSON object"}, name);
        const Json *created = block.find("created"), *files = block.find("state"), *user = block.find("user"),
                   *message = block.find("message");
        if (created == nullptr || files == nullptr)
            bad("E048", {"Thiếu created hoặc state.", "created or state is missing"}, name);
        if (created != nullptr && (created->string() == nullptr || !is_time(*created->string())))
            bad("E049", {"created không theo RFC 3339.", "created is not in the form of RFC 3339"}, name);
        if (message != nullptr && message->string() == nullptr)
            bad("E094", {"message không phải chuỗi.", "the message is no string"}, name);
        if (user != nullptr && user->text_or("name").empty())
            bad("E054", {"user thiếu name.", "the user has no name"}, name);
        for (const auto& [key, value] : *block.object())
            if (key != "created" && key != "state" && key != "user" && key != "message")
                bad("E102", {fmt::format("Khóa lạ: {}.", key), fmt::format("an unspecified key: {}", key)},
                    name);
        if (files != nullptr && files->object() == nullptr)
            bad("E050", {"state không phải đối tượng JSON.", "the state is no JSON object"}, name);
        else if (files != nullptr)
            state(name, *files);
    }

    /// 3.3.1: v1, v2, … or all of one zero-padded width.
    void number_versions(const Json::Object& blocks) {
        std::map<std::uint64_t, std::string> numbered;
        std::set<std::size_t> padded;
        static const std::regex lawful("v[0-9]{1,9}");
        for (const auto& [name, block] : blocks) {
            if (!std::regex_match(name, lawful) || std::stoul(name.substr(1)) == 0) {
                bad("E046", {"Không phải tên phiên bản.", "this is no version's name"}, name);
                continue;
            }
            padded.insert(name[1] == '0' ? name.size() : 0);
            numbered[std::stoul(name.substr(1))] = name;
        }
        if (padded.size() > 1 || (padded.size() == 1 && *padded.begin() != 0 &&
                                  numbered.rbegin()->second.size() != *padded.begin()))
            bad("E012",
                {"Tên các phiên bản không cùng một kiểu.", "the versions' names are of different kinds"});
        std::uint64_t expected = 1;
        for (const auto& [number, name] : numbered) {
            if (number != expected)
                bad(expected == 1 ? "E009" : "E010",
                    {"Số phiên bản không bắt đầu từ 1 hoặc không liên tục.",
                     "the versions do not begin at 1, or one is missing"},
                    name);
            expected = number + 1;
            claims_.versions.push_back(name);
        }
        if (numbered.empty())
            bad("E008", {"Không có phiên bản nào.", "there is no version"});
        else if (json_.find("head") != nullptr && json_.text_or("head") != numbered.rbegin()->second)
            bad("E040", {"head không phải phiên bản cao nhất.", "head is not the highest version"});
    }

    void versions() {
        const Json* versions = json_.find("versions");
        if (versions == nullptr) return bad("E043", {"Thiếu versions.", "versions is missing"});
        if (versions->object() == nullptr)
            return bad("E044", {"versions không phải đối tượng JSON.", "versions is no JSON object"});
        number_versions(*versions->object());
        for (const std::string& name : claims_.versions) version(name, *versions->find(name));
        for (const std::string& digest : digests_)
            if (used_.count(digest) == 0)
                bad("E107", {"Mã băm không thuộc phiên bản nào.", "a digest of the manifest is in no state"},
                    digest);
    }

    void fixity() {
        const Json* fixity = json_.find("fixity");
        if (fixity == nullptr) return;
        if (fixity->object() == nullptr)
            return bad("E111", {"fixity không phải đối tượng JSON.", "fixity is no JSON object"});
        for (const auto& [algorithm, block] : *fixity->object()) {
            if (block.object() == nullptr) {
                bad("E057", {"Không theo cấu trúc của manifest.", "not of the manifest's structure"},
                    algorithm);
                continue;
            }
            std::set<std::string> seen;
            for (const auto& [digest, paths] : *block.object()) {
                if (!seen.insert(ascii_lower(digest)).second)
                    bad("E097", {"Mã băm được ghi hai lần.", "the digest occurs twice"}, digest);
                if (paths.array() == nullptr)
                    bad("E057", {"Không phải danh sách đường dẫn.", "no array of paths"}, digest);
                else
                    for (const Json& path : *paths.array()) fixity_path(algorithm, ascii_lower(digest), path);
            }
        }
    }

    void fixity_path(const std::string& algorithm, const std::string& digest, const Json& path) {
        if (path.string() == nullptr || claims_.paths.count(*path.string()) == 0)
            return bad("E057", {"Đường dẫn không có trong manifest.", "the path is not in the manifest"},
                       digest);
        if (is_digest_name(digest_name(algorithm)))  // others are ignored (E028)
            claims_.fixity[*path.string()][digest_name(algorithm)] = digest;
    }

    PackageReport& report_;
    std::string where_;
    const Json& json_;
    std::string spec_;
    Claims claims_;
    std::set<std::string> digests_, used_;
};

}  // namespace

std::string digest_name(std::string name) {
    std::erase(name, '-');
    return name;
}

Claims read_claims(PackageReport& report, const std::string& where, const Json& inventory,
                   const std::string& spec) {
    return Reading(report, where, inventory, spec).read();
}

}  // namespace hocba::archive::ocfl
