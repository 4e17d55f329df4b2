#include "engine/exchange/mapping_pupil.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/exchange/mapping_tree.h"
#include "engine/exchange/mapping_value.h"
#include "engine/exchange/sheet_capitals.h"

namespace hocba::exchange {
namespace {

class RowReader {
  public:
    RowReader(Pupil& pupil, const Sheet& sheet, const Row& row, std::size_t index, const Plan& plan,
              Tidied& tidied)
        : pupil_(pupil), sheet_(sheet), row_(row), index_(index), plan_(plan), tidied_(tidied) {}

    void read() {
        const PlannedSheet& planned = plan_.sheets[index_];
        if (surplus()) return;
        for (const PlannedConstant& constant : planned.constants)
            if (!comes_from_cell(constant.target.steps))
                put(pupil_.tree, constant.target.steps, constant.value);
        for (std::size_t i = 0; i < planned.columns.size(); ++i)
            if (!joined_before(i)) read_column(i);
    }

  private:
    Pupil& pupil_;
    const Sheet& sheet_;
    const Row& row_;
    std::size_t index_;
    const Plan& plan_;
    Tidied& tidied_;

    const std::vector<PlannedColumn>& columns() const { return plan_.sheets[index_].columns; }

    bool comes_from_cell(const record::Steps& steps) const {
        return std::any_of(pupil_.origins.begin(), pupil_.origins.end(),
                           [&](const Origin& origin) { return origin.steps == steps; });
    }

    void complain(std::size_t column, Text what, Text hint) {
        pupil_.rejected.push_back(
            reject(sheet_, row_, {sheet_.place(row_, column), std::move(what), std::move(hint)}));
    }

    /// Text beyond the last header: a delimiter inside a cell has shifted the others.
    bool surplus() {
        for (std::size_t i = sheet_.headers.size(); i < row_.cells.size(); ++i) {
            if (sheet_.text(row_, i).empty()) continue;
            const std::size_t count = row_.cells.size(), names = sheet_.headers.size();
            complain(i,
                     {fmt::format("Dòng có {} ô, dòng tiêu đề chỉ có {}", count, names),
                      fmt::format("the row has {} cells, the header only {}", count, names)},
                     {"Ô có dấu phân cách bên trong phải đặt trong dấu ngoặc kép",
                      "a cell that holds the delimiter must stand in quotation marks"});
            return true;
        }
        return false;
    }

    bool joined_before(std::size_t i) const {
        return std::any_of(
            columns().begin(), columns().begin() + static_cast<std::ptrdiff_t>(i),
            [&](const PlannedColumn& one) { return one.column->to == columns()[i].column->to; });
    }

    /// The cell's text, or those of all columns that are joined to it, from left to right.
    std::string text_of(std::size_t i) {
        const Column& column = *columns()[i].column;
        std::vector<std::size_t> parts;
        for (std::size_t k = 0; k < columns().size(); ++k)
            if (columns()[k].column->to == column.to) parts.push_back(sheet_.columns[k]);
        std::sort(parts.begin(), parts.end());
        std::string text;
        for (const std::size_t part : parts) {
            const std::string one = cell(part, columns()[i]);
            if (!text.empty() && !one.empty()) text += *column.join;
            text += one;
        }
        return text;
    }

    std::string cell(std::size_t at, const PlannedColumn& planned) {
        if (at >= row_.cells.size()) return "";
        const std::string& raw = row_.cells[at].text;
        const std::string composed = nfc(raw);
        std::string text = sheet_.text(row_, at);
        tidied_.composed += composed != raw ? 1 : 0;
        tidied_.trimmed += text != composed && !text.empty() ? 1 : 0;
        if (planned.column->capitals) return capitals(text);
        if (text.find("\uFFFD") != text.npos)
            complain(at,
                     {"Ô có ký tự hỏng, không thuộc bảng mã của tệp",
                      "the cell has a character that is damaged or not in the file's encoding"},
                     {"Gõ lại ô này rồi xuất lại tệp", "type the cell again and export again"});
        const bool is_name = planned.target.title.starts_with("Họ và tên");
        if (sheet_.mapping->encoding == "tcvn3" && lacks_capital(text, is_name))
            complain(at,
                     {fmt::format("\"{}\": TCVN3 không có chữ hoa có dấu, chữ hoa ở đây có thể đã mất",
                                  record::shortened(text)),
                      fmt::format("\"{}\": TCVN3 has no capitals with marks, one seems to be lost here",
                                  record::shortened(text))},
                     {"Cột tên người: ghi { to = \"…\", capitals = true } trong tệp ánh xạ; cột khác: sửa ô "
                      "rồi xuất lại",
                      "for names of people write { to = \"…\", capitals = true } in the mapping; else "
                      "correct the cell"});
        return text;
    }

    std::string capitals(const std::string& text) {
        std::string made = with_capitals(text);
        tidied_.capitals += made != text ? 1 : 0;
        return made;
    }

    void read_column(std::size_t i) {
        const PlannedColumn& planned = columns()[i];
        const std::size_t before = pupil_.rejected.size();
        const std::string text = text_of(i);
        if (pupil_.rejected.size() > before) return;
        Value value = read_value(planned.target, text, planned.words, plan_.words);
        if (!value.refused.vi.empty())
            return complain(sheet_.columns[i], std::move(value.refused), std::move(value.hint));
        if (!value.json.is_null()) keep(planned.target, std::move(value.json), sheet_.columns[i]);
    }

    void keep(const Target& target, Json value, std::size_t column) {
        for (const Origin& origin : pupil_.origins) {
            const Json* other = record::value_at(pupil_.tree, target.steps);
            if (origin.steps != target.steps || other == nullptr || *other == value) continue;
            return complain(
                column,
                {fmt::format("{} khác với {} ở {}", canonical(value), canonical(*other), origin.place),
                 fmt::format("{} differs from {} at {}", canonical(value), canonical(*other), origin.place)},
                {"Hai tệp phải ghi như nhau; sửa tệp sai", "both sheets must say the same; correct one"});
        }
        put(pupil_.tree, target.steps, std::move(value));
        pupil_.origins.push_back({target.steps, sheet_.place(row_, column), index_, &row_});
    }
};

}  // namespace

Rejected reject(const Sheet& sheet, const Row& row, Problem problem) {
    Rejected rejected{sheet.name, row.line, std::move(problem), {}};
    for (const Cell& cell : row.cells) rejected.cells.push_back(cell.text);
    return rejected;
}

void take_row(Pupil& pupil, const Sheet& sheet, const Row& row, std::size_t index, const Plan& plan,
              Tidied& tidied) {
    pupil.rows[index] = &row;
    RowReader(pupil, sheet, row, index, plan, tidied).read();
}

void find_missing(Pupil& pupil, const std::vector<Sheet>& sheets, const Plan& plan) {
    if (!pupil.rejected.empty()) return;
    for (std::size_t s = 0; s < sheets.size(); ++s) {
        if (pupil.rows[s] == nullptr) continue;
        for (std::size_t i = 0; i < plan.sheets[s].columns.size(); ++i) {
            const Target& target = plan.sheets[s].columns[i].target;
            const record::Steps parent(target.steps.begin(), target.steps.end() - 1);
            if (!target.required || record::value_at(pupil.tree, parent) == nullptr ||
                record::value_at(pupil.tree, target.steps) != nullptr)
                continue;
            pupil.rejected.push_back(
                reject(sheets[s], *pupil.rows[s],
                       {sheets[s].place(*pupil.rows[s], sheets[s].columns[i]),
                        {fmt::format("Ô trống; học bạ phải có mục này ({})", target.title),
                         fmt::format("the cell is empty; a transcript must have it ({})", target.title)},
                        {"Điền ô này, hoặc ghi giá trị chung ở [constants]",
                         "fill it in, or give a common value in [constants]"}}));
        }
    }
}

}  // namespace hocba::exchange
