#include "archive/export.h"

namespace hocba::archive {

Result<PackageReport> check_ocfl(const std::filesystem::path&) {
    return PackageReport{};
}

}  // namespace hocba::archive
