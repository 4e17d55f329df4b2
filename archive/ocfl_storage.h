// A package as two storages that are only read; here of an OCFL root of ours.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "archive/storage.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// What comes in from elsewhere: every attempt to write is Fault::io.
class ReadOnlyStorage : public Storage {
  public:
    Result<void> append(const std::string& path, std::string_view bytes) override;
    Result<void> sync(const std::string& path) override;
    Result<void> replace(const std::string& path, std::string_view bytes) override;
    Result<void> truncate(const std::string& path, std::uint64_t size) override;
    Result<void> remove(const std::string& path) override;
};

/// By logical paths: "log/…" and "index/…"; "<school>/<school year>/<name>".
struct PackageStorages {
    std::unique_ptr<Storage> proof, documents;
};
/// Of a root that check_ocfl() found sound; Fault::usage if it holds no export of ours.
Result<PackageStorages> ocfl_storages(const std::filesystem::path& root);

}  // namespace hocba::archive
