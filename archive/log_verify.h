// A whole log judged by C2SP tlog-tiles, whoever wrote it and whatever its entries are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "archive/checkpoint.h"
#include "engine/base/result.h"

namespace hocba::archive {

struct VerifiedLog {
    std::string origin;
    TreeHead head;
    std::string checkpoint;             // the note
    std::uint64_t bytes = 0;            // of all entries
    std::optional<TreeHead> grew_from;  // the older checkpoint that was given
};

/// `folder` holds `checkpoint` and `tile/`, or is an archive (`log/checkpoint`). Every entry is hashed, every
/// tile compared. `older`: a checkpoint that somebody kept; the log must begin as it says. Fault::archive
/// names what is wrong.
Result<VerifiedLog> verify_log(const std::filesystem::path& folder, const VerifierKey& key,
                               const std::optional<std::string>& older = std::nullopt);

}  // namespace hocba::archive
