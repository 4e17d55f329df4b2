// ZIP (PKWARE APPNOTE 6.3.x) with stored members only: what CSIP packages travel in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// A member as the central directory tells it; PDFs are deflated inside already, so nothing is compressed.
struct ZipMember {
    std::string name;
    std::uint32_t crc = 0;
    std::uint64_t size = 0;
    std::uint64_t at = 0;  // of the local header
};

constexpr std::uint64_t zip_member_limit = 0xFFFFFFFE;  // no member needs ZIP64 then, whatever the file does

/// Local header and bytes; `at` is where they will lie, and is entered in `member`.
std::string zip_member(ZipMember& member, std::string_view bytes, std::uint64_t at, Instant time);
/// The directory and its end, for a file whose members end at `at`.
std::string zip_directory(const std::vector<ZipMember>& members, std::uint64_t at, Instant time);

/// The members by name. Only what the two functions above can have written is read: stored members without
/// gaps or overlaps, each local header as the directory says, no name twice, none that leads out, no links.
/// Nothing can grow when it is unpacked. Fault::archive names what is otherwise.
Result<std::map<std::string, ZipMember>> read_zip(const std::filesystem::path& path);
/// Where a member's bytes begin.
std::uint64_t data_at(const ZipMember& member);

}  // namespace hocba::archive
