#include "engine/exchange/scan_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "engine/exchange/encoding.h"
#include "engine/exchange/mapping_value.h"
#include "engine/exchange/sheet.h"
#include "engine/exchange/sheet_text.h"

namespace hocba::exchange {
namespace {

enum Field { kPupil, kName, kBorn, kYears, kClass, kSchool, kFiles, kPage, kBy, kAt, kPaper, kFields };

/// What each column may be called; the first name is the one that complaints use.
const std::array<std::vector<std::string>, kFields> kHeadings = {{
    {"Mã định danh", "Mã định danh cá nhân", "Số định danh cá nhân", "Mã học sinh", "pupil_id", "pupil"},
    {"Họ và tên", "Họ tên", "Họ và tên học sinh", "Tên học sinh", "name"},
    {"Ngày sinh", "Ngày, tháng, năm sinh", "born"},
    {"Năm học", "school_year", "year"},
    {"Lớp", "class"},
    {"Mã trường", "school"},
    {"Tệp", "Tệp quét", "Tên tệp", "files", "file"},
    {"Trang", "page"},
    {"Người quét", "scanned_by", "operator"},
    {"Ngày quét", "scanned_at"},
    {"Khổ giấy", "Khổ giấy (mm)", "paper"},
}};

constexpr std::size_t kHeaderWithin = 50;

/// Every cell of the first rows as a heading, whatever parts the cells.
std::set<std::string> possible_headings(std::string_view text) {
    std::set<std::string> found;
    for (const char delimiter : {',', ';', '\t'})
        for (const Row& row : parse_csv(text, delimiter, kHeaderWithin))
            for (const Cell& cell : row.cells) found.insert(folded(cell.text));
    return found;
}

/// "2012-2013": two years, one after the other.
std::optional<std::string> school_year(std::string text) {
    for (const char* dash : {"–", "—", "/"})
        for (std::size_t at = text.find(dash); at != text.npos; at = text.find(dash))
            text.replace(at, std::string_view(dash).size(), "-");
    std::erase(text, ' ');
    int first = 0, second = 0;
    const char* end = text.data() + text.size();
    if (text.size() != 9 || text[4] != '-') return std::nullopt;
    if (std::from_chars(text.data(), text.data() + 4, first).ptr != text.data() + 4) return std::nullopt;
    if (std::from_chars(text.data() + 5, end, second).ptr != end) return std::nullopt;
    return first > 1900 && second == first + 1 ? std::optional(text) : std::nullopt;
}

std::vector<std::string> parts_of(const std::string& text, std::string_view separators) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        if (std::string part = tidy(text.substr(at, end - at)); !part.empty())
            parts.push_back(std::move(part));
        at = end + 1;
    }
    return parts;
}

/// "210x297", "148 × 210": millimetres across and down.
std::optional<Size> paper_size(std::string text) {
    if (const std::size_t at = text.find("×"); at != text.npos)
        text.replace(at, std::string_view("×").size(), "x");
    std::erase(text, ' ');
    int width = 0, height = 0;
    const char *end = text.data() + text.size(), *cross = std::from_chars(text.data(), end, width).ptr;
    if (cross == end || (*cross != 'x' && *cross != 'X')) return std::nullopt;
    if (std::from_chars(cross + 1, end, height).ptr != end) return std::nullopt;
    if (width < 50 || height < 50 || width > 1000 || height > 1000) return std::nullopt;
    return Size{{width * 1000}, {height * 1000}};
}

class Reader {
  public:
    Reader(const Sheet& sheet, const std::array<std::optional<std::size_t>, kFields>& columns)
        : sheet_(sheet), columns_(columns) {}

    ScanRow read(const Row& row) {
        row_ = &row;
        out_ = ScanRow{};
        out_.where = fmt::format("{}:{}", sheet_.name, row.line);
        if (row.damage) {
            out_.problems.push_back({out_.where, *row.damage});
            return std::move(out_);
        }
        out_.pupil_id = text(kPupil);
        out_.name = text(kName);
        out_.born = day(kBorn);
        out_.class_name = text(kClass);
        out_.school = text(kSchool);
        out_.files = parts_of(text(kFiles), ";|\n");
        out_.scanned_by = text(kBy);
        out_.scanned_at = day(kAt);
        years();
        page();
        paper();
        if (out_.name.empty())
            bad(kName, {"Thiếu họ và tên", "the name is missing"}, {"Ghi họ và tên", "write the name"});
        if (out_.pupil_id.empty() && out_.born.empty())
            bad(kPupil,
                {"Thiếu mã định danh; học bạ cũ chưa có mã thì cần ngày sinh",
                 "neither the pupil's number nor, for an old book without one, the date of birth"},
                {"Ghi một trong hai", "write one of them"});
        return std::move(out_);
    }

  private:
    std::string text(Field field) const {
        return columns_[field] ? sheet_.text(*row_, *columns_[field]) : "";
    }
    void bad(Field field, Text what, Text hint) {
        const std::string where = columns_[field] ? sheet_.place(*row_, *columns_[field]) : out_.where;
        out_.problems.push_back({where, std::move(what), std::move(hint)});
    }
    std::string day(Field field) {
        const std::string written = text(field);
        if (written.empty()) return "";
        Target target;
        target.kind = Kind::day;
        target.title = kHeadings[field].front();
        const Value value = read_value(target, written, {}, {});
        if (value.json.string() != nullptr) return *value.json.string();
        bad(field, value.refused, value.hint);
        return "";
    }
    void years() {
        for (const std::string& part : parts_of(text(kYears), ";,\n")) {
            const auto year = school_year(part);
            if (year)
                out_.years.push_back(*year);
            else
                bad(kYears,
                    {fmt::format("\"{}\" không phải một năm học", part),
                     fmt::format("\"{}\" is no school year", part)},
                    {"Ghi 2012-2013; nhiều năm cách nhau bằng dấu chấm phẩy",
                     "write 2012-2013; several are parted by semicolons"});
        }
        std::sort(out_.years.begin(), out_.years.end());
        out_.years.erase(std::unique(out_.years.begin(), out_.years.end()), out_.years.end());
        if (out_.years.empty() && out_.problems.empty())
            bad(kYears, {"Thiếu năm học", "the school year is missing"},
                {"Ghi năm học, ví dụ 2012-2013", "write it, for instance 2012-2013"});
    }
    void page() {
        const std::string written = text(kPage);
        if (written.empty()) return;
        std::int64_t number = 0;
        const char* end = written.data() + written.size();
        if (std::from_chars(written.data(), end, number).ptr == end && number >= 1)
            out_.page = number;
        else
            bad(kPage, {"Trang phải là số từ 1", "a page is a number from 1"}, {});
    }
    void paper() {
        const std::string written = text(kPaper);
        out_.paper = written.empty() ? std::nullopt : paper_size(written);
        if (!written.empty() && !out_.paper)
            bad(kPaper,
                {fmt::format("\"{}\" không phải khổ giấy", written),
                 fmt::format("\"{}\" is no size of paper", written)},
                {"Ghi rộng x cao bằng mm: 210x297", "write width x height in mm: 210x297"});
    }

    const Sheet& sheet_;
    const std::array<std::optional<std::size_t>, kFields>& columns_;
    const Row* row_ = nullptr;
    ScanRow out_;
};

/// The headings that the sheet has, as a mapping of the general reader; those that are needed in any case.
SheetMapping mapping_of(std::string_view text, std::vector<Field>& fields) {
    const std::set<std::string> there = possible_headings(text);
    SheetMapping mapping;
    for (int i = 0; i < kFields; ++i) {
        const auto& names = kHeadings[static_cast<std::size_t>(i)];
        const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& one) {
            return there.count(folded(one)) != 0;
        });
        const bool needed = i == kName || i == kYears;
        if (found == names.end() && !needed) continue;
        mapping.columns.push_back({found == names.end() ? names.front() : *found, ""});
        fields.push_back(static_cast<Field>(i));
        if (i == kName) mapping.key = mapping.columns.back().header;
    }
    return mapping;
}

}  // namespace

Result<ScanList> read_scan_list(std::string_view bytes, const std::string& name) {
    if (const auto workbook = not_a_workbook(bytes, name); !workbook) return tl::unexpected(workbook.error());
    const auto text = decode(bytes, "", name);
    if (!text) return tl::unexpected(text.error());
    std::vector<Field> fields;
    const SheetMapping mapping = mapping_of(*text, fields);
    const auto sheet = read_sheet(bytes, mapping, name);
    if (!sheet) return tl::unexpected(sheet.error());
    std::array<std::optional<std::size_t>, kFields> columns;
    for (std::size_t i = 0; i < fields.size(); ++i) columns[fields[i]] = sheet->columns[i];
    ScanList list;
    Reader reader(*sheet, columns);
    for (const Row& row : sheet->rows) list.rows.push_back(reader.read(row));
    list.unused = sheet->unused();
    return list;
}

}  // namespace hocba::exchange
