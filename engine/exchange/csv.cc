#include "engine/exchange/csv.h"

#include <algorithm>

namespace hocba::exchange {
namespace {

class Reader {
  public:
    Reader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

    bool at_end() const { return at_ >= text_.size(); }

    Row row() {
        const std::size_t begin = at_;
        Row row{line_, {}};
        while (!row.damage) {
            row.cells.push_back({"", line_});
            row.damage = peek() == '"' ? quoted(row.cells.back().text) : plain(row.cells.back().text);
            if (row.cells.size() > kMostCells)
                row.damage = {"Dòng có hơn 500 ô", "the row has more than 500 cells"};
            if (row.damage || peek() != delimiter_) break;
            ++at_;
        }
        if (row.damage) return damaged(row, begin);
        end_line();
        return row;
    }

  private:
    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0, line_ = 1;

    /// '\0' at the end.
    char peek() const { return at_end() ? '\0' : text_[at_]; }

    std::optional<Text> plain(std::string& cell) {
        const char ends[] = {delimiter_, '\n', '\r', '\0'};
        const auto end = std::min(text_.size(), text_.find_first_of(ends, at_));
        cell = text_.substr(at_, end - at_);
        at_ = end;
        return cell.size() > kLongestCell ? too_long() : std::nullopt;
    }

    std::optional<Text> quoted(std::string& cell) {
        ++at_;
        while (!at_end() && cell.size() <= kLongestCell) {
            const char c = text_[at_++];
            if (c == '"' && peek() != '"') return after_quote();
            if (c == '"') ++at_;
            if (c == '\n' || (c == '\r' && peek() != '\n')) ++line_;
            cell += c;
        }
        if (!at_end()) return too_long();
        return Text{"Dấu ngoặc kép mở ở dòng này không có dấu đóng",
                    "the quotation mark that opens on this line is never closed"};
    }

    std::optional<Text> after_quote() const {
        if (at_end() || peek() == delimiter_ || peek() == '\n' || peek() == '\r') return std::nullopt;
        return Text{"Sau dấu ngoặc kép đóng còn có chữ: dấu ngoặc kép trong ô phải viết hai lần",
                    "text follows a closing quotation mark: one inside a cell is written twice"};
    }

    static std::optional<Text> too_long() {
        return Text{"Có ô dài hơn 65536 byte, hoặc thiếu dấu ngoặc kép đóng",
                    "a cell is longer than 65536 bytes, or a closing quotation mark is missing"};
    }

    /// Its first line as it stands, and on with the next: the row alone is lost.
    Row damaged(const Row& row, std::size_t begin) {
        at_ = std::min(text_.size(), text_.find_first_of("\r\n", begin));
        line_ = row.line;
        auto end = std::min(at_, begin + kLongestCell);
        while (end > begin && end < text_.size() && (text_[end] & 0xC0) == 0x80)
            --end;  // not inside a letter
        Row left{row.line, {{std::string(text_.substr(begin, end - begin)), row.line}}, row.damage};
        end_line();
        return left;
    }

    void end_line() {
        if (peek() == '\r') ++at_;
        if (peek() == '\n') ++at_;
        ++line_;
    }
};

}  // namespace

bool Row::empty() const {
    return !damage && std::all_of(cells.begin(), cells.end(), [](const Cell& cell) {
        return cell.text.find_first_not_of(" \t\r\n") == std::string::npos;
    });
}

std::vector<Row> parse_csv(std::string_view text, char delimiter, std::size_t most) {
    std::vector<Row> rows;
    Reader reader(text, delimiter);
    while (!reader.at_end() && rows.size() < most) rows.push_back(reader.row());
    return rows;
}

}  // namespace hocba::exchange
