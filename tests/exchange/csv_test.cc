// RFC 4180, and what becomes of rows that do not keep it.
#include "engine/exchange/csv.h"
#include "engine/base/csv_line.h"

#include <catch2/catch.hpp>

using namespace hocba;
using namespace hocba::exchange;

namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> cells(std::string_view text, char delimiter = ',') {
    std::vector<Cells> all;
    for (const Row& row : parse_csv(text, delimiter)) {
        Cells& one = all.emplace_back();
        if (row.damage) one.push_back("damaged: " + row.damage->en);
        for (const Cell& cell : row.cells) one.push_back(cell.text);
    }
    return all;
}

}  // namespace

TEST_CASE("cells are what RFC 4180 says") {
    const struct {
        const char* text;
        std::vector<Cells> rows;
    } table[] = {
        {"", {}},
        {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
        {"a,,\n", {{"a", "", ""}}},
        {"\n\na\n", {{""}, {""}, {"a"}}},
        {"\"a,b\",c\n", {{"a,b", "c"}}},
        {"\"a \"\"b\"\"\",\"\"\n", {{"a \"b\"", ""}}},
        {"\"a\r\nb\",c\nd,e\n", {{"a\r\nb", "c"}, {"d", "e"}}},
        {"Nguyễn \"Bi\" A,c\n", {{"Nguyễn \"Bi\" A", "c"}}},  // not RFC 4180, but without a doubt
        {"=1+1,@x\n", {{"=1+1", "@x"}}},
    };
    for (const auto& [text, rows] : table) {
        INFO(text);
        CHECK(cells(text) == rows);
    }
    CHECK(cells("a;\"b;c\"\n", ';') == std::vector<Cells>{{"a", "b;c"}});
    CHECK(cells("a\t\"b\tc\"\n", '\t') == std::vector<Cells>{{"a", "b\tc"}});
}

TEST_CASE("rows and cells know their line, inside long cells as well") {
    const std::vector<Row> rows = parse_csv("a,b\n\"1\n2\n3\",c\nd,e\n", ',');
    REQUIRE(rows.size() == 3);
    CHECK(rows[1].line == 2);
    CHECK(rows[1].cells[0].line == 2);
    CHECK(rows[1].cells[1].line == 4);
    CHECK(rows[2].line == 5);
}

TEST_CASE("a damaged row is lost alone: reading goes on at the next line") {
    CHECK(cells("a,b\nc,\"d\ne,f\n") ==
          std::vector<Cells>{{"a", "b"},
                             {"damaged: the quotation mark that opens on this line is never closed", "c,\"d"},
                             {"e", "f"}});
    CHECK(cells("\"a\"b,c\nd,e\n") ==
          std::vector<Cells>{
              {"damaged: text follows a closing quotation mark: one inside a cell is written twice",
               "\"a\"b,c"},
              {"d", "e"}});
    const auto rows = parse_csv("\"" + std::string(70'000, 'a') + "\",b\nc,d\n", ',');
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].damage->en == "a cell is longer than 65536 bytes, or a closing quotation mark is missing");
    CHECK(rows[1].line == 2);
    CHECK(cells(std::string(600, ',') + "\nc\n").back() == Cells{"c"});
}

TEST_CASE("a row that is written is the row that is read") {
    const Cells row{"a", "", "b,c", "d \"e\"", "f\ng", " h "};
    CHECK(csv_line(row) == "a,,\"b,c\",\"d \"\"e\"\"\",\"f\ng\", h \r\n");
    CHECK(cells(csv_line(row)) == std::vector<Cells>{row});
}
