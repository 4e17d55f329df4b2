#include "archive/package_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <system_error>

#include "archive/csip_storage.h"
#include "archive/entry.h"
#include "archive/fault.h"
#include "archive/ocfl.h"
#include "archive/ocfl_storage.h"
#include "archive/pack.h"
#include "archive/package_scan.h"
#include "archive/stored_archive.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/json.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t manifest_limit = 16ULL << 20;
constexpr std::size_t told = 20;

Result<void> is_sound(const Result<PackageReport>& report) {
    if (!report) return tl::unexpected(report.error());
    if (report->damage.empty()) return {};
    Error error{Fault::archive, {}};
    for (const PackageDamage& one : report->damage)
        if (error.problems.size() < told)
            error.problems.push_back({one.where,
                                      {fmt::format("{} [{}]", one.what.vi, one.code),
                                       fmt::format("{} [{}]", one.what.en, one.code)}});
    error.problems.push_back(
        {"",
         {fmt::format("Gói có {} chỗ sai; không nhận gì.", report->damage.size()),
          fmt::format("the package has {} faults; nothing is accepted", report->damage.size())},
         {"Xin lại gói từ nơi giao.", "Ask whoever handed it over for another copy."}});
    return tl::unexpected(std::move(error));
}

tl::unexpected<Error> not_proven(const std::string& where) {
    return damaged(where, {"Nội dung này không phải là nội dung mà nhật ký cam kết.",
                           "this is not what the log commits to"});
}

std::optional<std::vector<std::string>> names_in(const Json* array) {
    if (array == nullptr || array->array() == nullptr) return {};
    std::vector<std::string> names;
    for (const Json& one : *array->array()) {
        const std::string* name = one.string();
        if (name == nullptr || name->find('/') != std::string::npos || !stays_below(*name)) return {};
        names.push_back(*name);
    }
    return names;
}

}  // namespace

Result<OpenPackage> open_package(const fs::path& path) {
    std::error_code ignored;
    if (fs::exists(path / "bagit.txt", ignored)) {
        if (auto sound = is_sound(check_bag(path)); !sound) return forward(std::move(sound));
        return OpenPackage{ExportFormat::bagit, disk_storage(path), disk_storage(path / "data")};
    }
    if (fs::exists(path / ocfl::root_declaration, ignored)) {
        if (auto sound = is_sound(check_ocfl(path)); !sound) return forward(std::move(sound));
        auto storages = ocfl_storages(path);
        if (!storages) return forward(std::move(storages));
        return OpenPackage{ExportFormat::ocfl, std::move(storages->proof), std::move(storages->documents)};
    }
    auto storages = csip_storages(path);
    if (!storages) return forward(std::move(storages));
    return OpenPackage{ExportFormat::csip, std::move(storages->proof), std::move(storages->documents)};
}

Result<VerifierKey> key_of(const OpenPackage& package, const std::optional<fs::path>& log_key) {
    auto inside = stored_verifier_key(*package.proof);
    if (!inside || !log_key) return inside;
    auto text = read_file(*log_key, 4096);
    if (!text) return forward(std::move(text));
    auto wanted = verifier_key(*text, log_key->string());
    if (!wanted || to_text(*wanted) == to_text(*inside)) return wanted;
    return damaged(log_key->string(),
                   {"Gói là của nhật ký có khóa khác.", "the package is of a log with another key"});
}

struct IncomingLeaves::Line {
    std::string where, folder;
    std::uint64_t leaf = 0;
    std::vector<std::string> files, pack;
};

Result<std::optional<IncomingLeaves::Line>> IncomingLeaves::next_line() {
    if (!indexes_) {
        auto names = package_.proof->list("index");
        if (!names) return forward(std::move(names));
        indexes_.emplace();
        for (const std::string& name : *names)  // a selection's has two dots: PackageInfo::index_suffix()
            if (wanted_ == Indexes::all || std::count(name.begin(), name.end(), '.') == 1)
                indexes_->push_back(name);
    }
    while (true) {
        if (!lines_) {
            if (next_index_ == indexes_->size()) return std::optional<Line>();
            lines_.emplace(*package_.proof, "index/" + (*indexes_)[next_index_++]);
        }
        auto text = lines_->next();
        if (!text) return forward(std::move(text));
        if (!*text) {
            lines_.reset();
            continue;
        }
        const std::string where = fmt::format("index/{}:{}", (*indexes_)[next_index_ - 1], lines_->number());
        const auto json = parse_json(**text, where);
        auto files = json ? names_in(json->find("files")) : std::nullopt;
        auto pack = json ? names_in(json->find("pack")) : std::nullopt;
        const std::int64_t leaf = json ? json->integer_or("leaf", -1) : -1;
        if (!files || !pack || files->empty() || leaf < 0 || !stays_below(json->text_or("folder")))
            return damaged(where, {"Dòng này của bảng kê các mục không đọc được.",
                                   "this line of the index cannot be read"});
        return std::optional(Line{where, json->text_or("folder"), static_cast<std::uint64_t>(leaf),
                                  std::move(*files), std::move(*pack)});
    }
}

Result<IncomingLeaf> IncomingLeaves::read(const Line& line) {
    auto text = entries_.read(line.leaf);
    if (!text) return forward(std::move(text));
    auto entry = log_entry_of(*text, fmt::format("log, entry {}", line.leaf));
    if (!entry) return forward(std::move(entry));
    const std::string place = line.folder + "/" + line.files.back();
    auto bytes = package_.documents->read(place, 0, manifest_limit);
    if (!bytes) return forward(std::move(bytes));
    const auto manifest = manifest_of(*bytes, place);
    if (!manifest) return tl::unexpected(manifest.error());
    const auto named = manifest->members();
    if (!proves(*entry, *manifest, *bytes) || line.files.size() != named.size() + 1) return not_proven(place);
    IncomingLeaf leaf{line.leaf, std::move(*entry), {}, {}};
    std::map<std::string, std::pair<std::string, std::string>> contents;  // by file name: member and bytes
    contents[line.files.back()] = {member_name(*bytes, ".json"), *bytes};
    for (std::size_t i = 0; i < named.size(); ++i) {
        const std::string file = line.folder + "/" + line.files[i];
        auto content = package_.documents->read(file, 0, named[i]->size + 1);
        if (!content) return forward(std::move(content));
        const Stored found = stored_of(*content, named[i]->extension);
        if (found.sha256 != named[i]->sha256 || found.sha512 != named[i]->sha512 ||
            found.size != named[i]->size)
            return not_proven(file);
        contents[line.files[i]] = {found.member(), std::move(*content)};
    }
    for (const std::string& name : line.pack) {
        const auto content = contents.extract(name);
        if (content.empty()) return not_proven(line.where);
        leaf.members.push_back(std::move(content.mapped()));
    }
    for (auto& [name, content] : contents) leaf.elsewhere.push_back(std::move(content));
    return leaf;
}

Result<std::optional<IncomingLeaf>> IncomingLeaves::next() {
    auto line = next_line();
    if (!line) return forward(std::move(line));
    if (!*line) return std::optional<IncomingLeaf>();
    auto leaf = read(**line);
    if (!leaf) return forward(std::move(leaf));
    return std::optional(*std::move(leaf));
}

Result<std::optional<IncomingLeaf>> IncomingLeaves::find(std::uint64_t leaf) {
    while (true) {
        auto line = next_line();
        if (!line) return forward(std::move(line));
        if (!*line || (*line)->leaf > leaf) return std::optional<IncomingLeaf>();
        if ((*line)->leaf < leaf) continue;
        auto read_leaf = read(**line);
        if (!read_leaf) return forward(std::move(read_leaf));
        return std::optional(std::move(*read_leaf));
    }
}

}  // namespace hocba::archive
