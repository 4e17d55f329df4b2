// The list that comes with scans of paper: a sheet of pupils, years and files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/geometry.h"
#include "engine/base/result.h"

namespace hocba::exchange {

/// One row, read as far as it can be; what cannot be read, or is missing, is in `problems`.
struct ScanRow {
    std::string where;  // "pupils.csv:12"
    std::string pupil_id, name;
    std::string born;                // ISO date
    std::vector<std::string> years;  // "2012-2013", ascending
    std::string class_name, school;
    std::vector<std::string> files;    // names or patterns
    std::optional<std::int64_t> page;  // of the one sheet that the row is about
    std::string scanned_by;
    std::string scanned_at;     // ISO date
    std::optional<Size> paper;  // of a page
    std::vector<Problem> problems;
};

struct ScanList {
    std::vector<ScanRow> rows;
    std::vector<std::string> unused;  // headers that say nothing here
};

/// Columns by their heading, Vietnamese or English, in any order; titles may stand above (docs/so-hoa.md).
/// Needed are "Họ và tên", "Năm học", and in every row "Mã định danh" or "Ngày sinh". Fault::record if these
/// columns are not there or the bytes are no sheet.
Result<ScanList> read_scan_list(std::string_view bytes, const std::string& name);

/// For spreadsheets: UTF-8 with a byte order mark, and no cell that would be taken for a formula.
std::string csv_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace hocba::exchange
