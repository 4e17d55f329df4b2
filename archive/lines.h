// The lines of a file, one after another, never more than one in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "archive/storage.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// Lines end with LF, CR or CRLF (RFC 8493, 2.1.3); the last one need not. A line longer than 1 MiB is
/// Fault::archive.
class LineReader {
  public:
    LineReader(const Storage& storage, std::string path) : storage_(storage), path_(std::move(path)) {}

    /// Nothing at the end.
    Result<std::optional<std::string>> next();
    /// Of the line that next() gave last; the first is 1.
    std::uint64_t number() const { return number_; }

  private:
    Result<void> fill();

    const Storage& storage_;
    std::string path_, held_;
    std::uint64_t offset_ = 0, number_ = 0;
    bool at_end_ = false;
};

}  // namespace hocba::archive
