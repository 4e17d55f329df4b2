// BagIt 1.0 (RFC 8493): the documents are the payload; log, index and README are tag files.
#include <fmt/format.h>

#include "archive/digests.h"
#include "archive/package.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

/// RFC 8493, 2.2.2: a value that runs over a line would begin another label.
std::string one_line(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    return text;
}

/// A tag file that grows; its digests are taken as it is written.
struct Stream {
    std::string path;
    OutputFile file;
    Digests digests{{"sha256", "sha512"}};

    Result<void> append(std::string_view bytes) {
        digests.update(bytes);
        return file.append(bytes);
    }
};

class Bag final : public Package {
  public:
    Bag(PackageInfo info, OutputFolder folder) : info_(std::move(info)), folder_(std::move(folder)) {}

    Result<void> begin() {
        for (const auto& path :
             {std::string("manifest-sha256.txt"), std::string("manifest-sha512.txt"), info_.index_path()}) {
            auto file = folder_.open(path);
            if (!file) return forward(std::move(file));
            streams_.push_back({path, std::move(*file)});
        }
        return {};
    }

    Result<void> add(const OutgoingLeaf& leaf) override {
        for (const OutgoingFile& file : leaf.files) {
            const std::string path = fmt::format("data/{}/{}", leaf.folder, file.name);
            if (auto done = folder_.write(path, file.bytes); !done) return done;
            // RFC 8493, 2.1.3. Our names hold nothing that must be escaped there: path_element().
            if (auto done = streams_[0].append(fmt::format("{}  {}\n", to_hex(file.sha256), path)); !done)
                return done;
            if (auto done = streams_[1].append(fmt::format("{}  {}\n", to_hex(file.sha512), path)); !done)
                return done;
            ++files_;
            bytes_ += file.bytes.size();
        }
        bundles_.insert(leaf.leaf / tile_width);
        return streams_[2].append(index_line(leaf));
    }

    Result<void> finish(ExportReport& report) override {
        const auto put = [this](const std::string& path, std::string_view bytes) { return tag(path, bytes); };
        if (auto done = each_proof_file(info_.proof, bundles_, put); !done) return done;
        if (auto done = each_kept_file(info_.proof, put); !done) return done;
        // RFC 8493, 2.1.1.
        if (auto done = tag("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"); !done)
            return done;
        if (auto done = tag("bag-info.txt", bag_info()); !done) return done;
        if (auto done = tag("README.txt", readme_of(info_)); !done) return done;
        if (auto done = tag(check_script_name, check_script()); !done) return done;
        for (Stream& stream : streams_) {
            if (auto done = stream.file.flush(); !done) return done;
            const auto hex = stream.digests.finish();
            list(stream.path, hex.at("sha256"), hex.at("sha512"));
        }
        for (const auto& [path, text] : {std::pair("tagmanifest-sha256.txt", &tags_sha256_),
                                         std::pair("tagmanifest-sha512.txt", &tags_sha512_)})
            if (auto done = folder_.write(path, *text); !done) return done;
        report.files = files_;
        report.bytes = bytes_;
        report.packages = {"."};
        return folder_.put_in_place();
    }

  private:
    Result<void> tag(const std::string& path, std::string_view bytes) {
        list(path, to_hex(sha256(bytes)), to_hex(sha512(bytes)));
        return folder_.write(path, bytes);
    }
    void list(const std::string& path, const std::string& sha256_hex, const std::string& sha512_hex) {
        tags_sha256_ += fmt::format("{}  {}\n", sha256_hex, path);
        tags_sha512_ += fmt::format("{}  {}\n", sha512_hex, path);
    }
    /// RFC 8493, 2.2.2.
    std::string bag_info() const {
        return fmt::format(
            "Source-Organization: {}\nBagging-Date: {}\nExternal-Identifier: {}\n"
            "External-Description: {}; leaves {} to {} of the log {}\n"
            "Payload-Oxum: {}.{}\nBag-Software-Agent: {}\n",
            one_line(info_.organisation()), to_string(local_date(info_.request.time)), info_.identifier(),
            info_.is_whole() ? "School transcripts (học bạ)" : "A selection of school transcripts (học bạ)",
            info_.from, info_.to, info_.proof.key.name, bytes_, files_, info_.request.software);
    }

    PackageInfo info_;
    OutputFolder folder_;
    std::vector<Stream> streams_;  // manifest-sha256, manifest-sha512, index
    std::set<std::uint64_t> bundles_;
    std::string tags_sha256_, tags_sha512_;
    std::uint64_t files_ = 0, bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Package>> new_bag(const std::filesystem::path& out, const PackageInfo& info) {
    if (auto free = is_free(out); !free) return forward(std::move(free));
    auto folder = OutputFolder::begin(out);
    if (!folder) return forward(std::move(folder));
    auto bag = std::make_unique<Bag>(info, std::move(*folder));
    if (auto begun = bag->begin(); !begun) return forward(std::move(begun));
    return bag;
}

}  // namespace hocba::archive
