// What a pupil brings from the archive of another school: a package that proves itself, read document by
// document. Whether the documents are to be believed is verify's to say.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// A document as it is now, the newest renewal of it. `state` as the package's own events leave it.
struct Brought {
    Description description;
    std::string
        kind;  // of the entry that brought it: "issue", "renew"; a scan of paper: "digitise", "confirm"
    std::string state;  // as Entry::state
    std::string pdf, xml;
    std::uint64_t leaf = 0;  // in the log that it comes from
};

/// In the order of that log. `origin` and `log_key` (vkey) are of that log.
struct Transfer {
    std::string origin, log_key;
    std::uint64_t tree_size = 0;
    std::vector<Brought> documents;
};

/// No pupil has more documents than this.
inline constexpr std::size_t most_brought = 200;

/// A bag, an OCFL root or CSIP packages of one pupil's documents (an export by --pupil). Every byte is hashed
/// and proven by the package's log: Fault::archive. `log_key` is a pinned vkey file; without it the package's
/// own key must do. Fault::usage if it holds the documents of several pupils, none, or more than
/// `most_brought`.
Result<Transfer> read_transfer(const std::filesystem::path& package,
                               const std::optional<std::filesystem::path>& log_key = std::nullopt);

}  // namespace hocba::archive
