// What schools have, CSV and TSV sheets, as records: a mapping says which column is which member of the
// record.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/record/record.h"

namespace hocba::exchange {

/// Words of a sheet and what they mean: "Hoàn thành tốt" → "T". Compared after NFC, case and white space
/// aside.
using Words = std::map<std::string, Json>;

/// A value of every record (or, in a sheet, of every pupil who stands there) unless a cell says otherwise.
struct Constant {
    std::string to;  // as Column::to
    Json value;
    std::string where;  // in the mapping: "nhap.toml:12:1"
};

struct Column {
    std::string header;  // "Họ và tên"; "Học kì I / Điểm" under a header of two rows
    std::string to;      // "pupil.name", "years.last.subjects.toan.test"
    Words words = {};
    std::optional<std::string> join = {};  // between columns that go to the same member: "Họ đệm", "Tên"
    bool capitals = false;                 // TCVN3: each word begins with a capital
    std::string where = {};
};

/// One file. The first sheet is that of the pupils; each other is joined to it by its key.
struct SheetMapping {
    std::filesystem::path file;
    std::string key;        // header of the column that says whose row it is
    std::string encoding;   // see encoding.h; empty: Unicode
    char delimiter = '\0';  // ',' ';' '\t'; '\0': found from the header
    std::vector<Column> columns;
    std::vector<Constant> constants;
    std::string where;
    std::string under = {};  // what the places of its columns begin with: "years.last.subjects.toan"
    std::string under_where = {};
};

struct Mapping {
    std::string file;
    std::vector<Constant> constants;
    Words words;  // of every column that has a choice of values
    std::vector<SheetMapping> sheets;
    bool by_given_name = false;  // else in the order of the first sheet
};

/// A row that did not become part of a record, and why; a row with several problems occurs once for each.
struct Rejected {
    std::string file;
    std::size_t line = 0;
    Problem problem;
    std::vector<std::string> cells;
};

struct Import {
    std::vector<std::string> records;  // canonical JSON, valid for the schema
    std::vector<Rejected> rejected;
    std::size_t pupils = 0;          // of the first sheet, with those rejected
    std::size_t unmatched_rows = 0;  // of the other sheets: rejected rows that are no pupil's
    std::vector<Problem> remarks;    // what was normalised or left out
};

/// The `lookup_uuid` of the pupil with that key.
using Identify = std::function<std::string(const std::string& key)>;

/// The record that the constants alone make, to choose a form by.
Json constants_of(const Mapping& mapping);

/// Fault::usage for a mapping that does not fit the schema, Fault::io for a file that cannot be read,
/// Fault::record for one that is no sheet with these columns; a bad row is in `rejected`, the others go on.
/// Without `identify` a UUID must come from a column. Places are file:line:column (header).
Result<Import> import_sheets(const Mapping& mapping, const record::Schema& schema,
                             const Identify& identify = {});

/// The rejected rows as CSV for a spreadsheet: file, line, place, problem, hint, and the row as it was; a
/// cell that a spreadsheet would take for a formula gets an apostrophe.
std::string rejected_csv(const std::vector<Rejected>& rejected, bool vietnamese);

/// UUIDs (version 4) that were given to pupils, so that the same pupil has the same one the next time.
class UuidLedger {
  public:
    /// `bytes` as `csv()` wrote them, or nothing. Fault::record if they are something else.
    static Result<UuidLedger> parse(std::string_view bytes, const std::string& place);
    /// The pupil's; a new one is made of 16 random bytes.
    std::string of(const std::string& key, const std::function<std::string()>& random);
    std::string csv() const;
    std::size_t added() const { return added_; }
    std::size_t size() const { return uuids_.size(); }

  private:
    std::map<std::string, std::string> uuids_;
    std::size_t added_ = 0;
};

/// Fault::record if the bytes are a workbook of Excel: those are converted first.
Result<void> not_a_workbook(std::string_view bytes, const std::string& name);

/// Names that `SheetMapping::encoding` knows.
const std::vector<std::string>& encoding_names();

}  // namespace hocba::exchange
