#include "archive/read_only_storage.h"

namespace hocba::archive {
namespace {

tl::unexpected<Error> never(const std::string& path) {
    return fail(Fault::io, path, {"Gói chỉ để đọc.", "a package is only read"});
}

}  // namespace

Result<void> ReadOnlyStorage::append(const std::string& path, const Parts&) {
    return never(path);
}
Result<void> ReadOnlyStorage::sync(const std::string& path) {
    return never(path);
}
Result<void> ReadOnlyStorage::replace(const std::string& path, std::string_view) {
    return never(path);
}
Result<void> ReadOnlyStorage::truncate(const std::string& path, std::uint64_t) {
    return never(path);
}
Result<void> ReadOnlyStorage::remove(const std::string& path) {
    return never(path);
}
Result<void> ReadOnlyStorage::remove_folder(const std::string& path) {
    return never(path);
}

}  // namespace hocba::archive
