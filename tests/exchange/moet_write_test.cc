// Records as MOET's XML: there and back, what is missing, what is lost, what is refused.
#include <algorithm>

#include "tests/exchange/support.h"

using namespace hocba;
using namespace hocba::exchange;
using record::at;
using record::lines;
using record::sample;

namespace {

using Lines = std::vector<std::string>;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto found = text.find(what);
    REQUIRE(found != std::string::npos);
    return text.replace(found, what.size(), by);
}

/// MOET's example with every mandatory value: the sample of the form, and the day it was made.
Json complete() {
    Json json = sample();
    at(json, "created_on") = "2024-05-25";
    return json;
}

/// The class's records lack what the form does not print; here it is, invented.
Json completed(Json json) {
    const Json whole = complete();
    for (const char* member : {"place", "created_on", "history"}) at(json, member) = *whole.find(member);
    at(json, "pupil", "code") = "0100000018";
    at(json, "pupil", "register") = "18/2020";
    at(json, "school", "department") = "Sở Giáo dục và Đào tạo Hà Nội";
    at(json, "school", "department_code") = "01";
    Json& year = at(json, "years", 0);
    at(year, "weight_kg") = 31.2;
    at(year, "height_cm") = 135;
    at(year, "absences") = Json::Object{{"excused", 1}, {"unexcused", 0}};
    at(year, "head", "id") = "001070000019";
    return json;
}

Json read_back(const Unit& unit) {
    const Result<Json> json = record::from_moet_xml(unit.xml, "back.xml");
    REQUIRE(json);
    return *json;
}

/// The tags that the messages name, in order: "<HO_VA_TEN>" → "HO_VA_TEN".
Lines tags_named(const std::vector<Problem>& problems) {
    Lines names;
    for (const Problem& problem : problems) {
        const std::string& text = problem.what.en;
        const auto from = text.find('<') + 1;
        names.push_back(text.substr(from, text.find('>') - from));
    }
    return names;
}

}  // namespace

TEST_CASE("MOET's example, read and written again, is the same canonical XML but for two times of day") {
    std::string expected = record::source(kMoetSample);
    // A record keeps days: canonical is the day's first second in Vietnam.
    expected = replaced(expected, "2024-05-25T08:00:00+07:00", "2024-05-25T00:00:00+07:00");
    expected = replaced(expected, "2024-05-31T10:00:00+07:00", "2024-05-31T00:00:00+07:00");
    const Unit unit = unit_of(*record::from_moet_xml(record::source(kMoetSample), "hoc-ba.xml"));
    CHECK(unit.warnings.empty());
    CHECK(unit.uuid == "6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10");
    CHECK(canonical_xml(xml_file(unit.xml)) == canonical_xml(expected));
    CHECK(unit_of(read_back(unit)).xml == unit.xml);
}

TEST_CASE("a complete record, written and read again, is the same record") {
    const Json json = complete();
    const Unit unit = unit_of(json);
    CHECK(lines(unit.warnings) == Lines{});
    CHECK(pretty(read_back(unit)) == pretty(json));
}

TEST_CASE("the class of 35, completed, comes back as it was; a pupil without parents is named once") {
    std::size_t without_mother = 0;
    for (const Json& given : class_of_35()) {
        const Json json = completed(given);
        const Unit unit = unit_of(json);
        const bool mother = json.find("pupil")->find("mother") != nullptr;
        without_mother += mother ? 0 : 1;
        CHECK(tags_named(unit.warnings) == (mother ? Lines{} : Lines{"HO_VA_TEN_ME"}));
        CHECK(pretty(read_back(unit)) == pretty(json));
    }
    CHECK(without_mother == 1);
}

TEST_CASE(
    "what the class lacks is named by tag, Vietnamese name and place, exactly as the reader will miss it") {
    const Json json = class_of_35().front();
    const Unit unit = unit_of(json, {});
    const Lines expected{"MA_SO_GIAO_DUC",
                         "TEN_SO_GD",
                         "SO_SO_DANG_BO",
                         "MA_HOC_SINH",
                         "CAN_NANG",
                         "CHIEU_CAO",
                         "TONG_SO_BUOI_NGHI_CO_PHEP",
                         "THONG_SO_BUOI_NGHI_KHONG_PHEP",
                         "SO_CCCD_GIAM_HIEU_KY_HOC_BA",
                         "DIA_DANH_PHAT_HANH_HOC_BA",
                         "NGAY_TAO_HOC_BA",
                         "QUA_TRINH_HOC_TAP",
                         "MA_MON_HOC"};
    CHECK(tags_named(unit.warnings) == expected);
    CHECK(unit.warnings[4].where == "r.json/years/0/weight_kg");
    CHECK(unit.warnings[4].what.vi ==
          "Hồ sơ không có gì để ghi vào thẻ bắt buộc <CAN_NANG> (Cân nặng); XML được ghi mà thiếu thẻ này");
    CHECK(unit.warnings[11].where == "r.json/history");
    CHECK(unit.warnings[12].where == "r.json/years/0/subjects");
    CHECK_THAT(unit.warnings[12].hint.en, Catch::EndsWith("am_nhac, mi_thuat, hoat_dong_trai_nghiem"));

    const Result<Json> back = record::from_moet_xml(unit.xml, "back.xml");
    REQUIRE_FALSE(back);
    Lines missed;
    for (const Problem& problem : back.error().problems) {
        const auto from = problem.what.en.find('<') + 1;
        missed.push_back(problem.what.en.substr(from, problem.what.en.find('>') - from));
    }
    missed.erase(std::unique(missed.begin(), missed.end()), missed.end());  // 12 rows without MA_MON_HOC
    CHECK(missed == expected);
}

TEST_CASE("a missing tag is left out, never empty") {
    const Unit unit = unit_of(class_of_35().front(), {});
    CHECK(unit.xml.find("CAN_NANG") == std::string::npos);
    const test::Folder folder("empty");
    const std::string file = written(folder, "x.xml", unit.xml);
    CHECK(test::run("xmllint --xpath 'count(//*[not(node())])' " + file).output == "0\n");
    CHECK(unit.xml.find("DANH_SACH_THONG_TIN_KY") == std::string::npos);
}

TEST_CASE("what the XML has no place for is named where it stands") {
    Json json = complete();
    at(json, "form") = "tt27-2020-tieu-hoc-so";
    at(json, "years", 0, "individual_plan") = true;
    CHECK(
        lines(unit_of(json).warnings) ==
        Lines{
            "r.json/form: CV 2088's XML has no place for the member \"form\"",
            "r.json/years/0/individual_plan: CV 2088's XML has no place for the member \"individual_plan\""});
}

TEST_CASE("of several school years the last is written, and the others are named") {
    Json json = complete();
    Json before = at(json, "years", 0);
    at(before, "name") = "2022-2023";
    at(before, "grade") = 3;
    at(json, "years") = Json::Array{before, at(json, "years", 0)};
    const Unit unit = unit_of(json);
    CHECK(lines(unit.warnings) ==
          Lines{"r.json/years/0: CV 2088's XML has no place for the member \"years\""});
    CHECK(unit.xml == unit_of(complete()).xml);
}

TEST_CASE("a value that the XML would change is named with both values") {
    Json json = complete();
    at(json, "pupil", "name") = "Nguyễn Văn A ";
    at(json, "years", 0, "weight_kg") = 29.123456;
    CHECK(
        lines(unit_of(json).warnings) ==
        Lines{"r.json/pupil/name: the member \"name\" is \"Nguyễn Văn A \", read back from the XML it is "
              "\"Nguyễn Văn A\"",
              "r.json/years/0/weight_kg: the member \"weight_kg\" is 29.123456, read back from the XML it is "
              "29.1235"});
}

TEST_CASE("hostile text comes back letter by letter, for us and for libxml2") {
    const std::string hostile =
        "\"nháy\" 'đơn' \\ \\\" \\n & &amp; &lt; <b> </HOC_BA> ]]> <![CDATA[x]]> <!-- --> "
        "dòng một\ndòng hai; K'Brơi ỷ ữ Ở ẵ ử, 𠮷";
    Json json = complete();
    at(json, "years", 0, "subjects_remark") = hostile;
    at(json, "pupil", "name") = "H'Hen \"Niê\" & <Êban> ]]>";
    const Unit unit = unit_of(json);
    CHECK(lines(unit.warnings) == Lines{});
    CHECK(pretty(read_back(unit)) == pretty(json));
    CHECK(unit.xml.find_first_of("\"'\\\n") == std::string::npos);

    const test::Folder folder("hostile");
    const std::string file = written(folder, "x.xml", xml_file(unit.xml));
    CHECK(test::run("xmllint --xpath 'string(//NHAN_XET_GVCN)' " + file).output == hostile + "\n");
    CHECK(test::run("xmllint --xpath 'count(//HOC_BA)' " + file).output == "1\n");
}

TEST_CASE("NFD text is written as NFC") {
    Json json = complete();
    at(json, "pupil", "name") = "Nguye\xCC\x82\xCC\x83n Va\xCC\x86n A";
    CHECK(unit_of(json).xml == unit_of(complete()).xml);
}

TEST_CASE("the levels, the flags and the names of languages are those of CV 2088, phụ lục 2") {
    Json json = complete();
    Json& year = at(json, "years", 0);
    at(year, "subjects", "toan") = Json::Object{{"level", "C"}, {"test", 3}};
    at(year, "subjects", "ngoai_ngu_1", "language") = "Tiếng Hoa (Quảng Đông)";
    at(year, "subjects", "tieng_dan_toc") = Json::Object{{"level", "H"}, {"language", "Tiếng Ê-đê"}};
    at(year, "qualities", "cham_chi") = "C";
    at(year, "promoted") = false;
    at(year, "completion") = "Chưa hoàn thành chương trình lớp 4; Chưa được lên lớp.";
    SubjectCodes codes = sample_codes();
    codes["tieng_dan_toc"] = "13";
    const Unit unit = unit_of(json, codes);
    for (const char* written : {"<MA_MON_HOC>02</MA_MON_HOC><TEN_MON_HOC>Toán</"
                                "TEN_MON_HOC><MUC_DAT_DUOC>Chưa hoàn thành</MUC_DAT_DUOC>"
                                "<DIEM_KIEM_TRA_DINH_KY>3</DIEM_KIEM_TRA_DINH_KY>",
                                "<TEN_MON_HOC>Ngoại ngữ 1 Tiếng Hoa (Quảng Đông)</TEN_MON_HOC>",
                                "<TEN_MON_HOC>Tiếng dân tộc Tiếng Ê-đê</TEN_MON_HOC>",
                                "<PHAM_CHAT_CHAM_CHI>Cần cố gắng</PHAM_CHAT_CHAM_CHI>",
                                "<DUOC_LEN_LOP>0</DUOC_LEN_LOP>", "<DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC>0<"})
        CHECK_THAT(unit.xml, Catch::Contains(written));
    CHECK(lines(unit.warnings) == Lines{});
    CHECK(pretty(read_back(unit)) == pretty(json));
}

TEST_CASE("grade 5 says whether primary school was completed; other grades do not") {
    Json json = complete();
    at(json, "years", 0, "grade") = 5;
    at(json, "years", 0, "completion") = "Hoàn thành chương trình tiểu học.";
    const char* const tag = "<DA_HOAN_THANH_CHUONG_TRINH_TIEU_HOC>1<";
    CHECK_THAT(unit_of(json).xml, Catch::Contains(tag));
    CHECK_THAT(unit_of(complete()).xml, !Catch::Contains("CHUONG_TRINH_TIEU_HOC"));
}

TEST_CASE("no XML is made for what CV 2088 does not specify") {
    const Result<record::Schema> any = record::Schema::parse("{}", "any.json");
    REQUIRE(any);
    const auto refused = [&](const Json& json, const char* circular = "") {
        const Result<Unit> unit = to_moet_xml(*record::from_json(json, *any, "r.json"), {}, circular);
        REQUIRE_FALSE(unit);
        CHECK(unit.error().fault == Fault::record);
        return lines(unit.error().problems);
    };
    const std::string rule =
        ": CV 2088 specifies XML for primary school under Thông tư 27/2020/TT-BGDĐT alone";
    Json json = complete();
    at(json, "level") = "thcs";
    CHECK(refused(json) == Lines{"r.json/level: level \"thcs\"" + rule});
    at(json, "level") = "tieu-hoc";
    at(json, "circular") = "30/2014/TT-BGDĐT";
    CHECK(refused(json) == Lines{"r.json/circular: circular \"30/2014/TT-BGDĐT\"" + rule});
    json.object()->erase("circular");
    CHECK(refused(json, "30/2014/TT-BGDĐT") ==
          Lines{"r.json/circular: circular \"30/2014/TT-BGDĐT\"" + rule});
    at(json, "lookup_uuid") = "6f1d2c8e";
    CHECK(refused(json, "27/2020/TT-BGDĐT") ==
          Lines{"r.json/lookup_uuid: there is no look-up code (a UUID of version 4)"});
    json.object()->erase("years");
    CHECK(refused(json, "27/2020/TT-BGDĐT") == Lines{"r.json: this is not one pupil's record" + rule});
}

TEST_CASE("subject codes are strings of known subjects") {
    const Result<SubjectCodes> codes =
        subject_codes(*parse_json(R"({"toan": 2, "thien_van": "9", "khoa_hoc": "5"})", "c.json"), "c.json");
    REQUIRE_FALSE(codes);
    CHECK(lines(codes.error().problems) ==
          Lines{"c.json/thien_van: the form has no such subject", "c.json/toan: a code is a string"});
    CHECK(lines(subject_codes(Json(3), "c.json").error().problems) ==
          Lines{"c.json: subject codes are {\"toan\": \"02\", …}"});
}
