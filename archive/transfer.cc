#include "archive/transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "archive/fault.h"
#include "archive/package_reader.h"

namespace hocba::archive {
namespace {

tl::unexpected<Error> no_transfer(Text what) {
    return fail(Fault::usage, "--from", std::move(what),
                {"Gói chuyển trường chứa học bạ của một học sinh: hocba archive transfer … --pupil … -o …",
                 "A transfer holds one pupil's documents: hocba archive transfer … --pupil … -o …"});
}

/// Of the member with that name; empty if the manifest names none.
std::string bytes_of(IncomingLeaf& leaf, const Stored& stored) {
    if (stored.sha256.empty()) return {};
    for (IncomingLeaf::Members* members : {&leaf.members, &leaf.elsewhere})
        for (auto& [name, bytes] : *members)
            if (name == stored.member()) return std::move(bytes);
    return {};
}

/// What the leaves say, one after the other.
class Reading {
  public:
    Result<void> take(IncomingLeaf&& leaf) {
        const auto manifest =
            manifest_of(leaf.members.back().second, fmt::format("log, entry {}", leaf.leaf));
        if (!manifest) return tl::unexpected(manifest.error());
        if (manifest->notice) return note(*manifest->notice), Result<void>();
        if (manifest->kind == "seal") return {};  // not finished when it was exported
        const Description& description = manifest->submission.description;
        if (documents_.size() == most_brought && documents_.count(description.document) == 0)
            return no_transfer({"Gói chứa quá nhiều văn bản.", "the package holds too many documents"});
        Brought& brought = documents_[description.document];
        if (!brought.pdf.empty() && leaf.leaf < brought.leaf) return {};
        brought = {description,
                   manifest->kind,
                   state_of(manifest->kind),
                   bytes_of(leaf, manifest->pdf),
                   bytes_of(leaf, manifest->xml),
                   leaf.leaf};
        return {};
    }

    Result<std::vector<Brought>> finish() {
        std::vector<Brought> all;
        for (auto& [document, brought] : documents_) {
            if (const auto over = over_.find(document); over != over_.end()) brought.state = over->second;
            all.push_back(std::move(brought));
        }
        if (all.empty())
            return no_transfer({"Gói không có văn bản nào.", "there is no document in the package"});
        const std::string& pupil = all.front().description.pupil_id;
        if (std::any_of(all.begin(), all.end(),
                        [&](const Brought& one) { return one.description.pupil_id != pupil; }))
            return no_transfer(
                {"Gói chứa học bạ của nhiều học sinh.", "the package holds documents of several pupils"});
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.leaf < b.leaf; });
        return all;
    }

  private:
    std::map<std::string, Brought> documents_;
    std::map<std::string, const char*> over_;

    void note(const Notice& notice) {
        if (notice.event.kind == EventKind::revoke) over_[notice.event.document] = "revoked";
        if (notice.event.kind == EventKind::supersede) over_[notice.event.document] = "superseded";
    }
};

}  // namespace

Result<Transfer> read_transfer(const std::filesystem::path& package,
                               const std::optional<std::filesystem::path>& log_key) {
    auto opened = open_package(package);
    if (!opened) return forward(std::move(opened));
    auto key = key_of(*opened, log_key);
    if (!key) return forward(std::move(key));
    auto checkpoint = load_checkpoint(*opened->proof, *key);
    if (!checkpoint) return forward(std::move(checkpoint));
    IncomingLeaves leaves(*opened, checkpoint->head.size, IncomingLeaves::Indexes::all);
    Reading reading;
    while (true) {
        auto leaf = leaves.next();
        if (!leaf) return forward(std::move(leaf));
        if (!*leaf) break;
        if (auto taken = reading.take(std::move(**leaf)); !taken) return forward(std::move(taken));
    }
    auto documents = reading.finish();
    if (!documents) return forward(std::move(documents));
    return Transfer{key->name, to_text(*key), checkpoint->head.size, *std::move(documents)};
}

}  // namespace hocba::archive
