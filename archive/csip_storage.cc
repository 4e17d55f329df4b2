#include "archive/csip_storage.h"

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>

#include "archive/csip.h"
#include "archive/durable_file.h"
#include "archive/fault.h"
#include "archive/zip_file.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t volumes_held = 16;

/// One ZIP by paths below its folder.
struct Volume {
    std::string file;
    std::map<std::string, ZipMember> members;
};

Result<Volume> open_volume(const fs::path& path) {
    auto members = read_zip(path);
    if (!members) return forward(std::move(members));
    Volume volume{path.filename().string(), {}};
    const std::string top = path.stem().string() + "/";
    for (auto& [name, member] : *members) {
        if (!name.starts_with(top))
            return damaged(path.string() + ", " + name,
                           {"Tệp nằm ngoài thư mục của gói.", "the file is not in the package's folder"});
        volume.members.emplace(name.substr(top.size()), std::move(member));
    }
    return volume;
}

class CsipStorage final : public ReadOnlyStorage {
  public:
    /// Of the log: that volume alone. Of documents: the volume of each folder.
    CsipStorage(fs::path folder, std::string prefix, std::map<std::string, std::string> volumes)
        : disk_(disk_storage(folder)),
          folder_(std::move(folder)),
          prefix_(std::move(prefix)),
          volumes_(std::move(volumes)) {}

    Result<std::string> read(const std::string& path, std::uint64_t offset,
                             std::uint64_t size) const override {
        auto volume = volume_of(path);
        if (!volume) return forward(std::move(volume));
        const ZipMember* member = find(*volume, path);
        if (member == nullptr)
            return fail(Fault::io, path, {"Gói không có tệp này.", "the package has no such file"});
        if (offset >= member->size) return std::string();
        return disk_->read((*volume)->file, data_at(*member) + offset, std::min(size, member->size - offset));
    }
    Result<std::optional<std::uint64_t>> size(const std::string& path) const override {
        auto volume = volume_of(path);
        if (!volume) return forward(std::move(volume));
        const ZipMember* member = find(*volume, path);
        return member == nullptr ? std::optional<std::uint64_t>() : std::optional(member->size);
    }
    Result<std::vector<std::string>> list(const std::string& folder) const override {
        auto volume = volume_of(folder + "/");
        if (!volume) return forward(std::move(volume));
        std::vector<std::string> names;
        const std::string begin = prefix_ + folder + "/";
        for (const auto& [name, member] : (*volume)->members)
            if (name.starts_with(begin)) names.push_back(name.substr(begin.size()));
        return names;
    }

  private:
    const ZipMember* find(const Volume* volume, const std::string& path) const {
        const auto found = volume->members.find(prefix_ + path);
        return found == volume->members.end() ? nullptr : &found->second;
    }
    Result<const Volume*> volume_of(const std::string& path) const {
        const auto file =
            volumes_.count("") != 0 ? volumes_.find("") : volumes_.find(path.substr(0, path.rfind('/')));
        if (file == volumes_.end())
            return fail(Fault::io, path, {"Gói không có tệp này.", "the package has no such file"});
        const auto held = held_.find(file->second);
        if (held != held_.end()) return &held->second;
        auto volume = open_volume(folder_ / file->second);
        if (!volume) return forward(std::move(volume));
        if (held_.size() == volumes_held) held_.clear();
        return &held_.emplace(file->second, std::move(*volume)).first->second;
    }

    std::unique_ptr<Storage> disk_;
    fs::path folder_;
    std::string prefix_;
    std::map<std::string, std::string> volumes_;  // folder → file; "" → the log's
    mutable std::map<std::string, Volume> held_;
};

/// The folder whose documents a package holds; empty if it is the log's; nothing if it is neither.
Result<std::optional<std::string>> folder_of(const fs::path& path) {
    auto volume = open_volume(path);
    if (!volume) return forward(std::move(volume));
    for (const auto& [name, member] : volume->members)
        if (name.starts_with(csip::data_folder)) {
            const std::string rest = name.substr(csip::data_folder.size());
            return std::optional(rest.substr(0, rest.rfind('/')));
        }
    const bool is_log = volume->members.count(csip::proof_folder + checkpoint_path) != 0;
    return is_log ? std::optional(std::string()) : std::nullopt;
}

}  // namespace

Result<PackageStorages> csip_storages(const fs::path& folder) {
    std::map<std::string, std::string> documents;
    std::string log;
    std::error_code failed;
    for (auto entry = fs::directory_iterator(folder, failed); !failed && entry != fs::directory_iterator();
         entry.increment(failed)) {
        const fs::path& path = entry->path();
        if (path.extension() != ".zip") continue;
        if (!fs::is_regular_file(entry->symlink_status(failed)))
            return damaged(path.string(), {"Không phải tệp thường.", "not a regular file"});
        auto of = folder_of(path);
        if (!of) return forward(std::move(of));
        std::string& place = of->value_or("").empty() ? log : documents[**of];
        if (!*of || !place.empty())
            return damaged(path.string(), {"Hai gói của cùng một trường và năm học, hoặc gói lạ.",
                                           "two packages of one school's year, or a strange one"});
        place = path.filename().string();
    }
    if (failed) return cannot_read(folder, failed.value());
    if (log.empty())
        return fail(Fault::usage, folder.string(),
                    {"Không có gói nhật ký trong thư mục này.", "the log's package is not in this folder"},
                    {"Đưa đủ các tệp ZIP của lần xuất vào một thư mục.",
                     "Put all ZIP files of the export into one folder."});
    return PackageStorages{std::make_unique<CsipStorage>(folder, csip::proof_folder,
                                                         std::map<std::string, std::string>{{"", log}}),
                           std::make_unique<CsipStorage>(folder, csip::data_folder, std::move(documents))};
}

}  // namespace hocba::archive
