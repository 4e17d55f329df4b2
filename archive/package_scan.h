// What lies in a foreign folder: regular files alone, all else named.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "archive/export.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// Paths below `folder` with '/', in no order. Links, devices, pipes and names that are not UTF-8 are damage
/// with the code `special`; nothing is followed.
Result<void> each_file(const std::filesystem::path& folder, PackageReport& report, const std::string& special,
                       const std::function<Result<void>(const std::string& path, std::uint64_t size)>& visit);

/// Whether a path out of a foreign file stays below its folder: not absolute, no empty element, no "." or
/// "..", no "~" at its beginning, no zero byte.
bool stays_below(std::string_view path);

/// `where` may be a name in any bytes; what is not UTF-8 is written in hexadecimal.
void add(PackageReport& report, std::string code, std::string where, Text what);

}  // namespace hocba::archive
