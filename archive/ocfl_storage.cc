// An OCFL root read by the logical paths of its objects' newest versions.
#include "archive/ocfl_storage.h"

#include <fmt/format.h>

#include <system_error>

#include "archive/fault.h"
#include "archive/ocfl.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t inventories_held = 16;

/// The folder of our log object, and the origin out of its id.
Result<std::pair<fs::path, std::string>> find_log(const fs::path& root) {
    std::error_code failed;
    for (auto entry = fs::recursive_directory_iterator(root, failed);
         !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
        if (!fs::exists(entry->path() / ocfl::object_declaration, failed)) continue;
        entry.disable_recursion_pending();
        if (!entry->path().filename().string().ends_with("%2flog")) continue;
        auto inventory = ocfl::read_inventory(entry->path());
        if (!inventory) return forward(std::move(inventory));
        const std::string& id = inventory->id;
        if (!id.starts_with("hocba:") || !id.ends_with("/log")) continue;
        return std::pair(entry->path(), id.substr(6, id.size() - 10));
    }
    return fail(Fault::usage, root.string(),
                {"Kho OCFL này không chứa bản xuất của kho học bạ nào.",
                 "this OCFL root holds no export of a transcript archive"});
}

class OcflStorage final : public ReadOnlyStorage {
  public:
    OcflStorage(fs::path root, std::string origin, std::string object)
        : root_(disk_storage(root)),
          path_(std::move(root)),
          origin_(std::move(origin)),
          object_(std::move(object)) {}

    Result<std::string> read(const std::string& path, std::uint64_t offset,
                             std::uint64_t size) const override {
        auto place = place_of(path);
        if (!place) return place;
        if (place->empty())
            return fail(Fault::io, path, {"Gói không có tệp này.", "the package has no such file"});
        return root_->read(*place, offset, size);
    }
    Result<std::optional<std::uint64_t>> size(const std::string& path) const override {
        auto place = place_of(path);
        if (!place) return forward(std::move(place));
        return place->empty() ? std::optional<std::uint64_t>() : root_->size(*place);
    }
    Result<std::vector<std::string>> list(const std::string& folder) const override {
        auto inventory = load(object_);
        if (!inventory) return forward(std::move(inventory));
        std::vector<std::string> names;
        for (const auto& [path, digest] : (*inventory)->state)
            if (path.starts_with(folder + "/")) names.push_back(path.substr(folder.size() + 1));
        return names;
    }

  private:
    /// Documents are asked for school by school, so a few inventories are held.
    Result<const ocfl::Inventory*> load(const std::string& object) const {
        const auto found = held_.find(object);
        if (found != held_.end()) return &found->second;
        auto inventory = ocfl::read_inventory(path_ / object);
        if (!inventory) return forward(std::move(inventory));
        if (held_.size() == inventories_held) held_.clear();
        return &held_.emplace(object, std::move(*inventory)).first->second;
    }
    Result<std::string> place_of(const std::string& path) const {
        const std::string object =
            object_.empty() ? ocfl::object_path(ocfl::documents_id(origin_, path.substr(0, path.rfind('/'))))
                            : object_;
        auto inventory = load(object);
        if (!inventory) return forward(std::move(inventory));
        const std::string content = (*inventory)->content_of(path);
        return content.empty() ? content : object + "/" + content;
    }

    std::unique_ptr<Storage> root_;
    fs::path path_;
    std::string origin_, object_;  // of the log; without it a document's folder says which
    mutable std::map<std::string, ocfl::Inventory> held_;
};

}  // namespace

Result<PackageStorages> ocfl_storages(const fs::path& root) {
    auto log = find_log(root);
    if (!log) return forward(std::move(log));
    const std::string object = log->first.lexically_relative(root).generic_string();
    return PackageStorages{std::make_unique<OcflStorage>(root, log->second, object),
                           std::make_unique<OcflStorage>(root, log->second, "")};
}

}  // namespace hocba::archive
