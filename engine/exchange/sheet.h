// One file with its header found: columns by name, rows with a key.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/exchange/csv.h"
#include "engine/exchange/import.h"

namespace hocba::exchange {

struct Sheet {
    const SheetMapping* mapping = nullptr;
    std::string name;                  // as messages call it
    std::vector<std::string> headers;  // of every column, as written
    std::size_t key = 0;               // its column
    std::vector<std::size_t> columns;  // of mapping->columns
    std::vector<Row> rows;             // below the header, without empty ones
    std::size_t header_line = 0;

    /// "hoc-sinh.csv:12:3 (Ngày sinh)"; columns count from 1.
    std::string place(const Row& row, std::size_t column) const;
    /// "" beyond the end of a short row; tidy.
    std::string text(const Row& row, std::size_t column) const;
    /// Headers of columns that say something and that nothing is mapped from.
    std::vector<std::string> unused() const;
};

/// The row among the first 50 that holds most of the mapping's names is the header; titles may stand above
/// it. Under a header of two rows a name may be written "Học kì I / Điểm", under a merged cell "ĐĐGtx [2]".
Result<Sheet> open_sheet(const SheetMapping& mapping);
/// The same of bytes; `name` in messages.
Result<Sheet> read_sheet(std::string_view bytes, const SheetMapping& mapping, const std::string& name);

}  // namespace hocba::exchange
