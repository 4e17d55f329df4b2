// Bad input: the place and the words of every complaint.
#include "tests/record/support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

struct Bad {
    const char* file;
    const char* where;
    const char* vi;
    const char* en;
    const char* hint;
};

std::vector<Problem> read(const std::string& file) {
    const Result<Record> record = parse(source("tests/bad/" + file), primary(), file);
    if (record) return {};
    CHECK(record.error().fault == Fault::record);
    return record.error().problems;
}

}  // namespace

TEST_CASE("each bad file yields its one complaint, at its place, in two languages, with what to do") {
    const Bad table[] = {
        {"not-json.json", "not-json.json:3:13", "Không phải JSON hợp lệ, gần \"\"level\": ti\"",
         "this is not JSON, near \"\"level\": ti\"", ""},
        {"unknown-subject.json", "unknown-subject.json/years/0/subjects/khoa_hok",
         "Mẫu không có mục \"khoa_hok\"", "the form has no member \"khoa_hok\"",
         "did you mean \"khoa_hoc\"?"},
        {"missing-name.json", "missing-name.json/pupil", "Thiếu mục \"name\" (Họ và tên học sinh)",
         "the member \"name\" (Họ và tên học sinh) is missing", "add it to the record"},
        {"mark-of-11.json", "mark-of-11.json/years/0/subjects/toan/test",
         "11 (Điểm kiểm tra định kì cuối năm) phải từ 0 đến 10",
         "11 (Điểm kiểm tra định kì cuối năm) must be from 0 to 10",
         "Số nguyên từ 0 đến 10, không cho điểm thập phân (Thông tư 27/2020/TT-BGDĐT, Điều 7 khoản 1 điểm "
         "d)"},
        {"id-of-9-digits.json", "id-of-9-digits.json/pupil/id",
         "\"123456789\" (Mã số định danh cá nhân) phải gồm đúng 12 chữ số; ở đây có 9 ký tự",
         "\"123456789\" (Mã số định danh cá nhân) must have exactly 12 digits; it has 9 characters",
         "Số định danh cá nhân 12 chữ số, ghi trong ngoặc kép: \"001214000017\" (giữ các số 0 ở đầu)"},
        {"eth.json", "eth.json/years/0/subjects_remark",
         "Ký tự thứ 1 là \"Ð\" (U+00D0, chữ Iceland), không phải chữ \"Đ\" tiếng Việt",
         "character 1 is \"Ð\" (U+00D0, Icelandic eth), not the Vietnamese \"Đ\"", "type \"Đ\" (U+0110)"},
        {"control.json", "control.json/pupil/name",
         "Ký tự thứ 11 (U+0007) là ký tự điều khiển hoặc ký tự ẩn, không in được",
         "character 11 (U+0007) is a control or hidden character and cannot be printed",
         "delete it and type again; \\n is the only line break"},
        {"tcvn3.json", "tcvn3.json:11:18", "Văn bản không phải UTF-8 (có thể là mã TCVN3, VNI hoặc VISCII)",
         "the text is not UTF-8 (it may be TCVN3, VNI or VISCII)", "export the data again as Unicode UTF-8"},
        {"tcvn3-as-latin1.json", "tcvn3-as-latin1.json/pupil/name",
         "\"NguyÔn V¨n A\" là chữ mã TCVN3 (ABC) chưa chuyển sang Unicode",
         "\"NguyÔn V¨n A\" is TCVN3 (ABC) text that was not converted to Unicode",
         "convert the data from TCVN3 to precomposed Unicode and export it again"},
    };
    for (const Bad& bad : table) {
        INFO(bad.file);
        const std::vector<Problem> problems = read(bad.file);
        REQUIRE(problems.size() == 1);
        CHECK(problems[0].where == bad.where);
        CHECK(problems[0].what.vi == bad.vi);
        CHECK(problems[0].what.en == bad.en);
        CHECK(problems[0].hint.en == bad.hint);
    }
}

TEST_CASE("a record of another form is refused with all that differs") {
    const std::vector<std::string> expected{
        "wrong-schema.json/circular: \"58/2011/TT-BGDĐT\" (Thông tư) is not one of the allowed values: "
        "\"27/2020/TT-BGDĐT\"",
        "wrong-schema.json/level: \"thpt\" (Cấp học) is not one of the allowed values: \"tieu-hoc\"",
        "wrong-schema.json/marks: the form has no member \"marks\"",
        "wrong-schema.json/name: the form has no member \"name\"",
        "wrong-schema.json: the member \"effective_on\" (Ngày ký học bạ) is missing",
        "wrong-schema.json: the member \"lookup_uuid\" (Mã số tra cứu học bạ (UUID)) is missing",
        "wrong-schema.json: the member \"pupil\" (Học sinh) is missing",
        "wrong-schema.json: the member \"school\" (Trường) is missing",
        "wrong-schema.json: the member \"years\" (Các năm học) is missing",
    };
    std::vector<std::string> found = lines(read("wrong-schema.json"));
    std::sort(found.begin(), found.end());
    CHECK(found == expected);
}

TEST_CASE("decomposed text is the same record as composed text") {
    const Result<Record> decomposed = parse(source("tests/bad/nfd.json"), primary(), "nfd.json");
    const Result<Record> composed = from_json(sample(), primary(), "sample.json");
    REQUIRE(decomposed);
    REQUIRE(composed);
    CHECK(decomposed->json() == composed->json());
    CHECK(decomposed->bytes() == composed->bytes());
    CHECK(decomposed->digest() == composed->digest());
}

TEST_CASE("an emoji is text here: whether a font has it is the font's question") {
    CHECK(read("emoji.json").empty());
}

TEST_CASE("ten megabytes of remarks are refused with the place of the text and its length") {
    Json json = sample();
    at(json, "years", 0, "subjects_remark") = std::string(10'000'000, 'a');
    const Result<Record> record = parse(canonical(json), primary(), "large.json");
    REQUIRE_FALSE(record);
    REQUIRE(record.error().problems.size() == 1);
    const Problem& problem = record.error().problems[0];
    CHECK(problem.where == "large.json/years/0/subjects_remark");
    CHECK(problem.what.vi == "Hồ sơ quá lớn: 9.5 MiB; một hồ sơ nhiều nhất 1 MiB");
    CHECK(problem.hint.en == "its longest text has 10000000 characters: check that text");
}

TEST_CASE("seventeen megabytes are refused unread") {
    const Result<Record> record = parse(std::string(17 << 20, ' '), primary(), "huge.json");
    REQUIRE_FALSE(record);
    CHECK(lines(record.error().problems) ==
          std::vector<std::string>{
              "huge.json: the record is too large: 17.0 MiB; one record has at most 1 MiB"});
}

TEST_CASE("a remark of 3001 characters is one too long; 20 000 never reach the schema") {
    Json json = sample();
    at(json, "years", 0, "qualities_remark") = std::string(3001, 'a');
    CHECK(lines(problems_of(json)) ==
          std::vector<std::string>{
              "r.json/years/0/qualities_remark: 3001 characters (Nhận xét phẩm chất); at most 3000 fit"});
    at(json, "years", 0, "qualities_remark") = std::string(20'000, 'a');
    CHECK(
        lines(problems_of(json)) ==
        std::vector<std::string>{
            "r.json/years/0/qualities_remark: 20000 characters; no cell of a transcript has room for them"});
}
