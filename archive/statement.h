// SQLite in a few words: a connection, a statement, and their errors.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/base/handle.h"
#include "engine/base/result.h"

namespace hocba::archive {

using Connection = Handle<sqlite3, sqlite3_close_v2>;

/// SQLITE_CORRUPT and SQLITE_NOTADB are Fault::archive, all else Fault::io.
tl::unexpected<Error> sqlite_failure(sqlite3* connection, const std::string& where);

using StatementPtr = Handle<sqlite3_stmt, sqlite3_finalize>;

/// Prepared statements that are used again and again; several threads may take them. Goes before its connection.
class Statements {
  public:
    explicit Statements(sqlite3* connection) : connection_(connection) {}

    sqlite3* connection() const { return connection_; }
    /// Nothing if there is none at hand.
    StatementPtr take(const std::string& sql);
    void give_back(const std::string& sql, StatementPtr statement);

  private:
    sqlite3* connection_;
    std::mutex mutex_;
    std::multimap<std::string, StatementPtr> idle_;
};

/// A prepared statement, bound from left to right and stepped row by row.
class Statement {
  public:
    Statement(sqlite3* connection, std::string_view sql);
    /// From the pool, and back to it.
    Statement(Statements& pool, std::string sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& text(std::string_view value);
    Statement& blob(std::string_view value);
    Statement& integer(std::int64_t value);

    /// True while there is a row; false at the end or after an error (see `failed`).
    bool step();
    bool failed() const { return status_ != SQLITE_OK && status_ != SQLITE_ROW && status_ != SQLITE_DONE; }

    std::string text_at(int column) const;
    std::string blob_at(int column) const;
    std::int64_t integer_at(int column) const;

  private:
    void note(int status);

    Statements* pool_ = nullptr;
    std::string sql_;  // of the pool
    StatementPtr statement_;
    int next_ = 1;
    int status_ = SQLITE_OK;
};

}  // namespace hocba::archive
