// What `check` has seen of an archive so far, and its parts: log, packs, events, catalogue. It goes through
// log and packs once, leaf by leaf; what it must remember lies in a catalogue of its own, on disk.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive.h"
#include "archive/catalogue.h"
#include "archive/entry.h"
#include "archive/log.h"
#include "archive/pack.h"
#include "archive/storage.h"

namespace hocba::archive {

/// How far the bytes of a leaf reach.
struct Reach {
    std::uint64_t leaf = 0;
    std::int64_t pack = 0;
    std::uint64_t end = 0;
};

/// Passed through the whole check; damage is collected, never a reason to stop.
struct Inspection {
    const Storage& storage;
    bool writing = false;  // another process holds the lock: what lies beyond the log may be its next commit
    CheckDigests digests = CheckDigests::sha256;
    const std::optional<std::vector<std::string>>* timestamp_roots =
        nullptr;  // DER; without: nobody is believed
    CheckReport report = {};
    std::optional<TreeHead> head = {};     // signed, or at least claimed by log/checkpoint
    std::string leaf_hashes = {};          // of all leaves, as the root confirms them
    std::vector<Reach> reaches = {};       // of the leaves that could be read
    std::unique_ptr<Catalogue> rows = {};  // what the proven entries so far call for
    std::uint64_t proven = 0;              // entries whose manifest is what the log says
    bool all_intact = true;                // every byte of the packs belongs to an intact member

    void add(std::string where, Text what, std::string document = {}) {
        report.damage.push_back({std::move(where), std::move(what), std::move(document)});
    }
    /// The leaf that brought the bytes at that place.
    std::optional<std::uint64_t> leaf_at(std::int64_t pack, std::uint64_t at) const;
    /// The manifest of a leaf that `rows` has; nothing if there is none.
    std::optional<Manifest> manifest_at(std::uint64_t leaf) const;
};

/// Key, checkpoint, every bundle and tile byte for byte, every file below log/.
void check_log(Inspection& inspection, const std::optional<std::filesystem::path>& log_key);
/// What others have seen of the log: witnesses' cosignatures, stamps and their tokens.
void check_kept(Inspection& inspection, const std::optional<VerifierKey>& key);
/// Every line of the log that could be read, one bundle in memory; the others are named.
void each_line(Inspection& inspection, const std::function<void(std::uint64_t, const LogEntry&)>& visit);

/// Every byte of every pack: headers, bytes, padding, gaps; every manifest against its leaf and its members.
/// Each proven entry goes to `take`, with the members of it that are intact. Fault::io if the check itself
/// cannot go on.
Result<void> check_packs(Inspection& inspection, const std::function<Result<void>(const Indexed&)>& take);

/// An event against the entries that it is about, which are in `rows`.
void check_event(Inspection& inspection, const Indexed& leaf);

/// Every row of the archive's catalogue against those that log and packs call for.
class CatalogueCheck {
  public:
    /// Says so if there is no catalogue, or one that cannot be this log's.
    CatalogueCheck(Inspection& inspection, const std::filesystem::path& path);
    /// The next proven entry, into `rows`.
    Result<void> take(const Indexed& leaf);
    /// After the last.
    Result<void> finish();

  private:
    void compare();

    Inspection& inspection_;
    std::filesystem::path path_;
    std::optional<TreeHead> known_;
    bool compared_ = false;
};

}  // namespace hocba::archive
