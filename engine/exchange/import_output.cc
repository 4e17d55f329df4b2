// What an import leaves beside the records: the rejected rows, and the UUIDs that were given.
#include <fmt/format.h>

#include "engine/base/csv_line.h"
#include "engine/base/uuid.h"
#include "engine/exchange/csv.h"
#include "engine/exchange/encoding.h"
#include "engine/exchange/import.h"
#include "engine/exchange/scan_list.h"
#include "engine/exchange/sheet.h"

namespace hocba::exchange {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";  // Excel takes CSV without it for Windows-1258
constexpr const char* kKey = "Mã học sinh";
constexpr const char* kUuid = "Mã tra cứu học bạ (UUID)";

/// A spreadsheet would take these for formulas and run them.
std::string no_formula(const std::string& cell) {
    const bool formula =
        !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
    return formula ? "'" + cell : cell;
}

}  // namespace

std::string rejected_csv(const std::vector<Rejected>& rejected, bool vietnamese) {
    const auto say = [&](const Text& text) { return vietnamese ? text.vi : text.en; };
    std::string csv(kMark);
    csv += csv_line({say({"Tệp", "File"}), say({"Dòng", "Line"}), say({"Chỗ", "Place"}),
                     say({"Lỗi", "Problem"}), say({"Cần làm", "What to do"}), say({"Dòng gốc", "The row"})});
    for (const Rejected& row : rejected) {
        std::vector<std::string> cells{row.file, std::to_string(row.line), row.problem.where,
                                       say(row.problem.what), say(row.problem.hint)};
        for (const std::string& cell : row.cells) cells.push_back(no_formula(cell));
        csv += csv_line(cells);
    }
    return csv;
}

std::string csv_table(const std::vector<std::vector<std::string>>& rows) {
    std::string csv(kMark);
    for (const auto& row : rows) {
        std::vector<std::string> cells;
        for (const std::string& cell : row) cells.push_back(no_formula(cell));
        csv += csv_line(cells);
    }
    return csv;
}

Result<UuidLedger> UuidLedger::parse(std::string_view bytes, const std::string& place) {
    UuidLedger ledger;
    if (bytes.empty()) return ledger;
    SheetMapping mapping;
    mapping.key = kKey;
    mapping.columns = {{kUuid, "lookup_uuid"}};
    const Result<Sheet> sheet = read_sheet(bytes, mapping, place);
    if (!sheet) return tl::unexpected(sheet.error());
    for (const Row& row : sheet->rows) {
        const std::string key = sheet->text(row, sheet->key), uuid = sheet->text(row, sheet->columns[0]);
        if (row.damage || key.empty() || uuid.size() != 36 || !ledger.uuids_.emplace(key, uuid).second)
            return fail(Fault::record, fmt::format("{}:{}", place, row.line),
                        {"Dòng này không phải một mã học sinh và một mã tra cứu riêng",
                         "this line is not one key and one UUID of its own"},
                        {"Khôi phục tệp này từ bản sao: mã đã cấp không được đổi",
                         "restore the file from a copy: UUIDs that were given must not change"});
    }
    return ledger;
}

std::string UuidLedger::of(const std::string& key, const std::function<std::string()>& random) {
    const auto found = uuids_.find(key);
    if (found != uuids_.end()) return found->second;
    ++added_;
    return uuids_[key] = uuid4_of(random());
}

std::string UuidLedger::csv() const {
    std::string csv(kMark);
    csv += csv_line({kKey, kUuid});
    for (const auto& [key, uuid] : uuids_) csv += csv_line({key, uuid});
    return csv;
}

}  // namespace hocba::exchange
