// Walks log and packs together: leaf by leaf, the members that came with it, every byte hashed again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "archive/catalogue.h"
#include "archive/log.h"
#include "archive/pack.h"
#include "archive/storage.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// All bytes of the packs before it belong to leaves of the log.
struct Position {
    std::int64_t pack = 1;
    std::uint64_t end = 0;
};

/// Where the leaves of a tree of that size end.
Result<Position> position_after(const Storage& storage, std::uint64_t size);

/// Reads on from a leaf. No header and no name is believed: the bytes must prove themselves against the log.
class LeafReader {
  public:
    LeafReader(const Storage& storage, std::uint64_t size, std::uint64_t first, Position from)
        : storage_(storage), entries_(storage, size), next_(first), position_(from) {}

    /// The next leaf; Fault::archive if its manifest is not what the log says. `contents` gets the bytes of
    /// its members by name.
    Result<Indexed> next(std::map<std::string, std::string>* contents = nullptr);
    /// Members whose bytes do not match their name; the leaves that name them are indexed all the same.
    const std::vector<Problem>& problems() const { return problems_; }

  private:
    Result<Found> member(const LogEntry& entry);

    const Storage& storage_;
    EntryReader entries_;
    std::uint64_t next_;
    Position position_;
    std::vector<Problem> problems_;
};

/// "store/open/pack-00000001.tar, byte 81920"
std::string byte_of(const std::string& pack, std::uint64_t at);

}  // namespace hocba::archive
