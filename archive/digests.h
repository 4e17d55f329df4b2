// Several digests of the same bytes in one pass, by the names that BagIt and OCFL give them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace hocba::archive {

/// Whether `name` ("sha256", "sha512", "md5", …: lower case, no dash) is an algorithm that Digests knows.
bool is_digest_name(std::string_view name);
/// Hexadecimal digits of its digest.
std::size_t digest_digits(std::string_view name);

class Digests {
  public:
    /// Every name is one that is_digest_name() knows.
    explicit Digests(const std::set<std::string>& names);
    ~Digests();
    Digests(Digests&&) noexcept;
    Digests& operator=(Digests&&) noexcept;

    void update(std::string_view bytes);
    /// By name, lower-case hexadecimal.
    std::map<std::string, std::string> finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Of a regular file, read in pieces; Fault::io. A symbolic link is not followed.
struct FileDigests {
    std::uint64_t size = 0;
    std::map<std::string, std::string> hex;
};
Result<FileDigests> digests_of(const std::filesystem::path& path, const std::set<std::string>& names);

}  // namespace hocba::archive
