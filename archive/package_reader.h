// A package on its way in: the files of its proof and its documents, whatever its format.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/entry.h"
#include "archive/export.h"
#include "archive/lines.h"
#include "archive/log.h"
#include "archive/storage.h"

namespace hocba::archive {

/// `proof` holds log/… and index/…; `documents` "<folder>/<name>". Neither can be written to.
struct OpenPackage {
    ExportFormat format = ExportFormat::bagit;
    std::unique_ptr<Storage> proof, documents;
};

/// A bag or an OCFL root after its specification's judgement of every byte, CSIP packages after that of their
/// ZIP files (the log proves what is in them): Fault::archive names what is broken. Fault::usage if the
/// folder is none of these.
Result<OpenPackage> open_package(const std::filesystem::path& path);

/// The key of the package's log. Fault::archive if it is not the one that is pinned: the vkey in the file
/// `log_key`, if one is given.
Result<VerifierKey> key_of(const OpenPackage& package, const std::optional<std::filesystem::path>& log_key);

/// A leaf as the package tells it, proven by the package's log.
struct IncomingLeaf {
    std::uint64_t leaf = 0;
    LogEntry entry;
    using Members = std::vector<std::pair<std::string, std::string>>;
    /// Names and bytes, in the order of the pack, the manifest last; and what lies there with an earlier
    /// entry.
    Members members, elsewhere;
};

/// Reads a package's leaves in the order of the log.
class IncomingLeaves {
  public:
    /// Those of whole ranges alone, or those of selections too.
    enum class Indexes { whole, all };
    IncomingLeaves(const OpenPackage& package, std::uint64_t size, Indexes wanted = Indexes::whole)
        : package_(package), entries_(*package.proof, size), wanted_(wanted) {}

    /// The next one in the order of the indexes; nothing after the last. Fault::archive as `find`.
    Result<std::optional<IncomingLeaf>> next();

    /// Goes on until `leaf`; nothing if the package ends before it, or has a gap there. Fault::archive if
    /// anything is not what the log says.
    Result<std::optional<IncomingLeaf>> find(std::uint64_t leaf);

  private:
    struct Line;
    Result<std::optional<Line>> next_line();
    Result<IncomingLeaf> read(const Line& line);

    const OpenPackage& package_;
    EntryReader entries_;
    Indexes wanted_;
    std::optional<std::vector<std::string>> indexes_;
    std::size_t next_index_ = 0;
    std::optional<LineReader> lines_;
};

}  // namespace hocba::archive
