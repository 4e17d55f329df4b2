// The list that comes with scans: columns by their headings, each bad cell named, the other rows read.
#include "engine/exchange/scan_list.h"

#include <catch2/catch.hpp>

#include "tests/exchange/import_support.h"

using namespace hocba;
using namespace hocba::exchange;

namespace {

std::vector<ScanRow> rows(const std::string& csv) {
    const auto list = read_scan_list(csv, "quet.csv");
    if (!list) FAIL(lines(list.error().problems)[0]);
    return list->rows;
}

std::string first_problem(const std::string& row) {
    const auto read = rows("Mã định danh,Họ và tên,Ngày sinh,Năm học,Khổ giấy,Trang\n" + row + "\n");
    REQUIRE(read.size() == 1);
    return read[0].problems.empty() ? "" : read[0].problems[0].where + ": " + read[0].problems[0].what.en;
}

}  // namespace

TEST_CASE("headings in Vietnamese or English, any order, titles above") {
    const std::string csv =
        "TRƯỜNG TIỂU HỌC QUANG TRUNG\n\nnăm học;HỌ TÊN;Tệp quét;Số định danh cá nhân;Khổ giấy (mm);Người "
        "quét;Ngày quét\n"
        "2012–2013; Nguyễn  Văn Đạt ;\"a.jpg; b.jpg\";001214015570;148 × 210;Lê Thị Quét;5/9/2024\n";
    const auto read = rows(csv);
    REQUIRE(read.size() == 1);
    const ScanRow& row = read[0];
    CHECK(row.problems.empty());
    CHECK(row.where == "quet.csv:4");
    CHECK(row.years == std::vector<std::string>{"2012-2013"});
    CHECK(row.name == "Nguyễn Văn Đạt");
    CHECK(row.files == std::vector<std::string>{"a.jpg", "b.jpg"});
    CHECK(row.pupil_id == "001214015570");
    REQUIRE(row.paper);
    CHECK((row.paper->width.um == 148000 && row.paper->height.um == 210000));
    CHECK(row.scanned_at == "2024-09-05");
    CHECK(rows("pupil_id,name,year\n1,A,2012-2013\n")[0].problems.empty());
}

TEST_CASE("several school years of one book, in order, each once") {
    const auto read = rows("Mã định danh,Họ và tên,Năm học\n1,A,\"2013-2014; 2012 - 2013;2013-2014\"\n");
    CHECK(read[0].years == std::vector<std::string>{"2012-2013", "2013-2014"});
}

TEST_CASE("a cell that cannot be read is named") {
    CHECK(first_problem("1,A,,2012-2014,,") == "quet.csv:2:4 (Năm học): \"2012-2014\" is no school year");
    CHECK(first_problem("1,A,,2012,,") == "quet.csv:2:4 (Năm học): \"2012\" is no school year");
    CHECK(first_problem("1,A,,,,") == "quet.csv:2:4 (Năm học): the school year is missing");
    CHECK(first_problem("1,,,2012-2013,,") == "quet.csv:2:2 (Họ và tên): the name is missing");
    CHECK(first_problem(",A,,2012-2013,,").find("neither the pupil's number") != std::string::npos);
    CHECK(first_problem(",A,15/3/2004,2012-2013,,").empty());
    CHECK(first_problem("1,A,30/2/2004,2012-2013,,").find("is no day") != std::string::npos);
    CHECK(first_problem("1,A,,2012-2013,A4,") == "quet.csv:2:5 (Khổ giấy): \"A4\" is no size of paper");
    CHECK(first_problem("1,A,,2012-2013,,x") == "quet.csv:2:6 (Trang): a page is a number from 1");
}

TEST_CASE("a list without its columns, or that is no text, is refused") {
    const auto missing = read_scan_list("Mã định danh,Tên\n1,A\n", "quet.csv");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().fault == Fault::record);
    CHECK_FALSE(read_scan_list("PK\x03\x04", "quet.xlsx"));
    CHECK_FALSE(read_scan_list("", "quet.csv"));
}

TEST_CASE("a table for spreadsheets runs nothing") {
    CHECK(csv_table({{"Họ và tên", "=1+1"}, {"a,b", ""}}) == "\xEF\xBB\xBFHọ và tên,'=1+1\r\n\"a,b\",\r\n");
}
