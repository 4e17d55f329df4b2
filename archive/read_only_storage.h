// A storage that is only read.
#pragma once

#include <string>
#include <string_view>

#include "archive/storage.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// What comes in from elsewhere: every attempt to write is Fault::io.
class ReadOnlyStorage : public Storage {
  public:
    Result<void> append(const std::string& path, const Parts& parts) override;
    Result<void> sync(const std::string& path) override;
    Result<void> replace(const std::string& path, std::string_view bytes) override;
    Result<void> truncate(const std::string& path, std::uint64_t size) override;
    Result<void> remove(const std::string& path) override;
    Result<void> remove_folder(const std::string& path) override;
};

}  // namespace hocba::archive
