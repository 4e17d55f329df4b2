// The archive in the formats of others: BagIt 1.0 (RFC 8493), OCFL 1.1 and the E-ARK CSIP; out, and in again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "engine/base/instant.h"
#include "engine/base/result.h"

namespace hocba::archive {

enum class ExportFormat { bagit, ocfl, csip };

struct ExportRequest {
    ExportFormat format = ExportFormat::bagit;
    /// Empty: every leaf of the range, so that the same archive can be made of it again. Otherwise the
    /// documents found, as they are now, with the events about them.
    Query query = {};
    /// Leaves [from, to) of the log. `from` unset: 0, or where an OCFL root's last export ended; `to` unset:
    /// all.
    std::optional<std::uint64_t> from = {}, to = {};
    Instant time = {};
    std::string organisation = {};  // empty: the log's origin
    std::string software = {};      // "hocba 0.1.0"
};

struct ExportReport {
    std::uint64_t from = 0, to = 0;  // leaves of the log
    std::uint64_t tree_size = 0;
    std::string root;  // 32 bytes
    std::uint64_t leaves = 0;
    std::uint64_t documents = 0;  // issued by these leaves; of a selection, those found
    std::uint64_t files = 0, bytes = 0;
    std::vector<std::string> packages;  // files or folders, relative to the export
};

/// `done` of `total` leaves.
using ExportProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Into `out`, which must be free (an OCFL root gets new versions). Memory does not grow with the number of
/// documents, but for 100 bytes a folder of one school's one year. Fault::usage if nothing is to be exported
/// by that query; no leaf in the range is a report with `leaves` 0, and nothing is written.
Result<ExportReport> export_archive(const std::filesystem::path& archive, const std::filesystem::path& out,
                                    const ExportRequest& request, const ExportProgress& progress = {});

struct ImportReport {
    std::uint64_t from = 0, to = 0;
    std::uint64_t documents = 0;  // issued by these leaves
    std::string log_key;
};

/// A new archive, or the next leaves of one that is there, of an export of a whole range up to the
/// checkpoint. Every byte is hashed and proven by the log before anything is accepted: Fault::archive.
/// `log_key` is a pinned vkey file; without it the export's own key must do, or that of the archive.
Result<ImportReport> import_archive(const std::filesystem::path& package,
                                    const std::filesystem::path& archive,
                                    const std::optional<std::filesystem::path>& log_key = std::nullopt);

/// What a package breaks, judged by its specification alone; `code` names the rule.
struct PackageDamage {
    std::string code, where;
    Text what;
};
struct PackageReport {
    std::uint64_t files = 0, bytes = 0;  // of the payload or content
    std::vector<PackageDamage> damage;
};

/// RFC 8493; anybody's bag.
Result<PackageReport> check_bag(const std::filesystem::path& folder);
/// OCFL 1.0 and 1.1; anybody's storage root, or one object. Codes are those of the specification.
Result<PackageReport> check_ocfl(const std::filesystem::path& folder);

}  // namespace hocba::archive
