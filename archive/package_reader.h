// A package on its way in: the files of its proof and its documents, whatever its format.
#pragma once

#include <filesystem>
#include <memory>
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

/// A leaf as the package tells it, proven by the package's log.
struct IncomingLeaf {
    std::uint64_t leaf = 0;
    LogEntry entry;
    /// Names and bytes, in the order of the pack, the manifest last.
    std::vector<std::pair<std::string, std::string>> members;
};

/// Reads a package's leaves in the order of the log.
class IncomingLeaves {
  public:
    IncomingLeaves(const OpenPackage& package, std::uint64_t size)
        : package_(package), entries_(*package.proof, size) {}

    /// Goes on until `leaf`; nothing if the package ends before it, or has a gap there. Fault::archive if
    /// anything is not what the log says.
    Result<std::optional<IncomingLeaf>> find(std::uint64_t leaf);

  private:
    struct Line;
    Result<std::optional<Line>> next_line();
    Result<IncomingLeaf> read(const Line& line);

    const OpenPackage& package_;
    EntryReader entries_;
    std::optional<std::vector<std::string>> indexes_;
    std::size_t next_index_ = 0;
    std::optional<LineReader> lines_;
};

}  // namespace hocba::archive
