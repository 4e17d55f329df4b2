#include "archive/zip_file.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>

#include "archive/fault.h"
#include "archive/package_scan.h"
#include "archive/storage.h"

namespace hocba::archive {
namespace {

constexpr std::uint32_t local_mark = 0x04034B50, central_mark = 0x02014B50, end_mark = 0x06054B50,
                        end64_mark = 0x06064B50, locator_mark = 0x07064B50;
constexpr std::uint64_t local_size = 30, central_size = 46, end_size = 22, end64_size = 56, locator_size = 20;
constexpr std::uint16_t version = 45, utf8_names = 1 << 11, made_by = 3 << 8 | version;  // 3: Unix modes
constexpr std::uint32_t full32 = 0xFFFFFFFF, regular_0600 = 0100600U << 16, type_bits = 0170000U << 16,
                        regular = 0100000U << 16;
constexpr std::uint16_t full16 = 0xFFFF;
constexpr std::uint64_t directory_limit = 1ULL << 30;

/// Little-endian.
template <class Number>
void put(std::string& out, Number value) {
    for (std::size_t i = 0; i < sizeof(Number); ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}
std::uint64_t get(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}

/// 4.4.6: MS-DOS time and date, local.
std::uint32_t dos_time(Instant time) {
    const Date day = local_date(time);
    const std::int64_t local = time.unix_s + 60 * time.offset_min;
    const auto second = static_cast<std::uint32_t>(((local % 86400) + 86400) % 86400);
    const auto year = static_cast<std::uint32_t>(std::clamp(day.year - 1980, 0, 127));
    return (year << 9 | static_cast<std::uint32_t>(day.month) << 5 | static_cast<std::uint32_t>(day.day))
               << 16 |
           (second / 3600) << 11 | (second / 60 % 60) << 5 | second % 60 / 2;
}

/// 4.3.7 and 4.3.12 share these fields, from "version needed" to the length of the name.
void put_common(std::string& out, const ZipMember& member, Instant time) {
    put(out, version);
    put(out, utf8_names);
    put(out, std::uint16_t{0});  // stored
    put(out, dos_time(time));
    put(out, member.crc);
    put(out, static_cast<std::uint32_t>(member.size));
    put(out, static_cast<std::uint32_t>(member.size));
    put(out, static_cast<std::uint16_t>(member.name.size()));
}

void put_central(std::string& out, const ZipMember& member, Instant time) {
    const bool far = member.at >= full32;
    put(out, central_mark);
    put(out, made_by);
    put_common(out, member, time);
    put(out, static_cast<std::uint16_t>(far ? 12 : 0));
    put(out, std::uint16_t{0});  // comment
    put(out, std::uint16_t{0});  // disk
    put(out, std::uint16_t{0});  // internal attributes
    put(out, regular_0600);
    put(out, far ? full32 : static_cast<std::uint32_t>(member.at));
    out += member.name;
    if (!far) return;
    put(out, std::uint16_t{1});  // 4.5.3: ZIP64, the offset alone
    put(out, std::uint16_t{8});
    put(out, member.at);
}

/// One file while its directory is read.
class ZipReading {
  public:
    ZipReading(const std::filesystem::path& path)
        : storage_(disk_storage(path.parent_path())),
          name_(path.filename().string()),
          where_(path.string()) {}

    Result<std::map<std::string, ZipMember>> read() {
        if (auto found = find_directory(); !found) return forward(std::move(found));
        auto directory = storage_->read(name_, directory_at_, directory_size_);
        if (!directory) return forward(std::move(directory));
        if (directory->size() != directory_size_) return bad("truncated");
        std::vector<ZipMember> members;
        std::string_view rest = *directory;
        while (!rest.empty())
            if (auto one = central(rest); !one)
                return forward(std::move(one));
            else
                members.push_back(std::move(*one));
        if (members.size() != count_) return bad("count");
        return compare(std::move(members));
    }

  private:
    tl::unexpected<Error> bad(const char* code, const std::string& member = {}) const {
        return damaged(member.empty() ? where_ : where_ + ", " + member,
                       {fmt::format("Tệp ZIP không nhận được [{}].", code),
                        fmt::format("this ZIP file is not accepted [{}]", code)});
    }

    /// 4.3.16 at the very end, without a comment; before it 4.3.14 and 4.3.15 if it refers to them.
    Result<void> find_directory() {
        auto size = storage_->size(name_);
        if (!size) return forward(std::move(size));
        if (size->value_or(0) < end_size) return bad("truncated");
        std::uint64_t end_at = **size - end_size;
        auto end = storage_->read(name_, end_at, end_size);
        if (!end) return forward(std::move(end));
        if (get(*end, 0, 4) != end_mark || get(*end, 4, 4) != 0 || get(*end, 20, 2) != 0 ||
            get(*end, 8, 2) != get(*end, 10, 2))
            return bad("end");
        count_ = get(*end, 10, 2);
        directory_size_ = get(*end, 12, 4);
        directory_at_ = get(*end, 16, 4);
        if (count_ == full16 || directory_size_ == full32 || directory_at_ == full32) {
            if (end_at < end64_size + locator_size) return bad("truncated");
            end_at -= end64_size + locator_size;
            auto end64 = storage_->read(name_, end_at, end64_size + locator_size);
            if (!end64) return forward(std::move(end64));
            if (get(*end64, 0, 4) != end64_mark || get(*end64, end64_size, 4) != locator_mark ||
                get(*end64, end64_size + 8, 8) != end_at)
                return bad("end");
            count_ = get(*end64, 32, 8);
            directory_size_ = get(*end64, 40, 8);
            directory_at_ = get(*end64, 48, 8);
        }
        if (directory_size_ > directory_limit || directory_at_ > end_at ||
            directory_size_ != end_at - directory_at_)
            return bad("directory");
        return {};
    }

    Result<ZipMember> central(std::string_view& rest) const {
        if (rest.size() < central_size || get(rest, 0, 4) != central_mark) return bad("directory");
        const std::uint64_t name = get(rest, 28, 2), extra = get(rest, 30, 2), comment = get(rest, 32, 2);
        if (rest.size() < central_size + name + extra + comment) return bad("directory");
        ZipMember member{std::string(rest.substr(central_size, name)),
                         static_cast<std::uint32_t>(get(rest, 16, 4)), get(rest, 24, 4), get(rest, 42, 4)};
        const std::uint64_t flags = get(rest, 8, 2), type = get(rest, 38, 4) & type_bits;
        if ((flags & 1) != 0) return bad("encrypted", member.name);
        if (get(rest, 10, 2) != 0 || get(rest, 20, 4) != member.size) return bad("compressed", member.name);
        if (!stays_below(member.name)) return bad("path", member.name);
        if (type != 0 && type != regular) return bad("special-file", member.name);
        if ((flags & ~utf8_names) != 0 || comment != 0 || member.size == full32)
            return bad("form", member.name);
        if (member.at == full32) {
            const std::string_view more = rest.substr(central_size + name, extra);
            if (extra != 12 || get(more, 0, 2) != 1 || get(more, 2, 2) != 8) return bad("form", member.name);
            member.at = get(more, 4, 8);
        } else if (extra != 0) {
            return bad("form", member.name);
        }
        rest.remove_prefix(central_size + name + extra);
        return member;
    }

    /// The members fill the file up to the directory; each header repeats what the directory says.
    Result<std::map<std::string, ZipMember>> compare(std::vector<ZipMember> members) const {
        std::sort(members.begin(), members.end(),
                  [](const ZipMember& a, const ZipMember& b) { return a.at < b.at; });
        std::uint64_t at = 0;
        std::map<std::string, ZipMember> by_name;
        for (const ZipMember& member : members) {
            if (member.at != at) return bad(member.at < at ? "overlap" : "gap", member.name);
            auto header = storage_->read(name_, at, local_size + member.name.size());
            if (!header) return forward(std::move(header));
            if (header->size() != local_size + member.name.size() || get(*header, 0, 4) != local_mark ||
                get(*header, 8, 2) != 0 || get(*header, 14, 4) != member.crc ||
                get(*header, 18, 4) != member.size || get(*header, 22, 4) != member.size ||
                get(*header, 28, 2) != 0 || header->substr(local_size) != member.name)
                return bad("header", member.name);
            at = data_at(member) + member.size;
            if (!by_name.emplace(member.name, member).second) return bad("listed-twice", member.name);
        }
        if (at != directory_at_) return bad("gap");
        return by_name;
    }

    std::unique_ptr<Storage> storage_;
    std::string name_, where_;
    std::uint64_t count_ = 0, directory_size_ = 0, directory_at_ = 0;
};

}  // namespace

std::string zip_member(ZipMember& member, std::string_view bytes, std::uint64_t at, Instant time) {
    member.at = at;
    member.size = bytes.size();
    member.crc = libdeflate_crc32(0, bytes.data(), bytes.size());
    std::string out;
    put(out, local_mark);
    put_common(out, member, time);
    put(out, std::uint16_t{0});  // extra
    out += member.name;
    return out.append(bytes);
}

std::string zip_directory(const std::vector<ZipMember>& members, std::uint64_t at, Instant time) {
    std::string out;
    for (const ZipMember& member : members) put_central(out, member, time);
    const std::uint64_t size = out.size(), count = members.size();
    if (count >= full16 || at >= full32 || size >= full32) {
        put(out, end64_mark);
        put(out, end64_size - 12);
        put(out, made_by);
        put(out, version);
        put(out, std::uint64_t{0});  // disks
        put(out, count);
        put(out, count);
        put(out, size);
        put(out, at);
        put(out, locator_mark);
        put(out, std::uint32_t{0});
        put(out, at + size);
        put(out, std::uint32_t{1});
    }
    put(out, end_mark);
    put(out, std::uint32_t{0});  // disks
    for (int i = 0; i < 2; ++i) put(out, static_cast<std::uint16_t>(std::min<std::uint64_t>(count, full16)));
    put(out, static_cast<std::uint32_t>(std::min<std::uint64_t>(size, full32)));
    put(out, static_cast<std::uint32_t>(std::min<std::uint64_t>(at, full32)));
    put(out, std::uint16_t{0});  // comment
    return out;
}

std::uint64_t data_at(const ZipMember& member) {
    return member.at + local_size + member.name.size();
}

Result<std::map<std::string, ZipMember>> read_zip(const std::filesystem::path& path) {
    return ZipReading(path).read();
}

}  // namespace hocba::archive
