// The log: entries in bundles, hashes in tiles, one signed checkpoint over all of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/checkpoint.h"
#include "archive/storage.h"
#include "archive/tile.h"
#include "engine/base/result.h"

namespace hocba::archive {

inline const std::string checkpoint_path = "log/checkpoint";
inline const std::string verifier_key_path = "log/key.vkey";

/// The checkpoint, its signature verified with that key.
Result<Checkpoint> load_checkpoint(const Storage& storage, const VerifierKey& key);

/// Bundles are compared with the level-0 tile as they are read, one at a time.
class EntryReader {
  public:
    EntryReader(const Storage& storage, std::uint64_t size) : storage_(storage), size_(size) {}
    Result<std::string> read(std::uint64_t index);

  private:
    Result<void> load(std::uint64_t bundle);

    const Storage& storage_;
    std::uint64_t size_;
    std::uint64_t bundle_ = UINT64_MAX;
    std::vector<std::string> entries_;
};

/// An appended log that nobody has been told of yet.
struct Extension {
    Checkpoint checkpoint;
    Files files;
    std::vector<std::string> superseded;  // folders of partial tiles that a full one among `files` replaces
};

Result<Extension> extend(const Storage& storage, const Checkpoint& last,
                         const std::vector<std::string>& entries, const SigningKey& key);
/// Files, then compare-and-swap on the last checkpoint, then the new one; partial tiles go last.
Result<void> publish(Storage& storage, const Checkpoint& last, const Extension& extension);

/// Files at the right edge that a commit left behind without a checkpoint.
Result<std::vector<std::string>> files_beyond(const Storage& storage, std::uint64_t size);

}  // namespace hocba::archive
