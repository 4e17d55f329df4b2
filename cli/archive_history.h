// What `archive show` tells of a document's life.
#pragma once

#include "archive/archive.h"
#include "engine/base/json.h"

namespace hocba::cli {

/// Every event about the document, or with it as successor, in the order of the log.
Result<Json> history_of(const archive::Archive& archive, const archive::Entry& entry);

/// The pupil's documents that continue one another, each with what it was replaced by; the oldest year first.
Result<Json> chain_of(const archive::Archive& archive, const archive::Entry& entry);

/// The decisions' files of the document's history, as <leaf>.pdf.
Result<void> write_decisions(const archive::Archive& archive, const archive::Entry& entry,
                             const std::filesystem::path& folder);

}  // namespace hocba::cli
