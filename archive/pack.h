// A pack: members one after another, each a canonical ustar header, the bytes, and zeros up to 512.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/storage.h"
#include "engine/base/result.h"

namespace hocba::archive {

constexpr std::uint64_t tar_block = 512;
/// IEEE Std 1003.1, pax, ustar: eleven octal digits.
constexpr std::uint64_t tar_member_limit = (1ULL << 33) - 1;

struct Member {
    std::string name;
    std::uint64_t at = 0;    // of the header
    std::uint64_t size = 0;  // of the bytes

    std::uint64_t data_at() const { return at + tar_block; }
    std::uint64_t end() const { return data_at() + (size + tar_block - 1) / tar_block * tar_block; }
};

/// "store/open/pack-00000001.tar"
std::string pack_path(std::int64_t number);
/// The number of a file name in store/open; nothing if it is no pack's name.
std::optional<std::int64_t> pack_number(std::string_view file_name);

/// "<sha256 of the bytes, hexadecimal>.pdf"
std::string member_name(std::string_view bytes, std::string_view extension);
/// The 512 bytes that a member of that name and size must begin with: there is only one legal header.
std::string tar_header(std::string_view name, std::uint64_t size);
/// Header, bytes and padding.
std::string tar_member(std::string_view name, std::string_view bytes);
/// Nothing unless `header` is byte for byte the canonical header of a member with a lawful name.
std::optional<Member> parse_tar_header(std::string_view header, std::uint64_t at);

/// What lies at one place of a pack.
struct Found {
    Member member;
    std::string bytes;
    bool named_rightly = false;  // the bytes' SHA-256 is the name
    bool padded_rightly = false;
};

/// The member at `at`, which must end at or before `limit`. Nothing: no canonical header, or it ends beyond.
Result<std::optional<Found>> read_member(const Storage& storage, const std::string& pack, std::uint64_t at,
                                         std::uint64_t limit);

}  // namespace hocba::archive
