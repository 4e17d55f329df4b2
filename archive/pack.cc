#include "archive/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

constexpr std::size_t hash_digits = 64;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f');
}

bool is_member_name(std::string_view name) {
    if (name.size() < hash_digits) return false;
    const std::string_view extension = name.substr(hash_digits);
    constexpr std::array<std::string_view, 4> lawful = {".pdf", ".json", ".xml", ".er"};
    return std::all_of(name.begin(), name.begin() + hash_digits, is_hex) &&
           std::find(lawful.begin(), lawful.end(), extension) != lawful.end();
}

void put(std::string& header, std::size_t at, std::string_view text) {
    std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

std::string pack_path(std::int64_t number) {
    return fmt::format("store/open/pack-{:08}.tar", number);
}

std::optional<std::int64_t> pack_number(std::string_view file_name) {
    if (file_name.size() != 17 || file_name.substr(0, 5) != "pack-" || file_name.substr(13) != ".tar")
        return {};
    std::int64_t number = 0;
    for (const char c : file_name.substr(5, 8)) {
        if (!is_digit(c)) return {};
        number = number * 10 + (c - '0');
    }
    return number > 0 ? std::optional(number) : std::nullopt;
}

std::string member_name(std::string_view bytes, std::string_view extension) {
    return to_hex(sha256(bytes)) + std::string(extension);
}

std::string tar_header(std::string_view name, std::uint64_t size) {
    std::string header(tar_block, '\0');
    put(header, 0, name.substr(0, 100));
    put(header, 100, "0000444");                     // mode
    put(header, 108, "0000000");                     // uid
    put(header, 116, "0000000");                     // gid
    put(header, 124, fmt::format("{:011o}", size));  // size
    put(header, 136, "00000000000");                 // mtime: the log knows the time
    put(header, 148, "        ");                    // checksum, counted as spaces
    put(header, 156, "0");                           // a regular file
    put(header, 257, std::string_view("ustar\00000", 8));
    put(header, 329, "0000000");  // devmajor
    put(header, 337, "0000000");  // devminor
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put(header, 148, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
    return header;
}

std::string tar_member(std::string_view name, std::string_view bytes) {
    std::string out = tar_header(name, bytes.size());
    out += bytes;
    out.resize((out.size() + tar_block - 1) / tar_block * tar_block, '\0');
    return out;
}

std::optional<Member> parse_tar_header(std::string_view header, std::uint64_t at) {
    if (header.size() != tar_block) return {};
    Member member;
    member.at = at;
    member.name = std::string(header.substr(0, std::min<std::size_t>(100, header.find('\0'))));
    if (!is_member_name(member.name)) return {};
    for (const char c : header.substr(124, 11)) {
        if (c < '0' || c > '7') return {};
        member.size = member.size * 8 + static_cast<std::uint64_t>(c - '0');
    }
    if (tar_header(member.name, member.size) != header) return {};
    return member;
}

Result<std::optional<Found>> read_member(const Storage& storage, const std::string& pack, std::uint64_t at,
                                         std::uint64_t limit) {
    auto header = storage.read(pack, at, tar_block);
    if (!header) return forward(std::move(header));
    const auto member = parse_tar_header(*header, at);
    if (!member || member->end() > limit) return std::optional<Found>();
    auto bytes = storage.read(pack, member->data_at(), member->end() - member->data_at());
    if (!bytes) return forward(std::move(bytes));
    if (bytes->size() != member->end() - member->data_at()) return std::optional<Found>();
    Found found{*member, std::move(*bytes), false, false};
    const std::string_view padding = std::string_view(found.bytes).substr(found.member.size);
    found.padded_rightly = padding.find_first_not_of('\0') == std::string_view::npos;
    found.bytes.resize(found.member.size);
    found.named_rightly = to_hex(sha256(found.bytes)) == found.member.name.substr(0, hash_digits);
    return std::optional(std::move(found));
}

}  // namespace hocba::archive
