#include "engine/exchange/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/file.h"
#include "engine/base/utf8.h"
#include "engine/exchange/encoding.h"
#include "engine/exchange/sheet_text.h"
#include "engine/record/nearest.h"

namespace hocba::exchange {
namespace {

constexpr std::size_t kLargestFile = std::size_t{64} << 20;
constexpr std::size_t kHeaderWithin = 50;

/// A header's columns: each has the names that it may be called by, the shortest first.
struct Header {
    std::size_t row = 0;  // its last row
    std::vector<std::vector<std::string>> names;
    std::vector<std::string> written;
    std::size_t found = 0;
};

std::vector<std::string> texts(const Row& row) {
    std::vector<std::string> all;
    for (const Cell& cell : row.cells) {
        std::string& line = all.emplace_back(tidy(cell.text));
        std::replace(line.begin(), line.end(), '\n', ' ');
    }
    return all;
}

/// Merged cells come as their text in the first and nothing in the others.
std::vector<std::string> spread(std::vector<std::string> cells) {
    for (std::size_t i = 1; i < cells.size(); ++i)
        if (cells[i].empty()) cells[i] = cells[i - 1];
    return cells;
}

/// The names of one column: its own, its group's and its own, or its group's alone. Of columns under one
/// merged cell the second is "ĐĐGtx [2]".
std::vector<std::string> names_at(std::size_t i, const std::vector<std::string>& own,
                                  const std::vector<std::string>& above,
                                  const std::vector<std::string>& groups) {
    if (i < own.size() && !own[i].empty()) {
        const std::string group = i < groups.size() ? groups[i] : "";
        return group.empty() ? std::vector{own[i]} : std::vector{own[i], group + " / " + own[i]};
    }
    if (i < above.size() && !above[i].empty()) return {above[i]};
    std::size_t left = std::min(i, own.size());
    while (left > 0 && own[left - 1].empty()) --left;
    if (left == 0) return {};
    return {fmt::format("{} [{}]", own[left - 1], i - left + 2)};
}

/// Whether the row above is of the header and no title: some of its cells reach down to the own row, as those
/// of "Họ và tên" do beside a group.
bool has_groups(const std::vector<std::string>& own, const std::vector<std::string>& above) {
    for (std::size_t i = 0; i < above.size(); ++i)
        if (!above[i].empty() && (i >= own.size() || own[i].empty())) return true;
    return false;
}

/// Row `index` as a header, alone or under the row above it.
Header header_at(const std::vector<Row>& rows, std::size_t index) {
    Header header{index, {}, {}, 0};
    const std::vector<std::string> own = texts(rows[index]);
    const std::vector<std::string> above = index == 0 ? std::vector<std::string>{} : texts(rows[index - 1]);
    const std::vector<std::string> groups = spread(above);
    const bool grouped = has_groups(own, above);
    for (std::size_t i = 0; i < std::max(own.size(), above.size()); ++i) {
        std::vector<std::string> names = names_at(i, own, above, groups);
        const bool twice = i < own.size() && std::count(own.begin(), own.end(), own[i]) > 1;
        header.written.push_back(names.empty() ? "" : grouped || twice ? names.back() : names.front());
        for (std::string& name : names) name = folded(name);
        header.names.push_back(std::move(names));
    }
    return header;
}

std::vector<std::size_t> columns_named(const Header& header, const std::string& name) {
    std::vector<std::size_t> found;
    const std::string wanted = folded(name);
    for (std::size_t i = 0; i < header.names.size(); ++i)
        if (std::find(header.names[i].begin(), header.names[i].end(), wanted) != header.names[i].end())
            found.push_back(i);
    return found;
}

std::set<std::string> names_of(const SheetMapping& mapping) {
    std::set<std::string> names{mapping.key};
    for (const Column& column : mapping.columns) names.insert(column.header);
    return names;
}

Header best_header(const std::vector<Row>& rows, const SheetMapping& mapping) {
    Header best;
    for (std::size_t i = 0; i < std::min(rows.size(), kHeaderWithin); ++i) {
        if (rows[i].damage) continue;
        Header header = header_at(rows, i);
        for (const std::string& name : names_of(mapping))
            header.found += columns_named(header, name).empty() ? 0 : 1;
        if (header.found > best.found) best = std::move(header);
    }
    return best;
}

struct Table {
    std::vector<Row> rows;
    Header header;
};

/// With the delimiter that makes the best header.
Table best_table(std::string_view text, const SheetMapping& mapping) {
    const std::string delimiters = mapping.delimiter == '\0' ? ",;\t" : std::string(1, mapping.delimiter);
    char best = delimiters.front();
    std::size_t most = 0;
    for (const char delimiter : delimiters) {
        const std::size_t found = best_header(parse_csv(text, delimiter, kHeaderWithin), mapping).found;
        if (found > most) best = delimiter;
        most = std::max(most, found);
    }
    Table table{parse_csv(text, best), {}};
    table.header = best_header(table.rows, mapping);
    return table;
}

std::string quoted_list(const std::vector<std::string>& names) {
    constexpr std::size_t kMostNames = 30;
    std::vector<std::string> quoted;
    for (const std::string& name : names)
        if (!name.empty() && quoted.size() < kMostNames) quoted.push_back("\"" + name + "\"");
    return fmt::format("{}", fmt::join(quoted, ", "));
}

class Opener {
  public:
    Opener(Table table, const SheetMapping& mapping, const std::string& name)
        : table_(std::move(table)), mapping_(mapping) {
        sheet_.mapping = &mapping;
        sheet_.name = name;
    }

    Result<Sheet> open() {
        const Header& header = table_.header;
        if (header.found == 0) return no_header();
        sheet_.header_line = table_.rows[header.row].line;
        sheet_.headers = header.written;
        sheet_.key = column(mapping_.key);
        for (const Column& mapped : mapping_.columns) sheet_.columns.push_back(column(mapped.header));
        if (!problems_.empty()) return tl::unexpected(Error{Fault::record, std::move(problems_)});
        if (table_.rows.size() > kMostRows)
            return fail(Fault::record, sheet_.name,
                        {fmt::format("Tệp có hơn {} dòng", kMostRows),
                         fmt::format("the file has more than {} rows", kMostRows)},
                        {"Chia tệp theo lớp", "split it by class"});
        for (std::size_t i = header.row + 1; i < table_.rows.size(); ++i)
            if (!table_.rows[i].empty()) sheet_.rows.push_back(std::move(table_.rows[i]));
        return std::move(sheet_);
    }

  private:
    Table table_;
    const SheetMapping& mapping_;
    Sheet sheet_;
    std::vector<Problem> problems_;

    std::size_t column(const std::string& name) {
        const std::vector<std::size_t> found = columns_named(table_.header, name);
        if (found.size() == 1) return found.front();
        const std::string where = fmt::format("{}:{}", sheet_.name, sheet_.header_line);
        if (found.empty())
            problems_.push_back(
                {where,
                 {fmt::format("Không có cột \"{}\"", name), fmt::format("there is no column \"{}\"", name)},
                 near(name)});
        else
            problems_.push_back({where,
                                 {fmt::format("Có {} cột tên \"{}\"", found.size(), name),
                                  fmt::format("{} columns are called \"{}\"", found.size(), name)},
                                 full_names(found)});
        return 0;
    }

    Text full_names(const std::vector<std::size_t>& columns) const {
        std::vector<std::string> names;
        for (const std::size_t column : columns) names.push_back(sheet_.headers[column]);
        const std::string list = quoted_list(names);
        if (std::set(names.begin(), names.end()).size() == names.size())
            return {fmt::format("Ghi cả tên nhóm ở dòng trên: {}", list),
                    fmt::format("write the group above as well: {}", list)};
        return {"Đổi tên cột trong bảng cho khác nhau", "give the columns different names in the sheet"};
    }

    Text near(const std::string& name) const {
        const std::string meant = record::nearest(name, sheet_.headers);
        const std::string list = quoted_list(sheet_.headers);
        if (meant.empty())
            return {fmt::format("Các cột của tệp: {}", list), fmt::format("the file's columns: {}", list)};
        return {fmt::format("Có phải là cột \"{}\"?", meant), fmt::format("did you mean \"{}\"?", meant)};
    }

    Result<Sheet> no_header() const {
        return fail(
            Fault::record, sheet_.name,
            {fmt::format("Không tìm thấy dòng tiêu đề có cột \"{}\" trong 50 dòng đầu", mapping_.key),
             fmt::format("no header row with the column \"{}\" among the first 50 rows", mapping_.key)},
            {"Kiểm tra tên cột trong tệp ánh xạ, và dấu phân cách (delimiter)",
             "check the names of the columns in the mapping, and the delimiter"});
    }
};

}  // namespace

std::string Sheet::place(const Row& row, std::size_t column) const {
    const std::size_t line = column < row.cells.size() ? row.cells[column].line : row.line;
    const std::string header = column < headers.size() ? headers[column] : "";
    const std::string cell = fmt::format("{}:{}:{}", name, line, column + 1);
    return header.empty() ? cell : fmt::format("{} ({})", cell, header);
}

std::string Sheet::text(const Row& row, std::size_t column) const {
    return column < row.cells.size() ? tidy(row.cells[column].text) : "";
}

std::vector<std::string> Sheet::unused() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const bool used = i == key || std::find(columns.begin(), columns.end(), i) != columns.end();
        const bool filled =
            std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return !text(row, i).empty(); });
        if (!used && filled && !headers[i].empty()) names.push_back(headers[i]);
    }
    return names;
}

Result<Sheet> read_sheet(std::string_view bytes, const SheetMapping& mapping, const std::string& name) {
    if (const auto workbook = not_a_workbook(bytes, name); !workbook) return tl::unexpected(workbook.error());
    const Result<std::string> text = decode(bytes, mapping.encoding, name);
    if (!text) return tl::unexpected(text.error());
    return Opener(best_table(*text, mapping), mapping, name).open();
}

Result<void> not_a_workbook(std::string_view bytes, const std::string& name) {
    const bool zip = bytes.starts_with("PK\x03\x04"), compound = bytes.starts_with("\xD0\xCF\x11\xE0");
    if (!zip && !compound) return {};
    const std::string_view kind = zip ? "xlsx" : "xls";
    return fail(Fault::record, name,
                {fmt::format("Đây là tệp Excel (.{}), không phải chữ", kind),
                 fmt::format("this is an Excel workbook (.{}), not text", kind)},
                {"Đổi sang CSV: docs/nhap-du-lieu.md, mục 6", "convert it to CSV: docs/nhap-du-lieu.md, 6"});
}

Result<Sheet> open_sheet(const SheetMapping& mapping) {
    const Result<std::string> bytes = read_file(mapping.file, kLargestFile);
    if (!bytes) return tl::unexpected(bytes.error());
    return read_sheet(*bytes, mapping, mapping.file.string());
}

}  // namespace hocba::exchange
