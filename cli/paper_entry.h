// Scans of paper between files, the archive and the folder of what waits for a signature.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "archive/archive.h"
#include "cli/config.h"
#include "engine/digitise.h"

namespace hocba::cli {

/// What the archive keeps of it.
archive::Submission submission_of(const form::Paper& paper, std::string pdf, std::int64_t revision);

/// What the archive has of a paper.
struct PaperStanding {
    std::optional<archive::Entry> same;  // these very files
    std::int64_t revision = 1;           // of the next scan
};
/// Fault::record at `where` if a document of another scan of the same pupil and one of its years is there and
/// was not revoked, or these files were revoked.
Result<PaperStanding> standing_of(const archive::Archive& archive, const form::Paper& paper,
                                  const std::string& where);

/// paper.json of an entry, "unconfirmed" or "confirmed" or ended.
Result<form::Paper> paper_in(const archive::Archive& archive, const archive::Entry& entry);
bool is_paper(const archive::Entry& entry);

/// Where it waits for its signatures: digitised/ in the work folder; empty if hocba.toml names no work
/// folder.
std::filesystem::path waiting_place(const Config& config, const archive::Entry& entry);
/// Puts an unconfirmed document there, unless it waits there already.
Result<void> leave_waiting(const archive::Archive& archive, const Config& config,
                           const archive::Entry& entry);

}  // namespace hocba::cli
