// A package that leaves are put into, one after another, and that is finished with their proof.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/digests.h"
#include "archive/export.h"
#include "archive/export_leaves.h"
#include "archive/output_folder.h"

namespace hocba::archive {

/// The log that proves what is exported.
struct Proof {
    const Storage& storage;
    Checkpoint checkpoint;
    VerifierKey key;
};

/// A file of the proof, by its path in the package: "log/checkpoint", "log/tile/…".
using VisitFile = std::function<Result<void>(const std::string& path, std::string_view bytes)>;

/// Key, checkpoint, all tiles above level 0, and of `bundles` the entries and their level-0 tiles: enough to
/// lead each of those entries to the signed root.
Result<void> each_proof_file(const Proof& proof, const std::set<std::uint64_t>& bundles,
                             const VisitFile& visit);

/// What others have seen of the log, as far as the exported checkpoint goes: "log/witnessed", "log/stamps/…".
Result<void> each_kept_file(const Proof& proof, const VisitFile& visit);

/// What every package says of itself.
struct PackageInfo {
    ExportRequest request;
    std::uint64_t from = 0, to = 0;
    Proof proof;

    const std::string& organisation() const {
        return request.organisation.empty() ? proof.key.name : request.organisation;
    }
    bool is_whole() const;  // every leaf of the range, not a selection
    /// Behind a range in the name of an index: ".ndjson", of a selection "." and 8 hexadecimal digits of its
    /// query before it.
    std::string index_suffix() const;
    /// "index/000000000000-000000000100.ndjson"
    std::string index_path() const;
    /// "<origin>/<from>-<to>"
    std::string identifier() const;
};

class Package {
  public:
    virtual ~Package() = default;
    virtual Result<void> add(const OutgoingLeaf& leaf) = 0;
    /// Writes the proof and puts all in place.
    virtual Result<void> finish(ExportReport& report) = 0;
};

Result<std::unique_ptr<Package>> new_bag(const std::filesystem::path& out, const PackageInfo& info);
/// A folder of ZIP files: one for each school's year, and one for the log with the index of all.
Result<std::unique_ptr<Package>> new_csip(const std::filesystem::path& out, const PackageInfo& info);
/// A new storage root, or the next versions in one that is there.
Result<std::unique_ptr<Package>> new_ocfl_root(const std::filesystem::path& out, const PackageInfo& info);
/// Where the exports of that selection in an OCFL root end; 0 if there is no root. An interrupted export is
/// completed first. Fault::usage or Fault::archive if the root is not of this log.
Result<std::uint64_t> ocfl_exported(const std::filesystem::path& out, const Proof& proof,
                                    const std::string& index_suffix);

/// How to check a package without hocba, in Vietnamese and English.
std::string readme_of(const PackageInfo& info);
/// "check-export.py": Python 3 and openssl prove the package against its log.
inline const std::string check_script_name = "check-export.py";
std::string_view check_script();

}  // namespace hocba::archive
