// C2SP tlog-checkpoint: a signed note of origin, tree size and root.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "archive/note.h"
#include "engine/base/result.h"

namespace hocba::archive {

struct TreeHead {
    std::uint64_t size = 0;
    std::string root;  // 32 bytes
};

/// The origin is the key's name.
std::string sign_checkpoint(const TreeHead& head, const SigningKey& key);

struct Checkpoint {
    TreeHead head;
    std::string note;  // as it lies in log/checkpoint
};

/// Fault::archive unless it is signed by that key and has the key's name as origin.
Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

/// The same text without a look at the signature: for `check` and for naming a disagreement.
Result<TreeHead> parse_tree_head(std::string_view text, std::string_view origin);

}  // namespace hocba::archive
