// The list of what is recalled: its example's form, bare UUIDs, and what is refused.
#include "tests/exchange/support.h"

using namespace hocba;
using namespace hocba::exchange;
using record::at;
using record::lines;

namespace {

using Lines = std::vector<std::string>;

const char* const kUuid = "4ef748d9-2146-4a82-95a5-8534051475f0";

Lines refused(const std::vector<Recalled>& recalled) {
    const auto list = recall_list(recalled);
    REQUIRE_FALSE(list);
    CHECK(list.error().fault == Fault::record);
    return lines(list.error().problems);
}

}  // namespace

TEST_CASE(
    "a recalled transcript is listed as CV 2088's example lists it, with its day of birth in dd/mm/yyyy") {
    const auto list = recall_list({{record::sample(), "a.json"}});
    REQUIRE(list);
    CHECK(list->warnings.empty());
    CHECK(list->xml ==
          "<DANH_SACH_HOC_BA id=\"dataDanhSach\"><HOC_BA>"
          "<MA_TRA_CUU_UUID>6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10</MA_TRA_CUU_UUID>"
          "<HO_VA_TEN>Nguyễn Văn A</HO_VA_TEN>"
          "<GIOI_TINH>Nam</GIOI_TINH>"
          "<NGAY_SINH>15/03/2014</NGAY_SINH>"
          "<SO_CCCD>001214000017</SO_CCCD>"
          "<TEN_TRUONG>Tiểu học Quang Trung</TEN_TRUONG>"
          "<MA_TRUONG>01000417</MA_TRUONG>"
          "<TEN_NAM_HOC>2023-2024</TEN_NAM_HOC>"
          "</HOC_BA></DANH_SACH_HOC_BA>");
    CHECK(decoded(list->content) == list->xml);
    CHECK(canonical_xml(list->xml) == list->xml);
}

TEST_CASE("a UUID alone is listed alone, and what is missing is named") {
    const auto list = recall_list({{Json::Object{{"lookup_uuid", kUuid}}, "ma.txt:3"}});
    REQUIRE(list);
    CHECK(list->xml == std::string("<DANH_SACH_HOC_BA id=\"dataDanhSach\"><HOC_BA><MA_TRA_CUU_UUID>") +
                           kUuid + "</MA_TRA_CUU_UUID></HOC_BA></DANH_SACH_HOC_BA>");
    REQUIRE(list->warnings.size() == 7);
    CHECK(list->warnings[0].where == "ma.txt:3/pupil/name");
    CHECK(list->warnings[6].what.en ==
          "the record has nothing for the mandatory tag <TEN_NAM_HOC> (Tên năm học); the XML is written "
          "without it");
}

TEST_CASE("a wrong record can be recalled: that is what recalling is for") {
    Json json = record::sample();
    at(json, "years", 0, "result") = "Hoàn thành xuất sắc";
    at(json, "pupil", "id") = "123456789";
    json.object()->erase("effective_on");
    const auto list = recall_list({{json, "a.json"}});
    REQUIRE(list);
    CHECK_THAT(list->xml, Catch::Contains("<SO_CCCD>123456789</SO_CCCD>"));
}

TEST_CASE("the class of 35 is one list; hostile names survive it") {
    std::vector<Recalled> recalled;
    for (const Json& json : class_of_35()) recalled.push_back({json, "c"});
    at(recalled[0].record, "pupil", "name") = "\"A\" & <B> ]]> \\ 'C'\nệ";
    const auto list = recall_list(recalled);
    REQUIRE(list);
    CHECK(decoded(list->content) == list->xml);
    const test::Folder folder("recall");
    const std::string file = written(folder, "r.xml", xml_file(list->xml));
    CHECK(test::run("xmllint --xpath 'count(//HOC_BA)' " + file).output == "35\n");
    CHECK(test::run("xmllint --xpath 'string(//HOC_BA[1]/HO_VA_TEN)' " + file).output ==
          "\"A\" & <B> ]]> \\ 'C'\nệ\n");
}

TEST_CASE("no UUID, the same UUID twice, another level and hidden characters are refused, all at once") {
    const Json good = record::sample();
    Json thcs = good, hidden = good;
    at(thcs, "level") = "thcs";
    at(thcs, "lookup_uuid") = kUuid;
    at(hidden, "lookup_uuid") = "b6e500c5-7f9b-4b39-8f99-e436a2c13502";
    at(hidden, "pupil", "name") = "A\x01";
    CHECK(refused({{good, "a"},
                   {good, "b"},
                   {Json::Object{{"lookup_uuid", "4EF748D9"}}, "c"},
                   {thcs, "d"},
                   {hidden, "e"},
                   {Json(7), "f"}}) ==
          Lines{"b: 6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10 occurs twice",
                "c: \"4EF748D9\" is no look-up code (a UUID of version 4, lower case)",
                "d/level: level \"thcs\": CV 2088 specifies XML for primary school under Thông tư "
                "27/2020/TT-BGDĐT "
                "alone",
                "e/pupil/name: character 2 (U+0001) is a control or hidden character and cannot be printed",
                "f/level: level \"\": CV 2088 specifies XML for primary school under Thông tư "
                "27/2020/TT-BGDĐT alone",
                "f: \"\" is no look-up code (a UUID of version 4, lower case)"});
}

TEST_CASE("a list beyond the limit is refused") {
    const auto list = recall_list({{record::sample(), "a.json"}}, 100);
    REQUIRE_FALSE(list);
    CHECK_THAT(lines(list.error().problems).front(), Catch::StartsWith("a.json: the list takes "));
}
