// E-ARK CSIP: a ZIP for each school's year, so that no METS grows without bound, and one for the log.
#include <fmt/format.h>

#include "archive/csip.h"
#include "archive/fault.h"
#include "archive/lines.h"
#include "archive/zip_file.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

constexpr std::size_t index_piece = 4 << 20;

/// One ZIP on its way: its members are in the file already, what is known of them waits in the spool.
struct Volume {
    std::string id, folder, school, school_year;
    std::uint64_t end = 0;
    std::set<std::uint64_t> bundles;
};

class CsipPackages final : public Package {
  public:
    CsipPackages(PackageInfo info, OutputFolder folder)
        : info_(std::move(info)), folder_(std::move(folder)) {}

    Result<void> begin() {
        log_.id = csip::package_id(info_, "");
        auto index = folder_.open(spool(log_) + ".index");
        if (!index) return forward(std::move(index));
        index_.emplace(std::move(*index));
        return {};
    }

    Result<void> add(const OutgoingLeaf& leaf) override {
        Volume& volume = volume_of(leaf);
        std::string bytes, lines;
        for (const OutgoingFile& file : leaf.files) {
            const csip::File entry{csip::data_folder + leaf.folder + "/" + file.name, file.bytes.size(),
                                   to_hex(file.sha256), to_hex(file.sha512)};
            if (file.bytes.size() > zip_member_limit)
                return fail(
                    Fault::io, entry.path,
                    {"Tệp lớn hơn 4 GiB, gói ZIP không nhận.", "a file above 4 GiB does not fit this ZIP"});
            ZipMember member{volume.id + "/" + entry.path};
            bytes += zip_member(member, file.bytes, volume.end + bytes.size(), info_.request.time);
            lines += line_of(entry, member);
            ++files_;
            bytes_ += file.bytes.size();
        }
        lines += canonical(Json::Object{{"class", leaf.description.class_name},
                                        {"code", leaf.description.code},
                                        {"kind", leaf.kind},
                                        {"leaf", static_cast<std::int64_t>(leaf.leaf)},
                                        {"pupil", leaf.description.pupil_name},
                                        {"stored_at", to_rfc3339(leaf.stored_at)}}) +
                 "\n";
        volume.end += bytes.size();
        volume.bundles.insert(leaf.leaf / tile_width);
        log_.bundles.insert(leaf.leaf / tile_width);
        const std::string line = index_line(leaf);
        if (auto done = folder_.append(volume.id + ".zip", bytes); !done) return done;
        if (auto done = folder_.append(spool(volume), lines); !done) return done;
        if (auto done = folder_.append(spool(volume) + ".index", line); !done) return done;
        return index_->append(line);
    }

    Result<void> finish(ExportReport& report) override {
        if (auto done = index_->flush(); !done) return done;
        for (auto& [folder, volume] : volumes_)
            if (auto done = close(volume, report); !done) return done;
        if (auto done = close(log_, report); !done) return done;
        if (auto done = folder_.write("README.txt", readme_of(info_)); !done) return done;
        if (auto done = folder_.write(check_script_name, check_script()); !done) return done;
        std::error_code ignored;
        std::filesystem::remove_all(folder_.path() / "spool", ignored);
        report.files = files_;
        report.bytes = bytes_;
        return folder_.put_in_place();
    }

  private:
    static std::string spool(const Volume& volume) { return "spool/" + volume.id; }

    Volume& volume_of(const OutgoingLeaf& leaf) {
        const auto found = volumes_.find(leaf.folder);
        if (found != volumes_.end()) return found->second;
        const Description& d = leaf.description;
        return volumes_
            .emplace(
                leaf.folder,
                Volume{csip::package_id(info_, leaf.folder), leaf.folder, d.school, d.school_year, 0, {}})
            .first->second;
    }

    static std::string line_of(const csip::File& file, const ZipMember& member) {
        return canonical(Json::Object{{"at", static_cast<std::int64_t>(member.at)},
                                      {"crc", static_cast<std::int64_t>(member.crc)},
                                      {"path", file.path},
                                      {"sha256", file.sha256},
                                      {"sha512", file.sha512},
                                      {"size", static_cast<std::int64_t>(file.size)}}) +
               "\n";
    }

    /// What waits in the spool of one volume; it is as long as a school's year.
    Result<void> unspool(const Volume& volume, csip::Contents& contents,
                         std::vector<ZipMember>& members) const {
        const auto storage = disk_storage(folder_.path());
        auto spooled = storage->size(spool(volume));
        if (!spooled) return forward(std::move(spooled));
        if (!*spooled) return {};
        LineReader lines(*storage, spool(volume));
        while (true) {
            auto line = lines.next();
            if (!line) return forward(std::move(line));
            if (!*line) return {};
            const auto json = parse_json(**line, spool(volume));
            if (!json) return tl::unexpected(json.error());
            const auto number = [&json](const char* name) {
                return static_cast<std::uint64_t>(json->integer_or(name, 0));
            };
            if (json->find("path") == nullptr) {
                contents.items.push_back({number("leaf"), json->text_or("kind"), json->text_or("code"),
                                          json->text_or("pupil"), json->text_or("class"),
                                          json->text_or("stored_at")});
                continue;
            }
            contents.files.push_back(
                {json->text_or("path"), number("size"), json->text_or("sha256"), json->text_or("sha512")});
            members.push_back({volume.id + "/" + json->text_or("path"),
                               static_cast<std::uint32_t>(number("crc")), number("size"), number("at")});
        }
    }

    /// In pieces, for that of the log is as long as the range.
    Result<void> put_index(const Volume& volume, const VisitFile& put) const {
        const auto storage = disk_storage(folder_.path());
        LineReader lines(*storage, spool(volume) + ".index");
        std::string piece;
        for (int number = 0;;) {
            auto line = lines.next();
            if (!line) return forward(std::move(line));
            if (*line) piece += **line + "\n";
            if (!piece.empty() && (!*line || piece.size() > index_piece)) {
                const std::string path = fmt::format("index/{:012}-{:012}-{:04}{}", info_.from, info_.to,
                                                     number++, info_.index_suffix());
                if (auto done = put(path, piece); !done) return done;
                piece.clear();
            }
            if (!*line) return {};
        }
    }

    /// Metadata, METS and the directory.
    Result<void> close(Volume& volume, ExportReport& report) {
        csip::Contents contents{volume.id, volume.folder, volume.school, volume.school_year, {}, {}};
        std::vector<ZipMember> members;
        if (auto done = unspool(volume, contents, members); !done) return done;
        const auto put = [&](const std::string& path, std::string_view bytes) -> Result<void> {
            contents.files.push_back({path, bytes.size(), to_hex(sha256(bytes)), {}});
            members.push_back({volume.id + "/" + path});
            const std::string member = zip_member(members.back(), bytes, volume.end, info_.request.time);
            volume.end += member.size();
            return folder_.append(volume.id + ".zip", member);
        };
        const auto proof = [&](const std::string& path, std::string_view bytes) {
            return put(csip::proof_folder + path, bytes);
        };
        if (auto done = each_proof_file(info_.proof, volume.bundles, proof); !done) return done;
        if (volume.folder.empty())
            if (auto done = each_kept_file(info_.proof, proof); !done) return done;
        if (auto done = put_index(volume, proof); !done) return done;
        if (auto done = put("documentation/README.txt", readme_of(info_)); !done) return done;
        if (auto done = put("documentation/" + check_script_name, check_script()); !done) return done;
        if (!volume.folder.empty()) {
            if (auto done = put("metadata/descriptive/ead.xml", csip::ead(contents, info_)); !done)
                return done;
            if (auto done = put("representations/rep1/METS.xml", csip::representation_mets(contents, info_));
                !done)
                return done;
        }
        if (auto done = put("metadata/preservation/premis.xml", csip::premis(contents, info_)); !done)
            return done;
        if (auto done = put("METS.xml", csip::root_mets(contents, info_)); !done) return done;
        report.packages.push_back(volume.id + ".zip");
        return folder_.append(volume.id + ".zip", zip_directory(members, volume.end, info_.request.time));
    }

    PackageInfo info_;
    OutputFolder folder_;
    std::map<std::string, Volume> volumes_;
    Volume log_;
    std::optional<OutputFile> index_;
    std::uint64_t files_ = 0, bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Package>> new_csip(const std::filesystem::path& out, const PackageInfo& info) {
    if (auto free = is_free(out); !free) return forward(std::move(free));
    auto folder = OutputFolder::begin(out);
    if (!folder) return forward(std::move(folder));
    auto packages = std::make_unique<CsipPackages>(info, std::move(*folder));
    if (auto begun = packages->begin(); !begun) return forward(std::move(begun));
    return packages;
}

}  // namespace hocba::archive
