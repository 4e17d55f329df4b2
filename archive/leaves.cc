#include "archive/leaves.h"

#include <fmt/format.h>

#include "archive/fault.h"

namespace hocba::archive {
namespace {

tl::unexpected<Error> unproven(const std::string& where) {
    return damaged(where, {"Nội dung gói lưu trữ ở chỗ này không khớp với nhật ký.",
                           "what the pack holds here is not what the log says"});
}

}  // namespace

std::string byte_of(const std::string& pack, std::uint64_t at) {
    return fmt::format("{}, byte {}", pack, at);
}

Result<Position> position_after(const Storage& storage, std::uint64_t size) {
    if (size == 0) return Position{};
    auto bytes = EntryReader(storage, size).read(size - 1);
    if (!bytes) return forward(std::move(bytes));
    auto entry = log_entry_of(*bytes, fmt::format("log, entry {}", size - 1));
    if (!entry) return forward(std::move(entry));
    return Position{entry->pack, entry->end};
}

Result<Found> LeafReader::member(const LogEntry& entry) {
    const std::string path = pack_path(entry.pack);
    auto found = read_member(storage_, path, position_.end, entry.end);
    if (!found) return forward(std::move(found));
    if (!*found) return unproven(byte_of(path, position_.end));
    if (!(*found)->named_rightly || !(*found)->padded_rightly)
        problems_.push_back({byte_of(path, position_.end),
                             {"Nội dung thành phần này không khớp với tên (SHA-256) của nó.",
                              "this member's bytes do not match its name (SHA-256)"}});
    position_.end = (*found)->member.end();
    return std::move(**found);
}

Result<Indexed> LeafReader::next(std::map<std::string, std::string>* contents) {
    auto bytes = entries_.read(next_);
    if (!bytes) return forward(std::move(bytes));
    auto entry = log_entry_of(*bytes, fmt::format("log, entry {}", next_));
    if (!entry) return forward(std::move(entry));
    if (entry->pack == position_.pack + 1) position_ = {entry->pack, 0};
    if (entry->pack != position_.pack || entry->end <= position_.end)
        return unproven(fmt::format("log, entry {}", next_));
    Indexed leaf;
    leaf.leaf = next_;
    while (true) {
        auto found = member(*entry);
        if (!found) return forward(std::move(found));
        const Member& m = found->member;
        leaf.members.emplace_back(m.name, Location{entry->pack, m.at, m.size});
        if (contents != nullptr) (*contents)[m.name] = found->bytes;
        if (m.end() < entry->end) continue;
        const std::string where = byte_of(pack_path(entry->pack), m.at);
        auto manifest = manifest_of(found->bytes, where);
        if (!manifest) return forward(std::move(manifest));
        if (!proves(*entry, *manifest, found->bytes)) return unproven(where);
        leaf.manifest = std::move(*manifest);
        leaf.manifest_member = m.name;
        ++next_;
        return leaf;
    }
}

}  // namespace hocba::archive
