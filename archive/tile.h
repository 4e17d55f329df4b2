// C2SP tlog-tiles: names of tiles and bundles, and the Merkle tree of RFC 6962 §2.1 over them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/storage.h"
#include "engine/base/result.h"

namespace hocba::archive {

constexpr std::uint64_t tile_width = 256;
constexpr std::size_t hash_size = 32;
constexpr int entries_level = -1;  // the bundles, beside the levels 0, 1, …

std::string leaf_hash(std::string_view entry);                         // SHA-256(0x00 ‖ entry)
std::string node_hash(std::string_view left, std::string_view right);  // SHA-256(0x01 ‖ left ‖ right)
/// MTH of hashes laid end to end, RFC 6962 §2.1; of none: SHA-256 of nothing.
std::string tree_hash(std::string_view hashes);

/// "log/tile/0/x001/x234/067", with ".p/<width>" when narrower than 256.
std::string tile_path(int level, std::uint64_t index, std::uint64_t width);
/// How wide that tile is in a tree of `size` leaves: 0 … 256.
std::uint64_t width_in(std::uint64_t size, int level, std::uint64_t index);

/// A tile or bundle as its path names it.
struct TileName {
    int level = 0;
    std::uint64_t index = 0, width = 0;
};
std::optional<TileName> parse_tile_path(std::string_view path);

/// Entries as a bundle: each behind its length, two bytes big-endian.
std::string bundle_of(const std::vector<std::string>& entries);
/// Nothing if the lengths do not fit the bytes.
std::optional<std::vector<std::string>> entries_of(std::string_view bundle);

/// New files of the log, by path.
using Files = std::map<std::string, std::string>;

/// Hashes of a tree of `size` leaves, read from tiles; files in `fresh` come before the stored ones. What it
/// says is as true as the tiles: compare a root with a signed one.
class Tree {
  public:
    Tree(const Storage& storage, std::uint64_t size, const Files* fresh = nullptr)
        : storage_(storage), size_(size), fresh_(fresh) {}

    /// MTH(D[from : to]).
    Result<std::string> range(std::uint64_t from, std::uint64_t to) const;
    Result<std::string> root() const { return range(0, size_); }
    /// RFC 9162 §2.1.3.1, from the leaf upwards, in the tree of the first `count` leaves: leaf < count ≤
    /// size.
    Result<std::vector<std::string>> inclusion(std::uint64_t leaf, std::uint64_t count) const;
    Result<std::vector<std::string>> inclusion(std::uint64_t leaf) const { return inclusion(leaf, size_); }
    /// That the tree of `older` leaves, 0 < older ≤ size, is its beginning: RFC 9162 §2.1.4.1.
    Result<std::vector<std::string>> consistency(std::uint64_t older) const;
    /// The first `width` hashes of a tile, or the whole bundle (level -1).
    Result<std::string> tile(int level, std::uint64_t index, std::uint64_t width) const;

  private:
    Result<std::string> perfect(std::uint64_t from, std::uint64_t count) const;

    const Storage& storage_;
    std::uint64_t size_;
    const Files* fresh_;
};

}  // namespace hocba::archive
