// The files of a scanner in a folder and its subfolders.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace hocba::cli {

/// JPEG, PNG and PDF files by their extension, as paths within the folder; numbers in their names count as
/// numbers: "trang-2" before "trang-10". Links are not followed. Fault::io.
Result<std::vector<std::filesystem::path>> scans_in(const std::filesystem::path& folder);

/// Of those the ones that `pattern` matches, in the same order: * is anything but a slash; case matters.
std::vector<std::filesystem::path> matching(const std::vector<std::filesystem::path>& scans,
                                            const std::string& pattern);

}  // namespace hocba::cli
