// A package as two storages that are only read; here of an OCFL root of ours.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "archive/read_only_storage.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// By logical paths: "log/…" and "index/…"; "<school>/<school year>/<name>".
struct PackageStorages {
    std::unique_ptr<Storage> proof, documents;
};
/// Of a root that check_ocfl() found sound; Fault::usage if it holds no export of ours.
Result<PackageStorages> ocfl_storages(const std::filesystem::path& root);

}  // namespace hocba::archive
