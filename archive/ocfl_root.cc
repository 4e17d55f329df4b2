// An OCFL 1.1 storage root: one object for a school's year, one for the log; a later export adds versions.
#include <fmt/format.h>

#include <system_error>

#include "archive/fault.h"
#include "archive/lines.h"
#include "archive/ocfl.h"
#include "archive/package.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

void remove_empty_folders(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.is_directory(ignored)) remove_empty_folders(entry.path());
    fs::remove(folder, ignored);  // fails where something is in it
}

bool is_partial(const std::string& path) {
    return path.starts_with("log/tile/") && path.find(".p/") != std::string::npos;
}

/// One object while it is written: its files lie in `<part>/<path>/v<version>/content` already.
struct Shard {
    std::string id, path;
    std::uint64_t version = 1;
};

class OcflRoot final : public Package {
  public:
    OcflRoot(PackageInfo info, fs::path out, bool is_new, OutputFolder folder)
        : info_(std::move(info)), out_(std::move(out)), is_new_(is_new), folder_(std::move(folder)) {}

    Result<void> begin() {
        const std::string& origin = info_.proof.key.name;
        auto shard = shard_of(ocfl::log_id(origin));
        if (!shard) return forward(std::move(shard));
        log_ = *shard;
        auto index = folder_.open(content(log_, info_.index_path()));
        if (!index) return forward(std::move(index));
        index_.emplace(std::move(*index));
        return {};
    }

    Result<void> add(const OutgoingLeaf& leaf) override {
        auto found = shards_.find(leaf.folder);
        if (found == shards_.end()) {
            auto shard = shard_of(ocfl::documents_id(info_.proof.key.name, leaf.folder));
            if (!shard) return forward(std::move(shard));
            found = shards_.emplace(leaf.folder, *shard).first;
        }
        std::string lines;
        for (const OutgoingFile& file : leaf.files) {
            const std::string logical = leaf.folder + "/" + file.name;
            if (auto done = folder_.write(content(found->second, logical), file.bytes); !done) return done;
            lines += fmt::format("{} {}\n", to_hex(file.sha512), logical);
            ++files_;
            bytes_ += file.bytes.size();
        }
        bundles_.insert(leaf.leaf / tile_width);
        const std::string line = index_line(leaf);
        index_digest_.update(line);
        if (auto done = index_->append(line); !done) return done;
        return folder_.append(spool(found->second), lines);
    }

    Result<void> finish(ExportReport& report) override {
        for (const auto& [folder, shard] : shards_)
            if (auto done = finish_documents(shard, report); !done) return done;
        if (auto done = finish_log(report); !done) return done;
        std::error_code ignored;
        fs::remove_all(folder_.path() / "spool", ignored);
        report.files = files_;
        report.bytes = bytes_;
        if (!is_new_) return place_all();
        for (const auto& [path, bytes] : ocfl::root_files())
            if (auto done = folder_.write(path, bytes); !done) return done;
        return folder_.put_in_place();
    }

  private:
    Result<Shard> shard_of(const std::string& id) const {
        Shard shard{id, ocfl::object_path(id), 1};
        std::error_code ignored;
        if (is_new_ || !fs::exists(out_ / shard.path / "inventory.json", ignored)) return shard;
        auto old = ocfl::read_inventory(out_ / shard.path);
        if (!old) return forward(std::move(old));
        shard.version = old->head + 1;
        return shard;
    }
    static std::string content(const Shard& shard, const std::string& logical) {
        return fmt::format("{}/v{}/content/{}", shard.path, shard.version, logical);
    }
    static std::string spool(const Shard& shard) { return "spool/" + to_hex(sha256(shard.id)).substr(0, 32); }

    Result<ocfl::Inventory> inventory_of(const Shard& shard) const {
        if (shard.version > 1) return ocfl::read_inventory(out_ / shard.path);
        ocfl::Inventory inventory;
        inventory.id = shard.id;
        return inventory;
    }

    /// A file whose content the object has already is not kept twice.
    void enter(ocfl::Inventory& inventory, const Shard& shard, const std::string& logical,
               const std::string& digest) const {
        inventory.state[logical] = digest;
        auto& paths = inventory.manifest[digest];
        std::error_code ignored;
        if (paths.empty())
            paths.insert(fmt::format("v{}/content/{}", shard.version, logical));
        else
            fs::remove(folder_.path() / content(shard, logical), ignored);
    }

    /// The inventory with its sidecar, in the version and in the root of the object.
    Result<void> write_object(const Shard& shard, ocfl::Inventory inventory, ExportReport& report) {
        inventory.head = shard.version;
        const fs::path version = folder_.path() / shard.path / fmt::format("v{}", shard.version);
        remove_empty_folders(version / "content");
        const std::string message = fmt::format("leaves {} to {} of the log", info_.from, info_.to);
        const std::string text = ocfl::to_text(inventory, message, info_.request.time, info_.organisation());
        const std::string sidecar = to_hex(sha512(text)) + " inventory.json\n";
        for (const std::string& base : {shard.path, fmt::format("{}/v{}", shard.path, shard.version)}) {
            if (auto done = folder_.write(base + "/inventory.json", text); !done) return done;
            if (auto done = folder_.write(base + "/inventory.json.sha512", sidecar); !done) return done;
        }
        if (shard.version == 1)
            if (auto done = folder_.write(shard.path + "/" + ocfl::object_declaration,
                                          ocfl::object_declaration.substr(2) + "\n");
                !done)
                return done;
        report.packages.push_back(shard.path);
        changed_.push_back(shard);
        return {};
    }

    Result<void> finish_documents(const Shard& shard, ExportReport& report) {
        auto inventory = inventory_of(shard);
        if (!inventory) return forward(std::move(inventory));
        const auto before = inventory->state;
        const auto storage = disk_storage(folder_.path());
        LineReader lines(*storage, spool(shard));
        while (true) {
            auto line = lines.next();
            if (!line) return forward(std::move(line));
            if (!*line) break;
            enter(*inventory, shard, (**line).substr(129), (**line).substr(0, 128));
        }
        if (inventory->state != before) return write_object(shard, std::move(*inventory), report);
        std::error_code ignored;
        fs::remove_all(folder_.path() / shard.path, ignored);  // it is there already
        return {};
    }

    Result<void> finish_log(ExportReport& report) {
        auto inventory = inventory_of(log_);
        if (!inventory) return forward(std::move(inventory));
        std::erase_if(inventory->state, [](const auto& one) { return is_partial(one.first); });
        if (auto done = index_->flush(); !done) return done;
        enter(*inventory, log_, info_.index_path(), index_digest_.finish().at("sha512"));
        const auto put = [&](const std::string& path, std::string_view bytes) -> Result<void> {
            if (auto done = folder_.write(content(log_, path), bytes); !done) return done;
            enter(*inventory, log_, path, to_hex(sha512(bytes)));
            return {};
        };
        if (auto done = each_proof_file(info_.proof, bundles_, put); !done) return done;
        if (auto done = each_kept_file(info_.proof, put); !done) return done;
        if (auto done = put("README.txt", readme_of(info_)); !done) return done;
        if (auto done = put(check_script_name, check_script()); !done) return done;
        return write_object(log_, std::move(*inventory), report);
    }

    /// Versions and objects into a root that is there, the log last: until then nothing was exported, and
    /// the same command again does it.
    Result<void> place_all() {
        if (auto done = folder_.sync(); !done) return done;
        for (const Shard& shard : changed_)
            if (auto done = place(shard); !done) return done;
        return {};
    }

    Result<void> place(const Shard& shard) const {
        const fs::path from = folder_.path() / shard.path, to = out_ / shard.path;
        std::error_code failed;
        if (shard.version == 1) {
            if (auto made = durable_folder(fs::absolute(to).parent_path()); !made) return made;
            fs::rename(from, to, failed);
            if (failed) return cannot_write(to, failed.value());
            return sync_folder(to.parent_path());
        }
        const std::string version = fmt::format("v{}", shard.version);
        fs::rename(from / version, to / version, failed);
        if (failed) return cannot_write(to / version, failed.value());
        if (auto synced = sync_folder(to); !synced) return synced;
        return ocfl::complete(to);
    }

    PackageInfo info_;
    fs::path out_;
    bool is_new_;
    OutputFolder folder_;
    std::map<std::string, Shard> shards_;
    Shard log_;
    std::optional<OutputFile> index_;
    Digests index_digest_{{"sha512"}};
    std::set<std::uint64_t> bundles_;
    std::vector<Shard> changed_;
    std::uint64_t files_ = 0, bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Package>> new_ocfl_root(const fs::path& out, const PackageInfo& info) {
    std::error_code ignored;
    const bool is_new = !fs::exists(out / ocfl::root_declaration, ignored);
    if (is_new)
        if (auto free = is_free(out); !free) return forward(std::move(free));
    auto folder = OutputFolder::begin(out);
    if (!folder) return forward(std::move(folder));
    auto root = std::make_unique<OcflRoot>(info, out, is_new, std::move(*folder));
    if (auto begun = root->begin(); !begun) return forward(std::move(begun));
    return root;
}

}  // namespace hocba::archive
