#include "archive/lines.h"

#include <fmt/format.h>

#include "archive/fault.h"

namespace hocba::archive {
namespace {

constexpr std::size_t piece = 1 << 16, longest = 1 << 20;

}  // namespace

Result<void> LineReader::fill() {
    auto bytes = storage_.read(path_, offset_, piece);
    if (!bytes) return forward(std::move(bytes));
    offset_ += bytes->size();
    at_end_ = bytes->empty();
    held_ += *bytes;
    if (held_.size() <= longest) return {};
    return damaged(fmt::format("{}:{}", path_, number_ + 1), {"Dòng quá dài.", "the line is too long"});
}

Result<std::optional<std::string>> LineReader::next() {
    // One byte more than the end of the line tells CR from CRLF.
    std::size_t end = held_.find_first_of("\r\n");
    while (!at_end_ && (end == std::string::npos || end + 1 == held_.size())) {
        if (auto filled = fill(); !filled) return forward(std::move(filled));
        end = held_.find_first_of("\r\n");
    }
    if (held_.empty()) return std::optional<std::string>();
    ++number_;
    std::string line = held_.substr(0, end);
    const bool pair = end != std::string::npos && held_.compare(end, 2, "\r\n") == 0;
    held_.erase(0, end == std::string::npos ? end : end + (pair ? 2 : 1));
    return std::optional(std::move(line));
}

}  // namespace hocba::archive
