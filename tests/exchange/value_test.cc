// Cells as values, by the kind that the schema gives to their place.
#include "engine/exchange/mapping_value.h"

#include <catch2/catch.hpp>

#include "tests/exchange/import_support.h"

using namespace hocba;
using namespace hocba::exchange;

namespace {

/// The value as JSON, or why there is none.
std::string value(const std::string& to, const std::string& text, const Words& own = {}) {
    Mapping mapping = one_sheet("lop.csv");
    mapping.sheets[0].columns = {{"x", to, own}};
    const Result<Plan> plan = plan_of(mapping, primary());
    REQUIRE(plan);
    const PlannedColumn& column = plan->sheets[0].columns[0];
    const Value read = read_value(column.target, text, column.words, plan->words);
    return read.refused.vi.empty() ? canonical(read.json) : read.refused.en;
}

}  // namespace

TEST_CASE("a cell is read as its place in the record wants it") {
    const std::string toan = "years.last.subjects.toan.";
    const struct {
        std::string to;
        const char* text;
        const char* json;
    } table[] = {
        {toan + "test", "9", "9"},
        {toan + "test", "9,0", "9"},
        {toan + "test", "8.5", "8.5"},  // the schema wants whole marks here and says so
        {toan + "test", "8,50", "8.5"},
        {toan + "test", "tám", "\"tám\" (Điểm kiểm tra định kì cuối năm) is no number"},
        {toan + "test", "8.5.1", "\"8.5.1\" (Điểm kiểm tra định kì cuối năm) is no number"},
        {toan + "test", "-1", "\"-1\" (Điểm kiểm tra định kì cuối năm) is no number"},
        {toan + "test", "=8+1", "\"=8+1\" (Điểm kiểm tra định kì cuối năm) is no number"},
        {toan + "test", "99999999999999999999",
         "\"99999999999999999999\" (Điểm kiểm tra định kì cuối năm) is no number"},
        {toan + "test", "", "null"},
        {"years.last.weight_kg", "29,5", "29.5"},
        {"years.last.grade", "2", "2"},
        {"years.last.grade", "2,5", "\"2,5\" (Khối lớp) must be a whole number"},
        {"pupil.born", "05/9/2017", "\"2017-09-05\""},
        {"pupil.born", "5/09/2017", "\"2017-09-05\""},
        {"pupil.born", "05-09-2017", "\"2017-09-05\""},
        {"pupil.born", "2017-09-05", "\"2017-09-05\""},
        {"pupil.born", "29/2/2017", "\"29/2/2017\" (Ngày, tháng, năm sinh) is no day of the calendar"},
        {"pupil.born", "9/30/2017", "\"9/30/2017\" (Ngày, tháng, năm sinh) is no day of the calendar"},
        {"pupil.born", "5/9/17", "\"5/9/17\" (Ngày, tháng, năm sinh) is no day of the calendar"},
        {"pupil.born", "42983", "\"42983\" (Ngày, tháng, năm sinh) is a day number of Excel, no date"},
        {"pupil.gender", "NAM", "\"Nam\""},
        {"pupil.gender", "M", "\"M\" (Giới tính) is not one of: Nam, Nữ"},
        {toan + "level", "Ð", "character 1 is \"Ð\" (U+00D0, Icelandic eth), not the Vietnamese \"Đ\""},
        {toan + "level", "T", "\"T\""},
        {toan + "level", "hoàn thành tốt", "\"T\""},  // by the mapping's words
        {toan + "level", "Đ", "\"Đ\" (Mức đạt được) is not one of: T, H, C"},
        {"years.last.result", "Hoàn thành tốt",
         "\"Hoàn thành tốt\""},  // stands in the schema: no word is asked
        {"years.last.promoted", "Có", "true"},
        {"years.last.promoted", "0", "false"},
        {"years.last.promoted", "lên lớp", "\"lên lớp\" (Được lên lớp) is neither yes nor no"},
        {"circular", "27/2020/TT-BGDĐT", "\"27/2020/TT-BGDĐT\""},
        {"circular", "22/2021/TT-BGDĐT", "\"22/2021/TT-BGDĐT\" (Thông tư) must be \"27/2020/TT-BGDĐT\""},
        {"pupil.name", "=cmd|' /C calc'!A0", "\"=cmd|' /C calc'!A0\""},  // a formula is a text like another
        {"pupil.id", "001217000231", "\"001217000231\""},
        {"pupil.id", "1217000231",
         "\"1217000231\" (Mã số định danh cá nhân) does not have 12 digits: Excel took it for a number and "
         "dropped the zeros in front"},
        {"pupil.id", "1,217E+09",
         "\"1,217E+09\" (Mã số định danh cá nhân) does not have 12 digits: Excel took it for a number and "
         "dropped the zeros in front"},
        {"lookup_uuid", "6F1D2C8E-0B7A-4C35-9A41-2F5D7E3B9C10", "\"6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10\""},
    };
    for (const auto& [to, text, json] : table) {
        INFO(to << ' ' << text);
        CHECK(value(to, text) == json);
    }
}

TEST_CASE("a sign in a mark's place may be said to be none; a word may not, it may be a mark") {
    const Json schema(Json::Object{{"type", "number"}});
    Target target;
    target.schema = &schema;
    target.kind = Kind::mark;
    CHECK(read_value(target, "-", {}, {}).hint.vi.ends_with("values = { \"-\" = \"\" }"));
    CHECK(read_value(target, "tám", {}, {}).hint.vi.find("values") == std::string::npos);
}

TEST_CASE("a column's own words come first, and may give an empty cell a meaning or take it away") {
    CHECK(value("pupil.gender", "x", {{"X", "Nữ"}, {"", "Nam"}}) == "\"Nữ\"");
    CHECK(value("pupil.gender", "", {{"X", "Nữ"}, {"", "Nam"}}) == "\"Nam\"");
    CHECK(value("years.last.subjects.toan.test", "-", {{"-", ""}}) == "null");
    CHECK(value("years.last.promoted", "Được lên lớp", {{"được lên lớp", true}}) == "true");
}

TEST_CASE("a mapping that does not fit the form is refused with its line and the nearest name") {
    Mapping mapping = one_sheet("lop.csv");
    mapping.sheets[0].columns = {{"a", "pupil.nam", {}, {}, false, "nhap.toml:7:1"},
                                 {"b", "years.last.subjects.toan", {}, {}, false, "nhap.toml:8:1"},
                                 {"c", "pupil.born", {}, {}, false, "nhap.toml:9:1"},
                                 {"d", "pupil.born", {}, {}, false, "nhap.toml:10:1"},
                                 {"e", "", {}, {}, false, "nhap.toml:11:1"},
                                 {"f", "pupil.name.first", {}, {}, false, "nhap.toml:12:1"}};
    const Result<Plan> plan = plan_of(mapping, primary());
    REQUIRE_FALSE(plan);
    CHECK(plan.error().fault == Fault::usage);
    CHECK(lines(plan.error().problems) ==
          std::vector<std::string>{
              "nhap.toml:7:1: the form has no member \"nam\" (in \"pupil.nam\")",
              "nhap.toml:8:1: \"years.last.subjects.toan\" is a group of members, not one value",
              "nhap.toml:10:1: \"c\" and \"d\" both go to \"pupil.born\"",
              "nhap.toml:11:1: the form has no member \"\" (in \"\")",
              "nhap.toml:12:1: the form has no member \"first\" (in \"pupil.name.first\")"});
    CHECK(plan.error().problems[0].hint.vi == "Có phải là \"name\"?");
}

TEST_CASE("a wrong subject is said once, at its line, not once a column") {
    Mapping mapping = one_sheet("lop.csv");
    const std::string under = "years.last.subjects.toans";
    mapping.sheets[0].under = under;
    mapping.sheets[0].under_where = "nhap.toml:40:11";
    mapping.sheets[0].columns = {{"a", under + ".level"}, {"b", under + ".test"}, {"c", "pupil.name"}};
    const Result<Plan> plan = plan_of(mapping, primary());
    REQUIRE_FALSE(plan);
    CHECK(lines(plan.error().problems) ==
          std::vector<std::string>{
              "nhap.toml:40:11: the form has no member \"toans\" (in \"years.last.subjects.toans\")"});
}
