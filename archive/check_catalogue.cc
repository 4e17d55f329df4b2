// The catalogue half of the check: the rows that log and packs call for, made in memory and compared.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "archive/check.h"
#include "archive/statement.h"

namespace hocba::archive {
namespace {

namespace fs = std::filesystem;

constexpr const char* place = "catalogue.db";

/// A row by its key, and on which side it is alone: on both if its other columns differ.
struct Difference {
    std::string key;
    bool wanted = false, found = false;
};

struct Table {
    const char *name, *key, *columns, *order;
};
constexpr Table schema_table = {"sqlite_master", "name", "type, name, tbl_name, sql", "1"};
constexpr Table document_table = {"document", "leaf", "*", "1"};
constexpr Table event_table = {"event", "leaf", "*", "1"};
constexpr Table leaf_table = {"leaf", "leaf", "*", "1"};
constexpr Table member_table = {"member", "name", "*", "1"};
constexpr Table head_table = {"head", "id", "*", "1"};

void add(Inspection& inspection, Text what, const std::string& document = {}) {
    what.vi += " Chạy `hocba archive rebuild`.";
    what.en += "; run `hocba archive rebuild`";
    inspection.add(place, std::move(what), document);
}

/// Rows of the one side that the other has not, by SQLite's own comparison of values and types.
Result<std::vector<Difference>> differences(const Catalogue& wanted, const Table& table) {
    const auto only = [&table](const char* here, const char* there, int side) {
        return fmt::format("SELECT {0}, {5} FROM (SELECT {1} FROM {3}.{2} EXCEPT SELECT {1} FROM {4}.{2})",
                           table.key, table.columns, table.name, here, there, side);
    };
    Statement rows(wanted.connection(),
                   only("main", "found", 0) + " UNION ALL " + only("found", "main", 1) + " ORDER BY 1");
    std::vector<Difference> all;
    while (rows.step()) {
        if (all.empty() || all.back().key != rows.text_at(0)) all.push_back({rows.text_at(0)});
        (rows.integer_at(1) == 0 ? all.back().wanted : all.back().found) = true;
    }
    if (rows.failed()) return sqlite_failure(wanted.connection(), place);
    return all;
}

Text sentence(const Table& table, const Difference& row) {
    const std::string at = fmt::format("{} {}", table.name, row.key);
    if (!row.found)
        return {fmt::format("Danh mục thiếu dòng \"{}\" mà nhật ký chứng minh.", at),
                fmt::format("the catalogue lacks the row \"{}\" that the log proves", at)};
    if (!row.wanted)
        return {fmt::format("Danh mục có dòng \"{}\" mà nhật ký không có.", at),
                fmt::format("the catalogue has a row \"{}\" that is not in the log", at)};
    return {fmt::format("Dòng \"{}\" của danh mục ghi khác với nhật ký và gói lưu trữ.", at),
            fmt::format("the row \"{}\" of the catalogue is not what log and packs say", at)};
}

/// What can be said for sure: all of it only while nobody writes and every entry and member is proven.
struct Judge {
    bool complete = false, writing = false;
    std::map<std::string, const Indexed*> leaves, members;

    const Indexed* owner(const Table& table, const std::string& key) const {
        const auto& all = std::string_view(table.name) == "member" ? members : leaves;
        const auto found = all.find(key);
        return found != all.end() ? found->second : nullptr;
    }
    bool is_sure(const Table& table, const Difference& row) const {
        if (complete) return true;
        const Indexed* leaf = owner(table, row.key);
        if (leaf == nullptr) return false;
        if (std::string_view(table.name) == "member") return !row.found;
        // A seal may have been replaced; an issue or a renewal too, by a renewal that was not read.
        const bool stays = leaf->manifest.kind == "issue" || leaf->manifest.notice;
        return row.found == row.wanted || (stays && !writing);
    }
};

void compare(Inspection& inspection, const Catalogue& wanted, const Judge& judge, const Table& table) {
    const auto rows = differences(wanted, table);
    if (!rows) return add(inspection, rows.error().problems.front().what);
    for (const Difference& row : *rows) {
        const Indexed* leaf = judge.owner(table, row.key);
        if (judge.is_sure(table, row))
            add(inspection, sentence(table, row),
                leaf != nullptr ? leaf->manifest.submission.description.code : "");
    }
}

/// An index that lost rows would hide documents that the tables still have.
Result<bool> is_sound(const Catalogue& wanted) {
    Statement row(wanted.connection(), "PRAGMA found.integrity_check(1)");
    if (!row.step()) return sqlite_failure(wanted.connection(), place);
    return row.text_at(0) == "ok";
}

void compare_all(Inspection& inspection, const Catalogue& wanted, const Judge& judge) {
    const auto sound = is_sound(wanted);
    if (!sound) return add(inspection, sound.error().problems.front().what);
    const auto schema = differences(wanted, schema_table);
    if (!*sound || !schema || !schema->empty())
        return add(inspection, {"Tệp danh mục hỏng hoặc có cấu trúc khác.",
                                "the catalogue's file is broken or of another structure"});
    for (const Table& table : {document_table, event_table, leaf_table, member_table})
        compare(inspection, wanted, judge, table);
    if (judge.complete) compare(inspection, wanted, judge, head_table);
}

/// How far the catalogue has come, and whether that was this log.
void check_head(Inspection& inspection, const TreeHead& known) {
    const std::uint64_t leaves = inspection.report.leaves;
    if (known.size > leaves && !inspection.writing)
        inspection.add(
            "log/checkpoint",
            {fmt::format("Nhật ký có {} mục, nhưng danh mục đã ghi nhận {} mục: nhật ký cũ hơn.", leaves,
                         known.size),
             fmt::format("the log has {} entries but the catalogue has acknowledged {}: the log is older",
                         leaves, known.size)});
    if (known.size < leaves && !inspection.writing)
        add(inspection,
            {fmt::format("Danh mục mới ghi nhận {} trong {} mục của nhật ký.", known.size, leaves),
             fmt::format("the catalogue knows {} of the log's {} entries", known.size, leaves)});
    if (known.size > leaves || !inspection.head || known.root.empty()) return;
    const Tree tree(inspection.storage, leaves);
    const auto now = tree.root(), then = tree.range(0, known.size);
    if (now && then && *now == inspection.head->root && *then != known.root)
        // Not for rebuild: perhaps it is the log that was exchanged (README, A commit).
        inspection.add(place,
                       {"Danh mục đã ghi nhận một lịch sử khác với nhật ký. Tìm bản sao nhật ký mới nhất.",
                        "the catalogue has acknowledged another history than the log's; look for the "
                        "newest copy of the log"});
}

Judge judge_of(const Inspection& inspection, const std::vector<Indexed>& leaves, const TreeHead& known) {
    Judge judge;
    judge.writing = inspection.writing;
    judge.complete = !inspection.writing && inspection.all_intact && known.size <= inspection.report.leaves &&
                     leaves.size() == known.size;
    for (const Indexed& leaf : leaves) {
        judge.leaves[std::to_string(leaf.leaf)] = &leaf;
        for (const auto& [name, location] : leaf.members) judge.members[name] = &leaf;
    }
    return judge;
}

Result<TreeHead> head_in(const fs::path& path) {
    const auto catalogue = Catalogue::open(path, Catalogue::Mode::read);
    if (!catalogue) return tl::unexpected(catalogue.error());
    return (*catalogue)->head();
}

}  // namespace

void check_catalogue(Inspection& inspection, const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return add(inspection, {"Thiếu danh mục.", "the catalogue is missing"});
    const auto known = head_in(path);
    if (!known) return add(inspection, known.error().problems.front().what);
    check_head(inspection, *known);
    auto wanted = Catalogue::open(path, Catalogue::Mode::memory);
    if (!wanted) return add(inspection, wanted.error().problems.front().what);
    std::vector<const Indexed*> second;
    std::vector<Indexed> leaves;
    for (const Indexed& leaf : inspection.proven)
        if (leaf.leaf < known->size) leaves.push_back(leaf);
    Result<void> made = (*wanted)->apply(leaves, *known, &second);
    if (made) made = (*wanted)->attach(path);
    if (!made) return add(inspection, made.error().problems.front().what);
    for (const Indexed* leaf : second) {
        const Problem problem = second_entry(*leaf);
        inspection.add(problem.where, problem.what, leaf->manifest.submission.description.code);
    }
    compare_all(inspection, **wanted, judge_of(inspection, leaves, *known));
}

}  // namespace hocba::archive
