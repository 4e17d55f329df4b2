// What a catalogue holds; for its own files alone.
#pragma once

#include <optional>
#include <string>

#include "archive/catalogue.h"
#include "archive/statement.h"

namespace hocba::archive {

struct Catalogue::State {
    std::string where;
    Connection connection;
    std::optional<Statements> statements;

    bool run(const char* sql) {
        return sqlite3_exec(connection.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    tl::unexpected<Error> failure() const { return sqlite_failure(connection.get(), where); }

    Result<std::uint64_t> number(const char* sql) const {
        Statement row(connection.get(), sql);
        if (!row.step()) return failure();
        return static_cast<std::uint64_t>(row.integer_at(0));
    }
};

}  // namespace hocba::archive
