#include "archive/statement.h"

#include <fmt/format.h>

namespace hocba::archive {

tl::unexpected<Error> sqlite_failure(sqlite3* connection, const std::string& where) {
    const int code = connection != nullptr ? sqlite3_errcode(connection) & 0xFF : SQLITE_NOMEM;
    const std::string reason = connection != nullptr ? sqlite3_errmsg(connection) : "SQLite";
    const bool broken = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return fail(
        broken ? Fault::archive : Fault::io, where,
        {fmt::format("Danh mục của kho lưu trữ không dùng được: {}", reason),
         fmt::format("the archive's catalogue cannot be used: {}", reason)},
        broken ? Text{"Danh mục chỉ là bản suy ra: chạy `hocba archive rebuild`.",
                      "The catalogue is derived: run `hocba archive rebuild`."}
        : code == SQLITE_CANTOPEN
            ? Text{"Tệp danh mục mất thì chạy `hocba archive rebuild`; còn thì kiểm tra quyền truy cập.",
                   "If the catalogue is gone, run `hocba archive rebuild`; if not, check its "
                   "permissions."}
            : Text{"Kiểm tra ổ đĩa, quyền truy cập và chỗ trống rồi chạy lại.",
                   "Check the disk, its permissions and free space, then run the command again."});
}

StatementPtr Statements::take(const std::string& sql) {
    const std::lock_guard lock(mutex_);
    const auto found = idle_.find(sql);
    if (found == idle_.end()) return {};
    StatementPtr statement = std::move(found->second);
    idle_.erase(found);
    return statement;
}

void Statements::give_back(const std::string& sql, StatementPtr statement) {
    sqlite3_reset(statement.get());
    sqlite3_clear_bindings(statement.get());
    const std::lock_guard lock(mutex_);
    idle_.emplace(sql, std::move(statement));
}

Statement::Statement(sqlite3* connection, std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    note(sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &raw, nullptr));
    statement_.reset(raw);
}

Statement::Statement(Statements& pool, std::string sql)
    : pool_(&pool), sql_(std::move(sql)), statement_(pool.take(sql_)) {
    if (statement_) return;
    sqlite3_stmt* raw = nullptr;
    note(sqlite3_prepare_v3(pool.connection(), sql_.data(), static_cast<int>(sql_.size()),
                            SQLITE_PREPARE_PERSISTENT, &raw, nullptr));
    statement_.reset(raw);
}

Statement::~Statement() {
    if (pool_ != nullptr && statement_) pool_->give_back(sql_, std::move(statement_));
}

void Statement::note(int status) {
    if (!failed()) status_ = status;
}

Statement& Statement::text(std::string_view value) {
    note(sqlite3_bind_text(statement_.get(), next_++, value.data(), static_cast<int>(value.size()),
                           SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::blob(std::string_view value) {
    note(sqlite3_bind_blob(statement_.get(), next_++, value.data(), static_cast<int>(value.size()),
                           SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::integer(std::int64_t value) {
    note(sqlite3_bind_int64(statement_.get(), next_++, value));
    return *this;
}

bool Statement::step() {
    if (failed()) return false;
    status_ = sqlite3_step(statement_.get());
    return status_ == SQLITE_ROW;
}

std::string Statement::text_at(int column) const {
    return blob_at(column);
}

std::string Statement::blob_at(int column) const {
    const void* bytes = sqlite3_column_blob(statement_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

std::int64_t Statement::integer_at(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

}  // namespace hocba::archive
