// Where the header is, and which row is a pupil's.
#include "engine/exchange/sheet.h"

#include <catch2/catch.hpp>

#include "engine/exchange/sheet_text.h"
#include "tests/exchange/import_support.h"

using namespace hocba;
using namespace hocba::exchange;

namespace {

SheetMapping wanting(const std::vector<std::string>& headers) {
    SheetMapping mapping;
    mapping.key = "Mã học sinh";
    for (const std::string& header : headers) mapping.columns.push_back({header, "x"});
    return mapping;
}

/// "key=column name=column … line of the first row", or the problems.
std::string read(const std::string& csv, const std::vector<std::string>& headers) {
    const SheetMapping mapping = wanting(headers);
    const Result<Sheet> sheet = read_sheet(csv, mapping, "lop.csv");
    if (!sheet) return lines(sheet.error().problems)[0];
    std::string out = "key=" + std::to_string(sheet->key + 1);
    for (const std::size_t column : sheet->columns) out += " " + std::to_string(column + 1);
    return out + ", first row on line " + std::to_string(sheet->rows.empty() ? 0 : sheet->rows[0].line);
}

}  // namespace

TEST_CASE("the header is found by its names, under titles and with any delimiter") {
    const char* titles = "TRƯỜNG TIỂU HỌC QUANG TRUNG\n\"Sổ điểm, lớp 2A\"\n\n";
    for (const char delimiter : {',', ';', '\t'}) {
        INFO(delimiter);
        const std::string d(1, delimiter);
        CHECK(read(titles + ("STT" + d + "Mã học sinh" + d + "Họ và tên\n1" + d + "A1" + d + "An\n"),
                   {"Họ và tên"}) == "key=2 3, first row on line 5");
    }
}

TEST_CASE("headers are compared after NFC, case and white space") {
    CHECK(read("mã  HỌC sinh ,\"Họ\nvà tên\"\nA1,An\n", {"Họ và tên"}) == "key=1 2, first row on line 3");
    CHECK(read("Ma\u0303 ho\u0323c sinh,HO\u0323\u00A0VA\u0300 TE\u0302N\nA1,An\n", {"Họ và tên"}) ==
          "key=1 2, first row on line 2");
}

TEST_CASE("under a header of two rows a name is its group and its own, or alone where it is the only one") {
    const std::string csv = "Mã học sinh,Học kì I,,Học kì II,\n,Điểm,Nhận xét,Điểm,Ghi chú\nA1,8,Tốt,9,Khá\n";
    CHECK(read(csv, {"Học kì I / Điểm", "Học kì II / Điểm", "Ghi chú"}) ==
          "key=1 2 4 5, first row on line 3");
    CHECK(read(csv, {"Điểm"}) == "lop.csv:2: 2 columns are called \"Điểm\"");
}

TEST_CASE("columns under one merged cell are counted") {
    const std::string csv = "Mã học sinh,ĐĐGtx,,,ĐĐGgk\nA1,8,9,7,6\n";
    CHECK(read(csv, {"ĐĐGtx", "ĐĐGtx [2]", "ĐĐGtx [3]", "ĐĐGgk"}) == "key=1 2 3 4 5, first row on line 2");
    CHECK(read("STT,Mã học sinh,ĐĐGtx,,HKI\n,,1,2,\n1,A1,8,9,8\n", {"ĐĐGtx / 1", "ĐĐGtx / 2"}) ==
          "key=2 3 4, first row on line 3");
    CHECK(read(csv, {"ĐĐGtx [4]"}) == "lop.csv:1: there is no column \"ĐĐGtx [4]\"");
}

TEST_CASE("a column that is missing is named, with the nearest") {
    const SheetMapping mapping = wanting({"Ngày sinh", "Xã"});
    const Result<Sheet> sheet = read_sheet("Mã học sinh,Ngày snh\nA1,1/1/2017\n", mapping, "lop.csv");
    REQUIRE_FALSE(sheet);
    REQUIRE(sheet.error().problems.size() == 2);
    CHECK(sheet.error().problems[0].what.vi == "Không có cột \"Ngày sinh\"");
    CHECK(sheet.error().problems[0].hint.vi == "Có phải là cột \"Ngày snh\"?");
    CHECK(sheet.error().problems[1].hint.vi == "Các cột của tệp: \"Mã học sinh\", \"Ngày snh\"");
    CHECK(read("a,b\n1,2\n", {"Họ và tên"}) ==
          "lop.csv: no header row with the column \"Mã học sinh\" among the first 50 rows");
}

TEST_CASE("under a header of two rows the names to write are the full ones") {
    const char* csv = "STT,Mã học sinh,ĐĐGtx,,HKI\n,,1,2,\n1,A1,8,9,8\n";
    const SheetMapping mapping = wanting({"ĐĐGtx / 1", "ĐĐGtx / 2", "Nhận xét chung"});
    const Result<Sheet> sheet = read_sheet(csv, mapping, "lop.csv");
    REQUIRE_FALSE(sheet);
    CHECK(sheet.error().problems[0].hint.vi ==
          "Các cột của tệp: \"STT\", \"Mã học sinh\", \"ĐĐGtx / 1\", \"ĐĐGtx / 2\", \"HKI\"");
    const SheetMapping fitting = wanting({"ĐĐGtx / 1", "ĐĐGtx / 2"});
    const Result<Sheet> good = read_sheet(csv, fitting, "lop.csv");
    REQUIRE(good);
    CHECK(good->place(good->rows[0], 3) == "lop.csv:3:4 (ĐĐGtx / 2)");
    const SheetMapping vague = wanting({"Điểm"});
    const Result<Sheet> twice =
        read_sheet("Mã học sinh,Học kì I,Học kì II\n,Điểm,Điểm\nA1,8,9\n", vague, "lop.csv");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().problems[0].hint.vi ==
          "Ghi cả tên nhóm ở dòng trên: \"Học kì I / Điểm\", \"Học kì II / Điểm\"");
}

TEST_CASE("a workbook is no sheet, and is told so") {
    const Result<Sheet> sheet = read_sheet("PK\x03\x04rest", wanting({"a"}), "lop.csv");
    REQUIRE_FALSE(sheet);
    CHECK(sheet.error().problems[0].what.vi == "Đây là tệp Excel (.xlsx), không phải chữ");
}

TEST_CASE("text is tidied without touching a letter") {
    CHECK(tidy("  Nguyễn \u00A0 Văn\tA \n") == "Nguyễn Văn A");
    CHECK(tidy("hoà") == "hoà");  // tone placement is the writer's
    CHECK(tidy("hòa") == "hòa");
    CHECK(tidy("a \r\n  b\n\n") == "a\nb");
    CHECK(tidy("Ho\u0323c") == "Học");
    CHECK(tidy("Ð") == "Ð");
}

TEST_CASE("rows that are no pupils are left out with a remark: numbers of columns, footers") {
    const Import import = imported(std::string(kHeader) + "(1),(2),(3),(4),(5),(6),(7),(8)\n" + kGoodRow +
                                   ",,Danh sách có 1 học sinh,,,,,\n\n,,,,,,Hiệu trưởng,\n");
    CHECK(import.records.size() == 1);
    CHECK(import.rejected.empty());
    CHECK(lines(import.remarks) ==
          std::vector<std::string>{
              "lop.csv: 3 rows without a key are no pupils and were left out: line 2, 4, 6"});
}
