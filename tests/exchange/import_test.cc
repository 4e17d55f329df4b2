// A class of sheets as records.
#include "engine/exchange/import.h"

#include <fmt/format.h>

#include "engine/exchange/csv.h"
#include "tests/exchange/encodings.h"
#include "tests/exchange/import_support.h"
#include "tests/support/process.h"

using namespace hocba;
using namespace hocba::exchange;

namespace {

const std::filesystem::path kSamples = std::filesystem::path(HOCBA_SOURCE) / "samples/csv";

std::vector<std::string> records_of(const Mapping& mapping) {
    const Result<Import> import = import_sheets(mapping, primary(), uuid_of);
    if (!import) FAIL(import.error().problems[0].where + ": " + import.error().problems[0].what.en);
    for (const std::string& line : lines(import->rejected)) CHECK(line == "");
    return import->records;
}

std::string with(const std::string& csv, const std::string& from, const std::string& to) {
    std::string made = csv;
    const auto at = made.find(from);
    REQUIRE(at != std::string::npos);
    return made.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("four sheets become the records of a class, in the order of given names") {
    const std::vector<std::string> records = records_of(class_2a(kSamples));
    REQUIRE(records.size() == 5);
    std::vector<std::string> names;
    for (const std::string& line : records) {
        const Result<Json> json = parse_json(line, "r");
        REQUIRE(json);
        names.push_back(json->find("pupil")->text_or("name"));
    }
    CHECK(names == std::vector<std::string>{"Nguyễn Hoàng Anh", "Đặng Thị Ngọc Ánh", "Võ Hòa Bình",
                                            "Trần Minh Khôi", "H'Lan Niê"});
    CHECK(records[1].find(R"("subjects_remark":"Đọc diễn cảm, hiểu nội dung bài;\ntính toán cẩn thận.")") !=
          std::string::npos);
    CHECK(records[0].find(R"("ngoai_ngu_1":{"language":"Tiếng Anh","level":"T"})") != std::string::npos);
}

TEST_CASE("the same class in every encoding is the same records, byte for byte") {
    const std::vector<std::string> expected = records_of(class_2a(kSamples));
    for (const char* encoding :
         {"utf-8-bom", "utf-16le", "utf-16be", "tcvn3", "tcvn5712-1", "vni", "viscii", "windows-1258"}) {
        INFO(encoding);
        const test::Folder folder("encoding");
        for (const std::string& sheet : sheets_of_2a())
            put(folder.path() / sheet, encoded(source("samples/csv/" + sheet), encoding));
        const bool unicode = std::string_view(encoding).starts_with("utf");
        // TCVN3 has no Á: the names of people get their capitals back, because the mapping says so.
        CHECK(records_of(class_2a(folder.path(), unicode ? "" : encoding,
                                  encoding == std::string("tcvn3"))) == expected);
    }
}

TEST_CASE("TCVN3's lost capitals are refused where the mapping does not give them back") {
    const test::Folder folder("tcvn3");
    Mapping mapping = one_sheet(folder.path() / "lop.csv");
    mapping.sheets[0].encoding = "tcvn3";
    const std::string row = with(kGoodRow, "Nguyễn Văn A", "Đặng Thị Ngọc Ánh");
    const std::string other = with(with(kGoodRow, "HS01", "HS02"), "Nguyễn Văn A", "NGUYỄN VĂN ĐỨC");
    put(folder.path() / "lop.csv", encoded(kHeader + row + other, "tcvn3"));
    Result<Import> import = import_sheets(mapping, primary(), uuid_of);
    REQUIRE(import);
    REQUIRE(import->rejected.size() == 2);
    CHECK(import->rejected[0].problem.what.en ==
          "\"Đặng Thị Ngọc ánh\": TCVN3 has no capitals with marks, one seems to be lost here");
    CHECK(import->rejected[1].problem.what.en ==
          "\"NGUYễN VĂN ĐứC\": TCVN3 has no capitals with marks, one seems to be lost here");
    mapping.sheets[0].columns[2].capitals = true;
    import = import_sheets(mapping, primary(), uuid_of);
    REQUIRE(import);
    REQUIRE(import->records.size() == 2);
    CHECK(import->records[0].find("Đặng Thị Ngọc Ánh") != std::string::npos);
    CHECK(import->records[1].find("NGUYỄN VĂN ĐỨC") != std::string::npos);
    CHECK(lines(import->remarks)[0].ends_with("2 cells got capitals, as the mapping says"));
}

TEST_CASE("NFC and stray space are normalised and counted; letters are not touched") {
    const std::string row =
        with(with(kGoodRow, "Nguyễn Văn A", "  Nguye\u0302\u0303n  Hoà\u00A0"), "Nam", " Nam ");
    const Import import = imported(kHeader + row);
    REQUIRE(import.records.size() == 1);
    CHECK(import.records[0].find("\"name\":\"Nguyễn Hoà\"") != std::string::npos);
    CHECK(lines(import.remarks) ==
          std::vector<std::string>{"lop.csv: 1 cells of decomposed text were composed (NFC)",
                                   "lop.csv: 2 cells had stray space, which was removed"});
}

TEST_CASE("columns can be joined, and sheets that disagree are refused") {
    const test::Folder folder("join");
    Mapping mapping = one_sheet(folder.path() / "lop.csv");
    mapping.sheets[0].columns[2] = {"Họ đệm", "pupil.name", {}, " ", false, "n:1"};
    mapping.sheets[0].columns.push_back({"Tên", "pupil.name", {}, " ", false, "n:2"});
    const std::string header = with(kHeader, "Họ và tên", "Họ đệm,Tên"),
                      row = with(kGoodRow, "Nguyễn Văn A", "Nguyễn Văn,An");
    put(folder.path() / "lop.csv", header + row);
    CHECK(records_of(mapping)[0].find("\"name\":\"Nguyễn Văn An\"") != std::string::npos);

    SheetMapping marks;
    marks.file = folder.path() / "diem.csv";
    marks.key = "Mã";
    marks.columns = {{"Họ và tên", "pupil.name"}, {"Điểm", "years.last.subjects.tieng_viet.test"}};
    mapping.sheets.push_back(marks);
    put(marks.file, "Mã,Họ và tên,Điểm\nHS01,Nguyễn Văn An,9\n");
    CHECK(records_of(mapping)[0].find("\"tieng_viet\":{\"level\":\"T\",\"test\":9}") != std::string::npos);
    put(marks.file, "Mã,Họ và tên,Điểm\nHS01,Lê Thị B,9\n");
    const Result<Import> import = import_sheets(mapping, primary(), uuid_of);
    REQUIRE(import);
    REQUIRE(import->rejected.size() == 1);
    CHECK(import->rejected[0].problem.what.en.starts_with("\"Lê Thị B\" differs from \"Nguyễn Văn An\" at "));
    CHECK(import->records.empty());
}

TEST_CASE("who is missing in a sheet is named; where a row is damaged it may be theirs") {
    const test::Folder folder("absent");
    Mapping mapping = one_sheet(folder.path() / "lop.csv");
    put(folder.path() / "lop.csv", kHeader + std::string(kGoodRow) + with(kGoodRow, "HS01", "HS02"));
    SheetMapping marks;
    marks.file = folder.path() / "diem.csv";
    marks.key = "Mã";
    marks.columns = {{"Điểm", "years.last.subjects.tieng_viet.test"}};
    mapping.sheets.push_back(marks);
    put(marks.file, "Mã,Điểm\nHS01,9\nHS09,8\n");
    Result<Import> import = import_sheets(mapping, primary(), uuid_of);
    REQUIRE(import);
    CHECK(import->records.size() == 1);  // HS09 may be HS02 mistyped: a record would lack the mark
    CHECK(import->unmatched_rows == 1);
    REQUIRE(import->rejected.size() == 2);
    CHECK(import->rejected[0].problem.where.ends_with("diem.csv:3:1 (Mã)"));
    CHECK(import->rejected[0].problem.what.en ==
          "the pupil \"HS02\" is absent from this sheet, and the key \"HS09\" of this row is not in the "
          "pupils' sheet: it may be the same pupil");
    CHECK(import->rejected[1].problem.what.en.starts_with("the key \"HS09\" is not in the pupils' sheet"));
    CHECK(lines(import->remarks).back().ends_with("1 pupils are not in this sheet: HS02"));
    put(marks.file, "Mã,Điểm\nHS01,9\nHS01,8\n");
    import = import_sheets(mapping, primary(), uuid_of);
    REQUIRE(import);
    CHECK(import->records.empty());  // HS01 stands there twice, and one of the rows may be HS02's
    put(marks.file, "Mã,Điểm\nHS01,9\nHS02,8\nHS09,8\n");
    import = import_sheets(mapping, primary(), uuid_of);
    REQUIRE(import);
    CHECK(import->records.size() == 2);  // nobody is absent
    CHECK(import->rejected.size() == 1);
    put(marks.file, "Mã,Điểm\nHS01,9\n");
    import = import_sheets(mapping, primary(), uuid_of);
    REQUIRE(import);
    CHECK(import->records.size() == 2);  // HS02 has no mark, and says so
    CHECK(import->rejected.empty());
    CHECK(lines(import->remarks).back().ends_with("1 pupils are not in this sheet: HS02"));
    put(marks.file, "Mã,Điểm\nHS01,9\nHS02,\"8\n");
    import = import_sheets(mapping, primary(), uuid_of);
    REQUIRE(import);
    CHECK(import->records.size() == 1);
    CHECK(import->rejected.size() == 2);  // the row, and HS02
}

TEST_CASE("items of an array come in their order, without the empty ones") {
    const test::Folder folder("array");
    Mapping mapping = one_sheet(folder.path() / "lop.csv");
    auto& columns = mapping.sheets[0].columns;
    for (const char* year : {"10", "2", "last"})
        for (const auto& [header, member] :
             {std::pair("Lớp ", "class"), std::pair("Trường ", "school"), std::pair("Ngày ", "arrived_on")})
            columns.push_back({header + std::string(year), fmt::format("history.{}.{}", year, member)});
    put(folder.path() / "lop.csv",
        with(kHeader, "\n",
             ",Lớp 10,Trường 10,Ngày 10,Lớp 2,Trường 2,Ngày 2,Lớp last,Trường last,Ngày last\n") +
            with(kGoodRow, "\n", ",1B,B,1/9/2023,,,,2A,C,1/9/2024\n"));
    CHECK(
        records_of(mapping)[0].find(
            R"("history":[{"arrived_on":"2023-09-01","class":"1B","school":"B"},{"arrived_on":"2024-09-01")") !=
        std::string::npos);
}

namespace {

/// A name and the marks of one subject, without all else that a form requires.
Result<record::Schema> marks_alone() {
    const auto definitions = parse_json(source("templates/definitions.json"), "definitions.json");
    REQUIRE(definitions);
    return record::Schema::parse(R"({"type": "object", "properties": {
        "pupil": {"type": "object", "properties": {"name": {"title": "Họ và tên", "type": "string"}}},
        "years": {"type": "array", "items": {"type": "object", "properties": {"subjects": {"type": "object", "properties": {
            "toan": {"$ref": "../definitions.json#/scored_subject"}}}}}}}})",
                                 "schema.json", *definitions);
}

}  // namespace

TEST_CASE("a tracking sheet of Thông tư 22 gives marks with commas, joined by the name") {
    const Result<record::Schema> schema = marks_alone();
    REQUIRE(schema);
    const test::Folder folder("tt22");
    const std::string toan = "years.last.subjects.toan.";
    SheetMapping pupils, marks;
    pupils.file = folder.path() / "hs.csv";
    marks.file = folder.path() / "toan.csv";
    pupils.key = marks.key = "Họ và tên";
    pupils.columns = {{"Họ và tên", "pupil.name"}};
    marks.columns = {{"ĐĐGtx", toan + "marks1.regular.0"},
                     {"ĐĐGtx [2]", toan + "marks1.regular.1"},
                     {"ĐĐGtx [3]", toan + "marks1.regular.2"},
                     {"ĐĐGtx [4]", toan + "marks1.regular.3"},
                     {"ĐĐGgk", toan + "marks1.mid"},
                     {"ĐĐGck", toan + "marks1.final"},
                     {"ĐTBmhkI", toan + "term1"}};
    put(pupils.file, "TT,Họ và tên\n1,Lê Văn A\n2,Trần Thị B\n");
    put(marks.file,
        "SỔ THEO DÕI VÀ ĐÁNH GIÁ HỌC SINH;;;;;;;;\nTT;Họ và tên;ĐĐGtx;;;;ĐĐGgk;ĐĐGck;ĐTBmhkI\n"
        "1;Lê Văn A;8;9,5;;10;7,5;8;8,3\n2;Trần Thị B;5;6;;;5,5;4.5;5,25\n");
    const Result<Import> import = import_sheets({"n", {}, {}, {pupils, marks}}, *schema);
    REQUIRE(import);
    CHECK(import->records ==
          std::vector<std::string>{
              R"({"pupil":{"name":"Lê Văn A"},"years":[{"subjects":{"toan":{"marks1":{"final":8,"mid":7.5,)"
              R"("regular":[8,9.5,10]},"term1":8.3}}}]})"});
    REQUIRE(import->rejected.size() == 1);
    CHECK(import->rejected[0].problem.where.ends_with("toan.csv:4:9 (ĐTBmhkI)"));
    CHECK(import->rejected[0].problem.what.en == "the mark 5.25 has more than one decimal");
}

TEST_CASE("a row that numbers the columns of a merged cell is no pupil, however many columns are mapped") {
    const Result<record::Schema> schema = marks_alone();
    REQUIRE(schema);
    const test::Folder folder("vnedu");
    SheetMapping pupils, marks;
    pupils.file = folder.path() / "hs.csv";
    marks.file = folder.path() / "toan.csv";
    pupils.key = marks.key = "Mã học sinh";
    pupils.columns = {{"Họ và tên", "pupil.name"}};
    put(pupils.file, "Mã học sinh,Họ và tên\n66HS01,Lê Văn A\n");
    put(marks.file,
        "BẢNG ĐIỂM MÔN TOÁN LỚP 7A\nSTT,Mã học sinh,Họ tên,ĐĐGtx,,,,ĐĐGgk,ĐĐGck,ĐTBmhk\n"
        ",,,1,2,3,4,,,\n1,66HS01,Lê Văn A,\"8,0\",\"9,5\",,10,\"7,5\",8,\"8,3\"\n");
    const std::string toan = "years.last.subjects.toan.";
    const std::vector<std::vector<std::string>> names{
        {"ĐĐGtx", "ĐĐGtx [2]", "ĐĐGtx [3]", "ĐĐGtx [4]", "ĐĐGgk", "ĐĐGck", "ĐTBmhk"},
        {"ĐĐGtx / 1", "ĐĐGtx / 2", "ĐĐGtx / 3", "ĐĐGtx / 4", "ĐĐGgk", "ĐĐGck", "ĐTBmhk"}};
    const char* members[] = {"marks1.regular.0",
                             "marks1.regular.1",
                             "marks1.regular.2",
                             "marks1.regular.3",
                             "marks1.mid",
                             "marks1.final",
                             "term1"};
    for (const std::vector<std::string>& headers : names)
        for (std::size_t count = 1; count <= headers.size(); ++count) {
            INFO(headers[0] << ", " << count << " columns");
            marks.columns.clear();
            for (std::size_t i = 0; i < count; ++i) marks.columns.push_back({headers[i], toan + members[i]});
            const Result<Import> import = import_sheets({"n", {}, {}, {pupils, marks}}, *schema);
            REQUIRE(import);
            CHECK(import->unmatched_rows == 0);
            CHECK(import->rejected.empty());
            REQUIRE(import->records.size() == 1);
            if (count < headers.size()) continue;
            CHECK(
                import->records[0] ==
                R"({"pupil":{"name":"Lê Văn A"},"years":[{"subjects":{"toan":{"marks1":{"final":8,"mid":7.5,)"
                R"("regular":[8,9.5,10]},"term1":8.3}}}]})");
        }
}

TEST_CASE("a mistake in the constants is said once, at its line, before any pupil gets it") {
    const test::Folder folder("constants");
    Mapping mapping = one_sheet(folder.path() / "lop.csv");
    put(folder.path() / "lop.csv", kHeader + std::string(kGoodRow) + with(kGoodRow, "HS01", "HS02"));
    mapping.constants.push_back({"school.code", 1000417, "nhap.toml:13:8"});
    mapping.constants.push_back({"years.last.class", "Ð1", "nhap.toml:22:9"});
    int given = 0;
    const Result<Import> import = import_sheets(mapping, primary(), [&](const std::string& key) {
        ++given;
        return uuid_of(key);
    });
    REQUIRE_FALSE(import);
    CHECK(given == 0);
    CHECK(import.error().fault == Fault::usage);
    const std::vector<std::string> said = lines(import.error().problems);
    CHECK(std::count_if(said.begin(), said.end(),
                        [](const std::string& line) { return line.starts_with("nhap.toml:13:8: "); }) == 1);
    CHECK(std::count(said.begin(), said.end(),
                     "nhap.toml:22:9: character 1 is \"Ð\" (U+00D0, Icelandic eth), not the Vietnamese "
                     "\"Đ\"") == 1);
}

TEST_CASE("a UUID is never made up silently, and never given twice") {
    const test::Folder folder("uuid");
    Mapping mapping = one_sheet(folder.path() / "lop.csv");
    put(folder.path() / "lop.csv", kHeader + std::string(kGoodRow) + with(kGoodRow, "HS01", "HS02"));
    const Result<Import> refused = import_sheets(mapping, primary());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::usage);
    const Result<Import> same =
        import_sheets(mapping, primary(), [](const std::string&) { return uuid_of("x"); });
    REQUIRE(same);
    CHECK(same->records.size() == 1);
    REQUIRE(same->rejected.size() == 1);
    CHECK(same->rejected[0].problem.what.en ==
          "the look-up UUID " + uuid_of("x") + " is already another pupil's");
}

TEST_CASE("the ledger gives the same pupil the same UUID, also after it was written and read") {
    UuidLedger ledger;
    int made = 0;
    const auto random = [&] { return std::string(16, static_cast<char>(++made)); };
    const std::string first = ledger.of("HS01", random);
    CHECK(first == "01010101-0101-4101-8101-010101010101");  // version 4, variant 10
    CHECK(ledger.of("HS01", random) == first);
    CHECK(ledger.of("=1,\"2\"", random) != first);
    CHECK(ledger.added() == 2);
    Result<UuidLedger> read = UuidLedger::parse(ledger.csv(), "uuids.csv");
    REQUIRE(read);
    CHECK(read->of("HS01", random) == first);
    CHECK(read->csv() == ledger.csv());
    CHECK(read->added() == 0);
    CHECK_FALSE(UuidLedger::parse("a,b\n", "uuids.csv"));
    CHECK_FALSE(
        UuidLedger::parse(ledger.csv() + "HS01,01010101-0101-4101-8101-010101010102\r\n", "uuids.csv"));
}

TEST_CASE("rejected rows are written for a spreadsheet, which must not run their formulas") {
    const Import import = imported(kHeader + with(with(kGoodRow, "Nam", "=1+1"), "05/9/2017", "05/9/17"));
    CHECK(import.records.empty());
    const std::string csv = rejected_csv(import.rejected, true);
    const std::vector<Row> rows = parse_csv(csv.substr(3), ',');
    REQUIRE(rows.size() == 3);  // header, two problems of one row
    CHECK(rows[0].cells[3].text == "Lỗi");
    CHECK(rows[1].cells[1].text == "2");
    CHECK(rows[1].cells[2].text == "lop.csv:2:4 (Ngày sinh)");
    CHECK(rows[1].cells[9].text == "'=1+1");
}
