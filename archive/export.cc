#include "archive/export.h"

#include <fmt/format.h>

#include "archive/fault.h"
#include "archive/package.h"
#include "archive/stored_archive.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

/// What one export reads from; it stays at the checkpoint that it began with, whatever is written meanwhile.
struct Origin {
    std::unique_ptr<Storage> storage;
    std::unique_ptr<Catalogue> catalogue;
    VerifierKey key;
    Checkpoint checkpoint;
};

Result<Origin> open_origin(const fs::path& folder) {
    if (auto sound = Archive::open_for_reading(folder); !sound) return forward(std::move(sound));
    Origin origin;
    origin.storage = disk_storage(folder);
    auto catalogue = Catalogue::open(folder / "catalogue.db", Catalogue::Mode::read);
    if (!catalogue) return forward(std::move(catalogue));
    origin.catalogue = std::move(*catalogue);
    auto key = stored_verifier_key(*origin.storage);
    if (!key) return forward(std::move(key));
    origin.key = std::move(*key);
    auto checkpoint = load_checkpoint(*origin.storage, origin.key);
    if (!checkpoint) return forward(std::move(checkpoint));
    origin.checkpoint = std::move(*checkpoint);
    return origin;
}

/// The leaves to export, one by one; of a selection with the document (32 bytes) that they must be about, for
/// the catalogue lists an event under its successor too.
using VisitLeaf = std::function<Result<void>(std::uint64_t leaf, std::string_view document)>;

Result<void> each_selected(const Catalogue& catalogue, const PackageInfo& info, const VisitLeaf& visit) {
    const auto wanted = [&info](std::uint64_t leaf) { return info.from <= leaf && leaf < info.to; };
    return catalogue.each(info.request.query, [&](const Entry& entry) -> Result<void> {
        const std::string& document = entry.description.document;
        if (wanted(entry.leaf))
            if (auto done = visit(entry.leaf, document); !done) return done;
        auto events = catalogue.events(document);
        if (!events) return forward(std::move(events));
        for (const std::uint64_t leaf : *events)
            if (wanted(leaf))
                if (auto done = visit(leaf, document); !done) return done;
        return {};
    });
}

Result<void> each_leaf(const Catalogue& catalogue, const PackageInfo& info, const VisitLeaf& visit) {
    if (!info.is_whole()) return each_selected(catalogue, info, visit);
    for (std::uint64_t leaf = info.from; leaf < info.to; ++leaf)
        if (auto done = visit(leaf, {}); !done) return done;
    return {};
}

Result<void> is_range(const PackageInfo& info) {
    const std::uint64_t size = info.proof.checkpoint.head.size;
    if (info.from <= info.to && info.to <= size) return {};
    return fail(Fault::usage, fmt::format("{}-{}", info.from, info.to),
                {fmt::format("Nhật ký có {} mục; khoảng này không nằm trong đó.", size),
                 fmt::format("the log has {} entries; this range is not within them", size)});
}

class Filling {
  public:
    Filling(const Origin& origin, Package& package, ExportReport& report, ExportProgress progress)
        : leaves_(*origin.storage, *origin.catalogue, origin.checkpoint.head.size),
          package_(package),
          report_(report),
          progress_(std::move(progress)) {}

    Result<void> add(std::uint64_t leaf, std::string_view document) {
        auto out = leaves_.read(leaf);
        if (!out) return forward(std::move(out));
        if (!document.empty() && out->description.document != document) return {};
        if (auto added = package_.add(*out); !added) return added;
        ++report_.leaves;
        const bool selected = !document.empty() && !event_kind_of(out->kind);
        report_.documents += is_first(out->kind) || selected ? 1 : 0;
        if (progress_) progress_(report_.leaves, report_.to - report_.from);
        return {};
    }

  private:
    OutgoingLeaves leaves_;
    Package& package_;
    ExportReport& report_;
    ExportProgress progress_;
};

Result<std::unique_ptr<Package>> new_package(const fs::path& out, const PackageInfo& info) {
    switch (info.request.format) {
        case ExportFormat::bagit:
            return new_bag(out, info);
        case ExportFormat::ocfl:
            return new_ocfl_root(out, info);
        case ExportFormat::csip:
            return new_csip(out, info);
    }
    return {};
}

}  // namespace

Result<ExportReport> export_archive(const fs::path& archive, const fs::path& out,
                                    const ExportRequest& request, const ExportProgress& progress) {
    auto origin = open_origin(archive);
    if (!origin) return forward(std::move(origin));
    const TreeHead head = origin->checkpoint.head;
    PackageInfo info{request, 0, request.to.value_or(head.size),
                     Proof{*origin->storage, origin->checkpoint, origin->key}};
    auto exported = request.format == ExportFormat::ocfl ? ocfl_exported(out, info.proof, info.index_suffix())
                                                         : Result<std::uint64_t>(0);
    if (!exported) return forward(std::move(exported));
    info.from = request.from.value_or(*exported);
    if (auto range = is_range(info); !range) return forward(std::move(range));
    ExportReport report{info.from, info.to, head.size, head.root, 0, 0, 0, 0, {}};
    if (info.from == info.to) return report;
    auto package = new_package(out, info);
    if (!package) return forward(std::move(package));
    Filling filling(*origin, **package, report, progress);
    const auto add = [&filling](std::uint64_t leaf, std::string_view document) {
        return filling.add(leaf, document);
    };
    if (auto done = each_leaf(*origin->catalogue, info, add); !done) return forward(std::move(done));
    if (report.leaves == 0)
        return fail(Fault::usage, archive.string(),
                    {"Kho không có văn bản nào như vậy", "the archive has no such document"});
    if (auto done = (*package)->finish(report); !done) return forward(std::move(done));
    return report;
}

}  // namespace hocba::archive
