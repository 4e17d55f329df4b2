// What `check` has seen of an archive so far, and its two halves: log and packs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "archive/catalogue.h"
#include "archive/entry.h"
#include "archive/log.h"
#include "archive/pack.h"
#include "archive/storage.h"

namespace hocba::archive {

/// A line of the log that could be read.
struct CheckedLeaf {
    std::uint64_t index = 0;
    LogEntry entry;
};

/// Passed through the whole check; damage is collected, never a reason to stop.
struct Inspection {
    const Storage& storage;
    bool writing = false;  // another process holds the lock: what lies beyond the log may be its next commit
    CheckReport report;
    std::vector<CheckedLeaf> leaves;
    std::optional<TreeHead> head;  // signed, or at least claimed by log/checkpoint
    std::vector<Indexed> proven;   // entries whose manifest is what the log says, with their intact members
    bool all_intact = true;        // every byte of the packs belongs to an intact member

    void add(std::string where, Text what, std::string document = {}) {
        report.damage.push_back({std::move(where), std::move(what), std::move(document)});
    }
};

/// Key, checkpoint, every bundle and tile byte for byte, every file below log/. Fills `leaves`.
void check_log(Inspection& inspection, const std::optional<std::filesystem::path>& log_key);
/// Every byte of every pack: headers, bytes, padding, gaps; every manifest against its leaf and its members.
void check_packs(Inspection& inspection);
/// Every event against the entries that it is about. Comes after the packs.
void check_events(Inspection& inspection);
/// Every row against the rows that log and packs call for. Comes last.
void check_catalogue(Inspection& inspection, const std::filesystem::path& path);

}  // namespace hocba::archive
