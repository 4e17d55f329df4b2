#include "archive/catalogue_state.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "archive/fold.h"
#include "engine/base/bytes.h"

namespace hocba::archive {
namespace {

constexpr const char* schema = R"(
CREATE TABLE head(id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, root BLOB NOT NULL,
  documents INTEGER NOT NULL, events INTEGER NOT NULL);
CREATE TABLE member(name TEXT PRIMARY KEY, pack INTEGER NOT NULL, at INTEGER NOT NULL, size INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE leaf(leaf INTEGER PRIMARY KEY, manifest TEXT NOT NULL);
CREATE TABLE document(leaf INTEGER PRIMARY KEY, document BLOB NOT NULL, code TEXT NOT NULL, uuid TEXT NOT NULL,
  revision INTEGER NOT NULL, form TEXT NOT NULL, school TEXT NOT NULL, class TEXT NOT NULL,
  school_year TEXT NOT NULL, pupil_id TEXT NOT NULL, pupil_name TEXT NOT NULL, folded TEXT NOT NULL,
  record_digest BLOB NOT NULL, state TEXT NOT NULL, pdf BLOB NOT NULL, stored_s INTEGER NOT NULL,
  stored_offset INTEGER NOT NULL, UNIQUE(uuid, revision));
CREATE TABLE event(leaf INTEGER PRIMARY KEY, kind TEXT NOT NULL, about BLOB NOT NULL, successor BLOB NOT NULL,
  decision TEXT NOT NULL);
CREATE VIRTUAL TABLE name USING fts5(folded, content='document', content_rowid='leaf',
  tokenize='unicode61 remove_diacritics 0');
CREATE INDEX event_about ON event(about);
CREATE INDEX event_successor ON event(successor);
CREATE INDEX document_id ON document(document);
CREATE INDEX document_code ON document(code);
CREATE INDEX document_pupil ON document(pupil_id);
CREATE INDEX document_class ON document(school, school_year, class);
PRAGMA user_version = 4;
)";

constexpr std::int64_t schema_version = 4;

const Text rebuild_hint = {"Chạy `hocba archive rebuild`.", "Run `hocba archive rebuild`."};

tl::unexpected<Error> damaged_by(const Indexed& leaf) {
    return tl::unexpected(Error{Fault::archive, {second_entry(leaf)}});
}

bool reads_only(Catalogue::Mode mode) {
    return mode == Catalogue::Mode::read || mode == Catalogue::Mode::read_any;
}

bool creates(Catalogue::Mode mode) {
    return mode == Catalogue::Mode::create || mode == Catalogue::Mode::scratch;
}

/// A reader on a medium that nobody can write needs no shared memory (sqlite.org/uri.html, immutable).
std::string uri_of(const std::filesystem::path& path, Catalogue::Mode mode) {
    if (mode == Catalogue::Mode::scratch) return "";  // sqlite.org/inmemorydb.html, Temporary Databases
    std::string escaped;
    for (const char c : std::filesystem::absolute(path).string())
        escaped += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                                    : std::string(1, c);
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    const bool fixed = reads_only(mode) && ::access(folder.c_str(), W_OK) != 0;
    return fmt::format("file:{}{}", escaped, fixed ? "?immutable=1" : "");
}

int flags_of(Catalogue::Mode mode) {
    const int common = SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX;
    if (creates(mode)) return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    return common | (reads_only(mode) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
}

}  // namespace

Problem second_entry(const Indexed& leaf) {
    const Description& d = leaf.manifest.submission.description;
    return {
        fmt::format("log, entry {}", leaf.leaf),
        {fmt::format("Nhật ký có mục thứ hai cho UUID {}, lần sửa {} (mã học bạ {}); danh mục giữ mục đầu.",
                     d.uuid, d.revision, d.code),
         fmt::format("a second entry for the UUID {}, revision {} (document {}); the catalogue keeps the "
                     "first",
                     d.uuid, d.revision, d.code)},
        rebuild_hint};
}

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::~Catalogue() = default;

Result<std::unique_ptr<Catalogue>> Catalogue::open(const std::filesystem::path& path, Mode mode) {
    auto state = std::make_unique<State>();
    state->where = path.string();
    sqlite3* raw = nullptr;
    const int status = sqlite3_open_v2(uri_of(path, mode).c_str(), &raw, flags_of(mode), nullptr);
    state->connection.reset(raw);
    state->statements.emplace(raw);
    if (status != SQLITE_OK) return state->failure();
    sqlite3_busy_timeout(raw, 10000);
    const char* durable = mode == Mode::scratch ? "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF"
                                                : "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL";
    if (!reads_only(mode) && !state->run(durable)) return state->failure();
    if (creates(mode) && !state->run(schema)) return state->failure();
    Statement version(raw, "PRAGMA user_version");
    if (!version.step()) return state->failure();
    if (mode != Mode::read_any && version.integer_at(0) != schema_version)
        return fail(Fault::archive, path.string(),
                    {"Danh mục của kho lưu trữ thuộc phiên bản khác.",
                     "the archive's catalogue is of another version"},
                    rebuild_hint);
    return std::unique_ptr<Catalogue>(new Catalogue(std::move(state)));
}

Result<TreeHead> Catalogue::head() const {
    Statement row(*state_->statements, "SELECT size, root FROM head WHERE id = 1");
    if (row.step()) return TreeHead{static_cast<std::uint64_t>(row.integer_at(0)), row.blob_at(1)};
    if (row.failed()) return state_->failure();
    return TreeHead{};
}

Result<bool> Catalogue::is_taken(const Manifest& manifest) const {
    const Description& d = manifest.submission.description;
    auto old = unit(d.uuid, d.revision);
    if (!old) return forward(std::move(old));
    const bool same = *old && (*old)->description.document == d.document;
    if (manifest.kind == "renew") return !same || (*old)->state != "issued";
    if (manifest.kind == kConfirm)
        return !same || ((*old)->state != "unconfirmed" && (*old)->state != "confirmed");
    return *old && ((*old)->state != "pending" || !same);
}

Result<void> Catalogue::apply_event(const Indexed& leaf) {
    const Event& event = leaf.manifest.notice->event;
    Statement row(*state_->statements, "INSERT INTO event VALUES(?,?,?,?,?)");
    row.integer(static_cast<std::int64_t>(leaf.leaf)).text(leaf.manifest.kind).blob(event.document);
    row.blob(event.successor).text(citation(event)).step();
    if (row.failed()) return state_->failure();
    return {};
}

Result<void> Catalogue::apply_leaf(const Indexed& leaf, Added& added, std::vector<const Indexed*>* second) {
    Statements& db = *state_->statements;
    for (const auto& [name, location] : leaf.members) {
        Statement member(db, "INSERT OR REPLACE INTO member VALUES(?,?,?,?)");
        member.text(name).integer(location.pack).integer(static_cast<std::int64_t>(location.at));
        member.integer(static_cast<std::int64_t>(location.size)).step();
        if (member.failed()) return state_->failure();
    }
    Statement place(db, "INSERT INTO leaf VALUES(?,?)");
    place.integer(static_cast<std::int64_t>(leaf.leaf)).text(leaf.manifest_member).step();
    if (place.failed()) return state_->failure();
    const Manifest& m = leaf.manifest;
    if (m.notice) {
        ++added.events;
        return apply_event(leaf);
    }
    const Description& d = m.submission.description;
    auto taken = is_taken(m);
    if (!taken) return forward(std::move(taken));
    if (*taken && second == nullptr) return damaged_by(leaf);
    if (*taken) {
        second->push_back(&leaf);
        return {};
    }
    Statement unnamed(db,
                      "INSERT INTO name(name, rowid, folded) SELECT 'delete', leaf, folded FROM document "
                      "WHERE uuid=? AND revision=?");
    unnamed.text(d.uuid).integer(d.revision).step();
    Statement replaced(db, "DELETE FROM document WHERE uuid=? AND revision=?");  // pending, or renewed
    replaced.text(d.uuid).integer(d.revision).step();
    if (replaced.failed()) return state_->failure();
    added.documents -= sqlite3_changes(db.connection());
    Statement row(db, "INSERT INTO document VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    row.integer(static_cast<std::int64_t>(leaf.leaf)).blob(d.document).text(d.code).text(d.uuid);
    row.integer(d.revision).text(d.form).text(d.school).text(d.class_name).text(d.school_year);
    row.text(d.pupil_id).text(d.pupil_name).text(fold(d.pupil_name)).blob(d.record_digest);
    row.text(state_of(m.kind)).blob(m.pdf.sha256);
    row.integer(m.stored_at.unix_s).integer(m.stored_at.offset_min).step();
    Statement named(db, "INSERT INTO name(rowid, folded) VALUES(?,?)");
    named.integer(static_cast<std::int64_t>(leaf.leaf)).text(fold(d.pupil_name)).step();
    if (unnamed.failed() || row.failed() || named.failed()) return state_->failure();
    ++added.documents;
    return {};
}

Result<void> Catalogue::apply(const std::vector<Indexed>& leaves, const TreeHead& head,
                              std::vector<const Indexed*>* second) {
    if (!state_->run("BEGIN IMMEDIATE")) return state_->failure();
    Result<void> done;
    Added added;  // counted, not looked up: rows that were lost meanwhile must not be forgotten
    for (const Indexed& leaf : leaves)
        if (done) done = apply_leaf(leaf, added, second);
    if (done) {
        Statement row(
            *state_->statements,
            "INSERT OR REPLACE INTO head VALUES(1,?,?,coalesce((SELECT documents FROM head), 0) + ?,"
            "coalesce((SELECT events FROM head), 0) + ?)");
        row.integer(static_cast<std::int64_t>(head.size)).blob(head.root);
        row.integer(added.documents).integer(added.events).step();
        if (row.failed()) done = state_->failure();
    }
    if (done && !state_->run("COMMIT")) done = state_->failure();
    if (!done) state_->run("ROLLBACK");
    return done;
}

Result<void> Catalogue::is_whole() const {
    Statement row(*state_->statements,
                  "SELECT size = (SELECT count(*) FROM leaf) AND documents = (SELECT count(*) FROM document) "
                  "AND events = (SELECT count(*) FROM event) "
                  "AND documents = (SELECT count(*) FROM name_docsize) "
                  "FROM head WHERE id = 1");
    if (row.step() && row.integer_at(0) == 1) return {};
    if (row.failed()) return state_->failure();
    return fail(Fault::archive, state_->where,
                {"Danh mục thiếu hoặc thừa dòng so với số mục nó đã ghi nhận từ nhật ký.",
                 "the catalogue has fewer or more rows than the entries of the log that it acknowledged"},
                rebuild_hint);
}

Result<void> Catalogue::attach(const std::filesystem::path& path) {
    const std::string uri = uri_of(path, Mode::read);
    Statement other(*state_->statements, "ATTACH ? AS found");
    other.text(uri + (uri.find('?') == std::string::npos ? "?" : "&") + "mode=ro").step();
    if (other.failed()) return state_->failure();
    return {};
}

void Catalogue::detach() {
    state_->run("DETACH found");
}

sqlite3* Catalogue::connection() const {
    return state_->connection.get();
}

Result<std::optional<Location>> Catalogue::member(const std::string& name) const {
    Statement row(*state_->statements, "SELECT pack, at, size FROM member WHERE name = ?");
    if (row.text(name).step())
        return std::optional(Location{row.integer_at(0), static_cast<std::uint64_t>(row.integer_at(1)),
                                      static_cast<std::uint64_t>(row.integer_at(2))});
    if (row.failed()) return state_->failure();
    return std::optional<Location>();
}

Result<std::optional<std::string>> Catalogue::manifest(std::uint64_t leaf) const {
    Statement row(*state_->statements, "SELECT manifest FROM leaf WHERE leaf = ?");
    if (row.integer(static_cast<std::int64_t>(leaf)).step()) return std::optional(row.text_at(0));
    if (row.failed()) return state_->failure();
    return std::optional<std::string>();
}

Result<std::vector<std::uint64_t>> Catalogue::events(std::string_view document) const {
    Statement rows(*state_->statements,
                   "SELECT leaf FROM event WHERE about = ? OR successor = ? ORDER BY leaf");
    rows.blob(document).blob(document);
    std::vector<std::uint64_t> leaves;
    while (rows.step()) leaves.push_back(static_cast<std::uint64_t>(rows.integer_at(0)));
    if (rows.failed()) return state_->failure();
    return leaves;
}

Result<std::uint64_t> Catalogue::count() const {
    return state_->number("SELECT count(*) FROM main.document");
}

Result<std::uint64_t> Catalogue::leaves() const {
    return state_->number("SELECT count(*) FROM main.leaf");
}

}  // namespace hocba::archive
