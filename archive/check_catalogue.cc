// The catalogue half of the check: the rows that log and packs call for, made again and compared.
#include <fmt/format.h>

#include <cstdlib>

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
    const char *name, *key, *columns;
    const char *wanted = "main.", *found = "found.";  // goes before the name
};
constexpr Table schema_table = {"sqlite_master", "name", "type, name, tbl_name, sql"};
constexpr Table document_table = {"document", "leaf", "*"};
constexpr Table event_table = {"event", "leaf", "*"};
constexpr Table leaf_table = {"leaf", "leaf", "*"};
constexpr Table member_table = {"member", "name", "*"};
constexpr Table name_table = {"name", "doc", "*", "temp.wanted_", "temp.found_"};
constexpr Table head_table = {"head", "id", "*"};

void add(Inspection& inspection, Text what, const std::string& document = {}) {
    what.vi += " Chạy `hocba archive rebuild`.";
    what.en += "; run `hocba archive rebuild`";
    inspection.add(place, std::move(what), document);
}

/// Rows of the one side that the other has not, by SQLite's own comparison of values and types.
Result<std::vector<Difference>> differences(const Catalogue& wanted, const Table& table) {
    const auto only = [&table](const char* here, const char* there, int side) {
        return fmt::format("SELECT {0}, {5} FROM (SELECT {1} FROM {3}{2} EXCEPT SELECT {1} FROM {4}{2})",
                           table.key, table.columns, table.name, here, there, side);
    };
    Statement rows(wanted.connection(), only(table.wanted, table.found, 0) + " UNION ALL " +
                                            only(table.found, table.wanted, 1) + " ORDER BY 1");
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
    const Inspection& inspection;
    bool complete = false;

    /// The proven leaf that a row comes from, with its manifest.
    std::optional<Manifest> owner(const Table& table, const std::string& key) const {
        std::optional<std::uint64_t> leaf;
        if (std::string_view(table.name) == "member") {
            const auto location = inspection.rows->member(key);
            if (location && *location) leaf = inspection.leaf_at((*location)->pack, (*location)->at);
        } else {
            leaf = std::strtoull(key.c_str(), nullptr, 10);
        }
        return leaf ? inspection.manifest_at(*leaf) : std::nullopt;
    }
    bool is_sure(const Table& table, const Difference& row, const std::optional<Manifest>& leaf) const {
        if (complete) return true;
        if (!leaf) return false;
        if (std::string_view(table.name) == "member") return !row.found;
        // A seal may have been replaced; an issue or a renewal too, by a renewal that was not read.
        const bool stays = leaf->kind == "issue" || leaf->notice;
        return row.found == row.wanted || (stays && !inspection.writing);
    }
};

void compare_rows(Inspection& inspection, const Judge& judge, const Table& table) {
    const auto rows = differences(*inspection.rows, table);
    if (!rows) return add(inspection, rows.error().problems.front().what);
    for (const Difference& row : *rows) {
        const auto leaf = judge.owner(table, row.key);
        if (judge.is_sure(table, row, leaf))
            add(inspection, sentence(table, row), leaf ? leaf->submission.description.code : "");
    }
}

/// An index that lost rows would hide documents that the tables still have.
Result<bool> is_sound(const Catalogue& wanted) {
    Statement row(wanted.connection(), "PRAGMA found.integrity_check(1)");
    if (!row.step()) return sqlite_failure(wanted.connection(), place);
    return row.text_at(0) == "ok";
}

void compare_all(Inspection& inspection, const Judge& judge) {
    const auto sound = is_sound(*inspection.rows);
    if (!sound) return add(inspection, sound.error().problems.front().what);
    const auto schema = differences(*inspection.rows, schema_table);
    if (!*sound || !schema || !schema->empty())
        return add(inspection, {"Tệp danh mục hỏng hoặc có cấu trúc khác.",
                                "the catalogue's file is broken or of another structure"});
    // The words of names, which FTS5 keeps in tables of its own.
    sqlite3_exec(inspection.rows->connection(),
                 "CREATE VIRTUAL TABLE temp.wanted_name USING fts5vocab(main, name, instance);"
                 "CREATE VIRTUAL TABLE temp.found_name USING fts5vocab(found, name, instance)",
                 nullptr, nullptr, nullptr);
    for (const Table& table : {document_table, event_table, leaf_table, member_table, name_table})
        compare_rows(inspection, judge, table);
    if (judge.complete) compare_rows(inspection, judge, head_table);
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

Result<TreeHead> head_in(const fs::path& path) {
    const auto catalogue = Catalogue::open(path, Catalogue::Mode::read);
    if (!catalogue) return tl::unexpected(catalogue.error());
    return (*catalogue)->head();
}

}  // namespace

CatalogueCheck::CatalogueCheck(Inspection& inspection, const fs::path& path)
    : inspection_(inspection), path_(path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        add(inspection, {"Thiếu danh mục.", "the catalogue is missing"});
    } else if (const auto known = head_in(path); !known) {
        add(inspection, known.error().problems.front().what);
    } else {
        check_head(inspection, *known);
        known_ = *known;
    }
}

Result<void> CatalogueCheck::take(const Indexed& leaf) {
    // As far as the archive's catalogue has come, no further, and then on.
    if (known_ && !compared_ && leaf.leaf >= known_->size) compare();
    if (leaf.manifest.notice) check_event(inspection_, leaf);
    std::vector<const Indexed*> second;
    if (auto done = inspection_.rows->apply({leaf}, {leaf.leaf + 1, {}}, &second); !done) return done;
    if (second.empty()) return {};
    const Problem problem = second_entry(leaf);
    inspection_.add(problem.where, problem.what, leaf.manifest.submission.description.code);
    return {};
}

void CatalogueCheck::compare() {
    compared_ = true;
    const auto rows = inspection_.rows->leaves();
    const bool complete = !inspection_.writing && inspection_.all_intact && rows && *rows == known_->size;
    Result<void> ready = inspection_.rows->apply({}, *known_);
    if (ready) ready = inspection_.rows->attach(path_);
    if (!ready) return add(inspection_, ready.error().problems.front().what);
    compare_all(inspection_, {inspection_, complete});
    inspection_.rows->detach();
}

Result<void> CatalogueCheck::finish() {
    if (known_ && !compared_) compare();
    auto documents = inspection_.rows->count();
    if (!documents) return forward(std::move(documents));
    inspection_.report.documents = *documents;
    return {};
}

}  // namespace hocba::archive
