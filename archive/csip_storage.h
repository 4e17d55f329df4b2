// A folder of our CSIP packages as two storages that are only read; nothing is unpacked.
#pragma once

#include <filesystem>

#include "archive/ocfl_storage.h"

namespace hocba::archive {

/// Fault::usage if none of the ZIP files is the log's package; Fault::archive if one is not as read_zip()
/// accepts it. A document's package is opened when it is asked for.
Result<PackageStorages> csip_storages(const std::filesystem::path& folder);

}  // namespace hocba::archive
