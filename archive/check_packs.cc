// The pack half of the check: every byte belongs to a member, every member to a proven entry.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "archive/check.h"
#include "archive/fault.h"
#include "archive/leaves.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

/// A member or a gap, in the order of the pack.
struct Piece {
    std::int64_t pack = 0;
    Member member;  // of a gap: no name, `at` only
    std::string sha512;
    bool intact = false;
    Text fault = {};
    std::string document = {};
};

struct Seen {
    std::vector<Piece> pieces;
    std::map<std::pair<std::int64_t, std::uint64_t>, std::string> manifests;  // pack and end → bytes
    std::map<std::uint64_t, Manifest> proven;                                 // by leaf
    std::map<std::uint64_t, std::string> codes;                               // by leaf, also of the unproven
};

/// The leaf that brought the bytes at that place: the first that ends behind it.
const CheckedLeaf* leaf_at(const Inspection& inspection, std::int64_t pack, std::uint64_t at) {
    const auto found = std::partition_point(
        inspection.leaves.begin(), inspection.leaves.end(), [&](const CheckedLeaf& leaf) {
            return leaf.entry.pack < pack || (leaf.entry.pack == pack && leaf.entry.end <= at);
        });
    if (found != inspection.leaves.end() && found->entry.pack != pack) return nullptr;
    return found == inspection.leaves.end() ? nullptr : &*found;
}

/// Where the next canonical header begins; `limit` if there is none.
std::uint64_t resume(const Storage& storage, const std::string& pack, std::uint64_t at, std::uint64_t limit) {
    for (at += tar_block; at < limit; at += tar_block) {
        const auto header = storage.read(pack, at, tar_block);
        if (!header) return limit;
        const auto member = parse_tar_header(*header, at);
        if (member && member->end() <= limit) return at;
    }
    return limit;
}

void note_member(Seen& seen, std::int64_t pack, Found found, bool is_manifest) {
    Piece piece{pack, found.member, {}, found.named_rightly && found.padded_rightly};
    if (!found.named_rightly)
        piece.fault = {"Nội dung không khớp với tên (SHA-256).", "the bytes do not match the name (SHA-256)"};
    else if (!found.padded_rightly)
        piece.fault = {"Phần đệm sau thành phần này không toàn số 0.",
                       "the padding behind this member is not zero"};
    if (piece.intact) piece.sha512 = sha512(found.bytes);
    if (is_manifest) seen.manifests[{pack, found.member.end()}] = std::move(found.bytes);
    seen.pieces.push_back(std::move(piece));
}

void walk(Inspection& inspection, Seen& seen, std::int64_t pack, std::uint64_t limit) {
    const std::string path = pack_path(pack);
    std::set<std::uint64_t> ends;
    for (const CheckedLeaf& leaf : inspection.leaves)
        if (leaf.entry.pack == pack) ends.insert(leaf.entry.end);
    for (std::uint64_t at = 0; at < limit;) {
        auto found = read_member(inspection.storage, path, at, limit);
        if (!found) return inspection.add(byte_of(path, at), found.error().problems.front().what);
        if (*found) {
            const std::uint64_t end = (*found)->member.end();
            note_member(seen, pack, std::move(**found), ends.count(end) != 0);
            at = end;
            continue;
        }
        const std::uint64_t next = resume(inspection.storage, path, at, limit);
        Piece gap{pack, {"", at, next - at}, {}, false};
        gap.fault = {fmt::format("Không có đầu mục tar hợp lệ; {} byte không đọc được.", next - at),
                     fmt::format("no lawful tar header; {} bytes cannot be read", next - at)};
        seen.pieces.push_back(std::move(gap));
        at = next;
    }
}

/// How far the log reaches into a pack; nothing if no readable leaf is in it.
std::uint64_t committed_end(const Inspection& inspection, std::int64_t pack) {
    std::uint64_t end = 0;
    for (const CheckedLeaf& leaf : inspection.leaves)
        if (leaf.entry.pack == pack) end = std::max(end, leaf.entry.end);
    return end;
}

void check_pack(Inspection& inspection, Seen& seen, std::int64_t number) {
    const std::string path = pack_path(number);
    const auto found = inspection.storage.size(path);
    if (!found || !*found) return inspection.add(path, {"Thiếu gói lưu trữ.", "the pack is missing"});
    const std::uint64_t size = **found, end = committed_end(inspection, number);
    inspection.report.bytes += size;
    if (size < end)
        inspection.add(byte_of(path, size),
                       {fmt::format("Gói bị cắt ngắn; nhật ký ghi nhận đến byte {}.", end),
                        fmt::format("the pack is cut short; the log reaches to byte {}", end)});
    walk(inspection, seen, number, std::min(size, end));
    if (size > end && !inspection.writing)
        inspection.add(byte_of(path, end),
                       {fmt::format("{} byte nằm sau điểm kiểm tra của nhật ký.", size - end),
                        fmt::format("{} bytes lie beyond the log's checkpoint", size - end)});
}

/// A code that a damaged manifest still tells twice, as code and as document id.
std::string code_in(const std::string& bytes) {
    const auto value = [&bytes](std::string_view name, std::size_t size) {
        const std::size_t at = bytes.find(name);
        return at == std::string::npos ? std::string() : bytes.substr(at + name.size(), size);
    };
    const auto id = from_hex(value("\"document\":\"", 64));
    const std::string code = value("\"code\":\"", 12);
    return id && id->size() == 32 && crockford60(*id) == code ? code : "";
}

void prove_manifests(Inspection& inspection, Seen& seen) {
    std::set<std::string> documents;
    for (const CheckedLeaf& leaf : inspection.leaves) {
        const auto found = seen.manifests.find({leaf.entry.pack, leaf.entry.end});
        const std::string where = fmt::format("log, entry {}", leaf.index);
        if (found == seen.manifests.end()) {
            inspection.add(where, {"Không tìm thấy bản mô tả của mục này trong gói lưu trữ.",
                                   "the manifest of this entry is not in the pack"});
            continue;
        }
        auto manifest = manifest_of(found->second, where);
        if (manifest && proves(leaf.entry, *manifest, found->second)) {
            documents.insert(manifest->submission.description.document);
            seen.codes[leaf.index] = manifest->submission.description.code;
            seen.proven.emplace(leaf.index, std::move(*manifest));
            continue;
        }
        seen.codes[leaf.index] = code_in(found->second);
        inspection.add(where,
                       {"Bản mô tả của mục này không khớp với cam kết trong nhật ký.",
                        "the manifest of this entry does not match its commitment in the log"},
                       seen.codes[leaf.index]);
    }
    inspection.report.documents = documents.size();
}

/// The members that a proven manifest names must be there, whole, with both digests.
void check_named(Inspection& inspection, const Seen& seen, const std::map<std::string, const Piece*>& good) {
    for (const auto& [leaf, manifest] : seen.proven)
        for (const Stored* stored : manifest.members()) {
            const auto found = good.find(stored->member());
            if (found != good.end() && found->second->sha512 == stored->sha512 &&
                found->second->member.size == stored->size)
                continue;
            inspection.add(fmt::format("log, entry {}", leaf),
                           {fmt::format("Thiếu bản nguyên vẹn của {}.", stored->member()),
                            fmt::format("there is no intact {}", stored->member())},
                           manifest.submission.description.code);
        }
}

void report_pieces(Inspection& inspection, const Seen& seen) {
    std::set<std::string> named;
    for (const auto& [leaf, manifest] : seen.proven)
        for (const Stored* stored : manifest.members()) named.insert(stored->member());
    for (const Piece& piece : seen.pieces) {
        const CheckedLeaf* leaf = leaf_at(inspection, piece.pack, piece.member.at);
        const auto code = leaf != nullptr ? seen.codes.find(leaf->index) : seen.codes.end();
        const std::string document = code != seen.codes.end() ? code->second : "";
        const std::string where = byte_of(pack_path(piece.pack), piece.member.at);
        const bool manifest = leaf != nullptr && leaf->entry.end == piece.member.end();
        if (!piece.intact)
            inspection.add(where, piece.fault, document);
        else if (leaf != nullptr && seen.proven.count(leaf->index) != 0 && !manifest &&
                 named.count(piece.member.name) == 0)
            inspection.add(where, {"Thành phần này không thuộc mục nào.", "this member belongs to no entry"},
                           document);
    }
}

/// For the catalogue: what each proven entry brought.
void collect_proven(Inspection& inspection, const Seen& seen) {
    std::map<std::uint64_t, Indexed> leaves;
    for (const auto& [index, manifest] : seen.proven) leaves[index] = {index, manifest, {}, {}};
    for (const Piece& piece : seen.pieces) {
        inspection.all_intact = inspection.all_intact && piece.intact;
        const CheckedLeaf* leaf = leaf_at(inspection, piece.pack, piece.member.at);
        const auto found = leaf != nullptr ? leaves.find(leaf->index) : leaves.end();
        if (!piece.intact || found == leaves.end()) continue;
        const Member& m = piece.member;
        found->second.members.emplace_back(m.name, Location{piece.pack, m.at, m.size});
        if (m.end() == leaf->entry.end) found->second.manifest_member = m.name;
    }
    for (auto& [index, leaf] : leaves) inspection.proven.push_back(std::move(leaf));
}

}  // namespace

void check_packs(Inspection& inspection) {
    std::set<std::int64_t> numbers;
    for (const CheckedLeaf& leaf : inspection.leaves) numbers.insert(leaf.entry.pack);
    const auto names = inspection.storage.list("store/open");
    if (!names) return inspection.add("store/open", names.error().problems.front().what);
    for (const std::string& name : *names) {
        const auto number = pack_number(name);
        if (number)
            numbers.insert(*number);
        else
            inspection.add("store/open/" + name,
                           {"Tệp lạ giữa các gói lưu trữ.", "a stranger among the packs"});
    }
    Seen seen;
    for (const std::int64_t number : numbers) check_pack(inspection, seen, number);
    prove_manifests(inspection, seen);
    std::map<std::string, const Piece*> good;
    collect_proven(inspection, seen);
    for (const Piece& piece : seen.pieces)
        if (piece.intact) good.emplace(piece.member.name, &piece);
    check_named(inspection, seen, good);
    report_pieces(inspection, seen);
}

}  // namespace hocba::archive
