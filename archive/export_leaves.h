// Leaves on their way out: each with every file that its manifest names, proven by the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/catalogue.h"
#include "archive/leaves.h"
#include "archive/log.h"
#include "archive/storage.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// Digests are byte strings.
struct OutgoingFile {
    std::string name, bytes, sha256, sha512;
};

struct OutgoingLeaf {
    std::uint64_t leaf = 0;
    std::string kind;
    Instant stored_at;
    Description description;          // of the document that it is about
    std::string folder;               // "<school>/<school year>", safe as a path
    std::vector<OutgoingFile> files;  // in the manifest's order, the manifest last
    std::vector<std::string> pack;    // names of those that lie in the pack at this leaf, in its order
};

/// `text` as one element of a path: letters, digits, '.', '_' and '-' as they are, all else "=XX" (a percent
/// sign would have to be escaped in a BagIt manifest); never empty, never hidden.
std::string path_element(std::string_view text);

/// {"leaf","kind","folder","files","pack"} in one line: what an import reads the leaf from. Nothing in it is
/// believed.
std::string index_line(const OutgoingLeaf& leaf);

/// Reads leaves in any order; one after another is fastest.
class OutgoingLeaves {
  public:
    OutgoingLeaves(const Storage& storage, const Catalogue& catalogue, std::uint64_t size)
        : storage_(storage), catalogue_(catalogue), size_(size), entries_(storage, size) {}

    /// Fault::archive if a byte of it is not what the log says.
    Result<OutgoingLeaf> read(std::uint64_t leaf);

  private:
    Result<Indexed> indexed(std::uint64_t leaf, std::map<std::string, std::string>& contents);
    Result<Description> description_of(const Manifest& manifest) const;

    const Storage& storage_;
    const Catalogue& catalogue_;
    std::uint64_t size_;
    EntryReader entries_;
    std::optional<LeafReader> reader_;
    std::uint64_t next_ = 0;
};

}  // namespace hocba::archive
