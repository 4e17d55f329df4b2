// The documents of the catalogue: by what they are called, by their id, by their unit.
#include <fmt/format.h>

#include <algorithm>

#include "archive/catalogue_state.h"
#include "archive/fold.h"
#include "engine/base/bytes.h"

namespace hocba::archive {
namespace {

// A row is what its own leaf says; what happened to the document since is looked up among the events.
constexpr const char* columns =
    "SELECT leaf, document, code, uuid, revision, form, school, class, school_year, pupil_id, pupil_name, "
    "record_digest, coalesce((SELECT CASE kind WHEN 'revoke' THEN 'revoked' ELSE 'superseded' END "
    "  FROM event WHERE about = document.document AND kind IN ('revoke', 'supersede') "
    "  ORDER BY leaf LIMIT 1), state) AS now, pdf, stored_s, stored_offset, "
    "coalesce((SELECT decision FROM event WHERE about = document.document "
    "  AND kind IN ('revoke', 'supersede') ORDER BY leaf LIMIT 1), ''), "
    "coalesce((SELECT kind = 'hold' FROM event WHERE about = document.document "
    "  AND kind IN ('hold', 'release') ORDER BY leaf DESC LIMIT 1), 0) FROM document ";

Entry entry_at(const Statement& row) {
    Entry e;
    e.leaf = static_cast<std::uint64_t>(row.integer_at(0));
    Description& d = e.description;
    d.document = row.blob_at(1);
    d.code = row.text_at(2);
    d.uuid = row.text_at(3);
    d.revision = row.integer_at(4);
    d.form = row.text_at(5);
    d.school = row.text_at(6);
    d.class_name = row.text_at(7);
    d.school_year = row.text_at(8);
    d.pupil_id = row.text_at(9);
    d.pupil_name = row.text_at(10);
    d.record_digest = row.blob_at(11);
    e.state = row.text_at(12);
    e.pdf_sha256 = row.blob_at(13);
    e.stored_at = {row.integer_at(14), static_cast<int>(row.integer_at(15))};
    e.decision = row.text_at(16);
    e.held = row.integer_at(17) != 0;
    return e;
}

Result<std::vector<Entry>> all(Statement& rows, const Catalogue::State& state) {
    std::vector<Entry> found;
    while (rows.step()) found.push_back(entry_at(rows));
    if (rows.failed()) return state.failure();
    return found;
}

/// What people type as an FTS5 query: each word as it is folded, the last as the beginning of one.
std::string words_of(const std::string& name) {
    std::string query;
    std::string_view rest;
    const std::string folded = fold(name);
    for (rest = folded; !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        query += query.empty() ? "\"" : " \"";
        for (const char c : word) query += c == '"' ? "\"\"" : std::string(1, c);
        query += '"';
    }
    return query.empty() ? query : query + "*";
}

}  // namespace

Result<void> Catalogue::each(const Query& query,
                             const std::function<Result<void>(const Entry&)>& visit) const {
    const std::vector<std::pair<const char*, std::string>> conditions = {
        {"code = ?", crockford_code(query.code).value_or(query.code)},
        {"uuid = ?", query.uuid},
        {"pupil_id = ?", query.pupil_id},
        {"leaf IN (SELECT rowid FROM name WHERE name MATCH ?)", words_of(query.name)},
        {"school = ?", query.school},
        {"class = ?", query.class_name},
        {"school_year = ?", query.school_year},
        {"now = ?", query.state}};
    std::string sql = columns;
    sql += "WHERE 1";
    for (const auto& [condition, value] : conditions)
        if (!value.empty()) sql += fmt::format(" AND {}", condition);
    if (query.after) sql += fmt::format(" AND leaf > {}", *query.after);
    sql += " ORDER BY leaf";
    if (query.limit > 0) sql += fmt::format(" LIMIT {}", query.limit);
    Statement rows(state_->connection.get(), sql);
    for (const auto& [condition, value] : conditions)
        if (!value.empty()) rows.text(value);
    while (rows.step())
        if (auto seen = visit(entry_at(rows)); !seen) return seen;
    if (rows.failed()) return state_->failure();
    return {};
}

Result<std::vector<Entry>> Catalogue::find(const Query& query) const {
    std::vector<Entry> found;
    const auto done = each(query, [&found](const Entry& entry) {
        found.push_back(entry);
        return Result<void>();
    });
    if (!done) return tl::unexpected(done.error());
    return found;
}

Result<std::vector<Entry>> Catalogue::documents(std::string_view id_prefix) const {
    std::string last(id_prefix);
    last.resize(std::max<std::size_t>(last.size(), 33), '\xFF');  // an id has 32 bytes
    Statement rows(*state_->statements,
                   std::string(columns) + "WHERE document BETWEEN ? AND ? ORDER BY document, leaf LIMIT 2");
    rows.blob(id_prefix).blob(last);
    return all(rows, *state_);
}

Result<std::optional<Entry>> Catalogue::unit(const std::string& uuid, std::int64_t revision) const {
    Statement rows(*state_->statements, std::string(columns) + "WHERE uuid=? AND revision=?");
    rows.text(uuid).integer(revision);
    auto found = all(rows, *state_);
    if (!found) return forward(std::move(found));
    return found->empty() ? std::optional<Entry>() : std::optional(found->front());
}

Result<void> Catalogue::each(Which which, const std::function<Result<void>(const Entry&)>& visit) const {
    const char* condition = which == Which::exceptions
                                ? "WHERE state = 'pending' OR document IN "
                                  "(SELECT about FROM event WHERE kind IN ('revoke', 'supersede'))"
                                : "WHERE state NOT IN ('unconfirmed', 'confirmed')";
    Statement rows(*state_->statements, std::string(columns) + condition);
    while (rows.step())
        if (const auto seen = visit(entry_at(rows)); !seen) return seen;
    if (rows.failed()) return state_->failure();
    return {};
}

}  // namespace hocba::archive
