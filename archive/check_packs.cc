// The pack half of the check: every byte belongs to a member, every member to a proven entry.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "archive/check.h"
#include "archive/fault.h"
#include "archive/leaves.h"
#include "archive/statement.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

/// A member or a gap, in the order of the pack.
struct Piece {
    Member member;  // of a gap: no name, `at` only
    std::string sha512;  // if it is asked for
    bool intact = false;
    Text fault = {};
};

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

Piece piece_of(const Found& found, Digests digests) {
    Piece piece{found.member, {}, found.named_rightly && found.padded_rightly};
    if (!found.named_rightly)
        piece.fault = {"Nội dung không khớp với tên (SHA-256).", "the bytes do not match the name (SHA-256)"};
    else if (!found.padded_rightly)
        piece.fault = {"Phần đệm sau thành phần này không toàn số 0.",
                       "the padding behind this member is not zero"};
    if (piece.intact && digests == Digests::both) piece.sha512 = sha512(found.bytes);
    return piece;
}

Piece gap_of(std::uint64_t at, std::uint64_t next) {
    Piece gap{{"", at, next - at}, {}, false};
    gap.fault = {fmt::format("Không có đầu mục tar hợp lệ; {} byte không đọc được.", next - at),
                 fmt::format("no lawful tar header; {} bytes cannot be read", next - at)};
    return gap;
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

/// Members that an entry names and did not bring: they must have come with another.
class Elsewhere {
  public:
    explicit Elsewhere(const Inspection& inspection) : db_(inspection.rows->connection()) {
        sqlite3_exec(db_,
                     "CREATE TEMP TABLE elsewhere(leaf INTEGER, code TEXT, member TEXT, sha512 BLOB, size INTEGER);"
                     "CREATE TEMP TABLE loose(name TEXT PRIMARY KEY, pack INTEGER, at INTEGER) WITHOUT ROWID",
                     nullptr, nullptr, nullptr);
    }

    void named(std::uint64_t leaf, const std::string& code, const Stored& stored) {
        Statement row(db_, "INSERT INTO elsewhere VALUES(?,?,?,?,?)");
        row.integer(static_cast<std::int64_t>(leaf)).text(code).text(stored.member()).blob(stored.sha512);
        row.integer(static_cast<std::int64_t>(stored.size)).step();
    }
    /// Intact, but of an entry that is not proven.
    void found(std::int64_t pack, const Member& member) {
        Statement row(db_, "INSERT OR REPLACE INTO loose VALUES(?,?,?)");
        row.text(member.name).integer(pack).integer(static_cast<std::int64_t>(member.at)).step();
    }
    Result<void> report(Inspection& inspection) const {
        Statement row(db_,
                      "SELECT e.leaf, e.code, e.member, e.sha512, e.size, coalesce(m.pack, l.pack), "
                      "coalesce(m.at, l.at) FROM elsewhere e LEFT JOIN main.member m ON m.name = e.member "
                      "LEFT JOIN loose l ON l.name = e.member ORDER BY 1");
        while (row.step())
            if (!is_there(inspection, row))
                inspection.add(fmt::format("log, entry {}", row.integer_at(0)),
                               {fmt::format("Thiếu bản nguyên vẹn của {}.", row.text_at(2)),
                                fmt::format("there is no intact {}", row.text_at(2))},
                               row.text_at(1));
        if (row.failed()) return sqlite_failure(db_, "check");
        return {};
    }

  private:
    static bool is_there(const Inspection& inspection, const Statement& row) {
        if (row.integer_at(5) == 0) return false;
        const auto found = read_member(inspection.storage, pack_path(row.integer_at(5)),
                                       static_cast<std::uint64_t>(row.integer_at(6)), UINT64_MAX);
        return found && *found && (*found)->member.name == row.text_at(2) &&
               (*found)->member.size == static_cast<std::uint64_t>(row.integer_at(4)) &&
               (inspection.digests == Digests::sha256 || sha512((*found)->bytes) == row.blob_at(3));
    }

    sqlite3* db_;
};

/// Goes through the packs as the log does.
class PackCheck {
  public:
    using Take = std::function<Result<void>(const Indexed&)>;
    PackCheck(Inspection& inspection, const Take& take)
        : inspection_(inspection), take_(take), elsewhere_(inspection) {}

    void leaf(std::uint64_t index, const LogEntry& entry) {
        if (entry.pack != pack_) turn_to(entry.pack);
        inspection_.reaches.push_back({index, entry.pack, entry.end});
        std::string manifest_bytes;
        const std::vector<Piece> pieces = walk(entry.end, manifest_bytes);
        auto manifest = prove(index, entry, manifest_bytes);
        report(pieces, manifest, manifest ? manifest->submission.description.code : code_in(manifest_bytes));
        if (manifest)
            index_members(index, std::move(*manifest), stored_of(manifest_bytes, ".json").member(), pieces);
        else
            for (const Piece& piece : pieces)
                if (piece.intact) elsewhere_.found(pack_, piece.member);
    }

    Result<void> finish() {
        leave();
        const auto names = inspection_.storage.list("store/open");
        if (!names) {
            inspection_.add("store/open", names.error().problems.front().what);
            return {};
        }
        for (const std::string& name : *names) {
            const auto number = pack_number(name);
            if (number && seen_.count(*number) == 0) {
                turn_to(*number);
                leave();
            } else if (!number) {
                inspection_.add("store/open/" + name,
                                {"Tệp lạ giữa các gói lưu trữ.", "a stranger among the packs"});
            }
        }
        if (!taken_) return taken_;
        return elsewhere_.report(inspection_);
    }

  private:
    void turn_to(std::int64_t number) {
        leave();
        pack_ = number;
        end_ = size_ = 0;
        const auto found = inspection_.storage.size(pack_path(number));
        if (found && *found) {
            size_ = **found;
            if (seen_.insert(number).second) inspection_.report.bytes += size_;
        } else if (seen_.insert(number).second) {
            inspection_.add(pack_path(number), {"Thiếu gói lưu trữ.", "the pack is missing"});
            inspection_.all_intact = false;
        }
    }

    /// What the pack has beyond the log, or lacks of it.
    void leave() {
        if (pack_ == 0 || (size_ == 0 && end_ == 0)) return;
        if (size_ < end_ && size_ > 0)
            inspection_.add(byte_of(pack_path(pack_), size_),
                            {fmt::format("Gói bị cắt ngắn; nhật ký ghi nhận đến byte {}.", end_),
                             fmt::format("the pack is cut short; the log reaches to byte {}", end_)});
        if (size_ > end_ && !inspection_.writing)
            inspection_.add(byte_of(pack_path(pack_), end_),
                            {fmt::format("{} byte nằm sau điểm kiểm tra của nhật ký.", size_ - end_),
                             fmt::format("{} bytes lie beyond the log's checkpoint", size_ - end_)});
        pack_ = 0;
    }

    /// The pieces up to where the leaf ends; the last, if it ends just there, is its manifest.
    std::vector<Piece> walk(std::uint64_t end, std::string& manifest_bytes) {
        const std::string path = pack_path(pack_);
        const std::uint64_t limit = std::min(size_, end);
        std::vector<Piece> pieces;
        for (std::uint64_t at = end_; at < limit;) {
            auto found = read_member(inspection_.storage, path, at, limit);
            if (!found) {
                inspection_.add(byte_of(path, at), found.error().problems.front().what);
                break;
            }
            pieces.push_back(*found ? piece_of(**found, inspection_.digests)
                                    : gap_of(at, resume(inspection_.storage, path, at, limit)));
            const Member& member = pieces.back().member;
            at = *found ? member.end() : at + member.size;
            if (*found && at == end) manifest_bytes = std::move((*found)->bytes);
        }
        end_ = std::max(end_, end);
        return pieces;
    }

    std::optional<Manifest> prove(std::uint64_t index, const LogEntry& entry, const std::string& bytes) {
        const std::string where = fmt::format("log, entry {}", index);
        if (bytes.empty()) {
            inspection_.add(where, {"Không tìm thấy bản mô tả của mục này trong gói lưu trữ.",
                                    "the manifest of this entry is not in the pack"});
            return {};
        }
        auto manifest = manifest_of(bytes, where);
        if (manifest && proves(entry, *manifest, bytes)) return std::move(*manifest);
        inspection_.add(where,
                        {"Bản mô tả của mục này không khớp với cam kết trong nhật ký.",
                         "the manifest of this entry does not match its commitment in the log"},
                        code_in(bytes));
        return {};
    }

    void report(const std::vector<Piece>& pieces, const std::optional<Manifest>& manifest,
                const std::string& code) {
        std::set<std::string> named;
        if (manifest)
            for (const Stored* stored : manifest->members()) named.insert(stored->member());
        for (const Piece& piece : pieces) {
            inspection_.all_intact = inspection_.all_intact && piece.intact;
            const std::string where = byte_of(pack_path(pack_), piece.member.at);
            const bool last = piece.member.end() == inspection_.reaches.back().end;
            if (!piece.intact)
                inspection_.add(where, piece.fault, code);
            else if (manifest && !last && named.count(piece.member.name) == 0)
                inspection_.add(where, {"Thành phần này không thuộc mục nào.", "this member belongs to no entry"},
                                code);
        }
    }

    void index_members(std::uint64_t index, Manifest manifest, std::string name,
                       const std::vector<Piece>& pieces) {
        ++inspection_.proven;
        for (const Stored* stored : manifest.members()) {
            const auto brought = [&](const Piece& piece) {
                return piece.intact && piece.member.name == stored->member() &&
                       piece.member.size == stored->size &&
                       (inspection_.digests == Digests::sha256 || piece.sha512 == stored->sha512);
            };
            if (std::none_of(pieces.begin(), pieces.end(), brought))
                elsewhere_.named(index, manifest.submission.description.code, *stored);
        }
        Indexed leaf{index, std::move(manifest), std::move(name), {}};
        for (const Piece& piece : pieces)
            if (piece.intact)
                leaf.members.emplace_back(piece.member.name,
                                          Location{pack_, piece.member.at, piece.member.size});
        if (taken_) taken_ = take_(leaf);
    }

    Inspection& inspection_;
    const Take& take_;
    Elsewhere elsewhere_;
    std::set<std::int64_t> seen_;
    std::int64_t pack_ = 0;
    std::uint64_t end_ = 0, size_ = 0;  // of the pack: what the log has reached, and what there is
    Result<void> taken_;
};

}  // namespace

Result<void> check_packs(Inspection& inspection, const std::function<Result<void>(const Indexed&)>& take) {
    PackCheck packs(inspection, take);
    each_line(inspection, [&](std::uint64_t index, const LogEntry& entry) { packs.leaf(index, entry); });
    return packs.finish();
}

}  // namespace hocba::archive
