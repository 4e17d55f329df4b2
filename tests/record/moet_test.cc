// MOET's XML: the worked example, completed and as printed, and what is refused.
#include <algorithm>
#include <cstdint>

#include "tests/record/support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

const char* const kSample = "samples/moet-cv2088/hoc-ba.xml";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto found = text.find(what);
    REQUIRE(found != std::string::npos);
    return text.replace(found, what.size(), by);
}

std::vector<std::string> complaints(const std::string& bytes) {
    const Result<Json> json = from_moet_xml(bytes, "x.xml");
    return json ? std::vector<std::string>{} : lines(json.error().problems);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("MOET's example, completed, is the sample of the form") {
    const Result<Json> json = from_moet_xml(source(kSample), "hoc-ba.xml");
    REQUIRE(json);
    Json expected = sample();
    at(expected, "created_on") = "2024-05-25";  // NGAY_TAO_HOC_BA
    CHECK(pretty(*json) == pretty(expected));
    const Result<Record> record = from_json(*json, primary(), "hoc-ba.xml");
    REQUIRE(record);
    CHECK(check(*record).errors.empty());
}

TEST_CASE("MOET's example as it is printed yields exactly these complaints") {
    const auto lack = [](const char* place, const char* tag, const char* in) {
        return std::string("x.xml:") + place + ": the mandatory tag <" + tag + "> is missing in <" + in + ">";
    };
    Lines expected;
    for (const char* tag : {"PHIEN_BAN", "THONG_TU", "MA_TRA_CUU_UUID", "MA_SO_GIAO_DUC", "TEN_SO_GD",
                            "MA_TRUONG", "MA_CAP_HOC", "SO_SO_DANG_BO"})
        expected.push_back(lack("4:5", tag, "THONG_TIN_CHUNG"));
    expected.push_back("x.xml:11:7: SO_CCCD: \"123456789\" must have exactly 12 digits; it has 9 characters");
    for (const char* tag : {"MA_HOC_SINH", "CAN_NANG", "CHIEU_CAO", "TONG_SO_BUOI_NGHI_CO_PHEP",
                            "THONG_SO_BUOI_NGHI_KHONG_PHEP", "TEN_GIAM_HIEU_KY_HOC_BA",
                            "SO_CCCD_GIAM_HIEU_KY_HOC_BA", "DIA_DANH_PHAT_HANH_HOC_BA", "NGAY_TAO_HOC_BA",
                            "NGAY_KY_PHAT_HANH_HOC_BA", "CHUC_VU_GIAM_HIEU_KY_HOC_BA", "MA_KHOI", "NAM_HOC"})
        expected.push_back(lack("4:5", tag, "THONG_TIN_CHUNG"));
    expected.push_back(lack("3:3", "QUA_TRINH_HOC_TAP", "DU_LIEU_HOC_BA"));
    expected.push_back(lack("23:5", "DUOC_LEN_LOP", "TONG_KET"));
    expected.push_back(lack("23:5", "DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC", "TONG_KET"));
    // MA_MON_HOC of 12 subjects; a row is 5 lines, 6 with a test: 7 with, then 5 without.
    for (const char* place :
         {"28:7", "33:7", "38:7", "43:7", "48:7", "53:7", "58:7", "63:7", "67:7", "71:7", "75:7", "79:7"})
        expected.push_back(lack(place, "MA_MON_HOC", "BANG_DIEM"));
    CHECK(complaints(source("tests/bad/moet-cv2088-as-printed.xml")) == expected);
}

TEST_CASE("an unknown tag is named at its line, with the nearest known one") {
    const std::string bytes =
        replaced(source(kSample), "<HO_VA_TEN>Nguyễn Văn A</HO_VA_TEN>", "<HO_VATEN>Nguyễn Văn A</HO_VATEN>");
    const Result<Json> json = from_moet_xml(bytes, "x.xml");
    REQUIRE_FALSE(json);
    CHECK(json.error().fault == Fault::record);
    REQUIRE(json.error().problems.size() == 2);
    CHECK(json.error().problems[0].where == "x.xml:18:7");
    CHECK(json.error().problems[0].what.vi == "Thẻ <HO_VATEN> không có trong CV 2088, phụ lục 1.1");
    CHECK(json.error().problems[0].hint.en == "did you mean <HO_VA_TEN>?");
    CHECK(json.error().problems[1].what.en ==
          "the mandatory tag <HO_VA_TEN> is missing in <THONG_TIN_CHUNG>");
}

TEST_CASE("values that cannot be read are named, never guessed") {
    const std::string good = source(kSample);
    CHECK(complaints(replaced(good, "<CAN_NANG>29.5<", "<CAN_NANG>29,5<")) ==
          Lines{"x.xml:23:7: CAN_NANG: \"29,5\" is no number; decimals follow a dot (CV 2088, II.1.3)"});
    CHECK(complaints(replaced(good, "2014-03-15T00:00:00+07:00", "2014-13-15")) ==
          Lines{"x.xml:22:7: NGAY_SINH: \"2014-13-15\" is no date such as 2014-03-15T00:00:00+07:00 (CV "
                "2088, II.1.3)"});
    CHECK(complaints(replaced(good, "<MA_KHOI>4<", "<MA_KHOI>6<")) ==
          Lines{"x.xml:42:7: MA_KHOI: \"6\" is no grade from 1 to 5"});
    CHECK(complaints(replaced(good, "<NAM_HOC>2023<", "<NAM_HOC>2022<")) ==
          Lines{"x.xml:44:7: NAM_HOC \"2022\" differs from TEN_NAM_HOC \"2023-2024\""});
    CHECK(complaints(replaced(good, "<TEN_MON_HOC>Khoa học<", "<TEN_MON_HOC>Hóa học<")) ==
          Lines{"x.xml:82:7: the form has no subject \"Hóa học\""});
    CHECK(complaints(replaced(good, "<MUC_DAT_DUOC>Hoàn thành tốt<", "<MUC_DAT_DUOC>Đạt<")) ==
          Lines{"x.xml:58:7: Tiếng Việt: \"Đạt\" is no level: Hoàn thành tốt (T), Hoàn thành (H), Chưa hoàn "
                "thành (C)"});
    CHECK(complaints(replaced(good, "LOP_HOC>1<", "LOP_HOC>0<")) ==
          Lines{"x.xml:55:7: DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC is \"0\", against "
                "NOI_DUNG_HOAN_THANH_CHUONG_TRINH"});
    CHECK(complaints(replaced(good, "<THONG_TU>27/2020/TT-BGDĐT<", "<THONG_TU>22/2016/TT-BGDĐT<")) ==
          Lines{"x.xml:6:7: THONG_TU: \"22/2016/TT-BGDĐT\" is no known circular: 27/2020/TT-BGDĐT"});
}

TEST_CASE("symbols, both dates, zones, the plain spelling of misspelt tags and wrapped rows are read alike") {
    const std::string good = source(kSample);
    const Json expected = *from_moet_xml(good, "x.xml");
    const auto same = [&](const std::string& bytes) { return from_moet_xml(bytes, "x.xml") == expected; };
    CHECK(same(replaced(good, "<MUC_DAT_DUOC>Hoàn thành tốt<", "<MUC_DAT_DUOC>T<")));
    CHECK(same(replaced(good, "TIN_HOC>Đạt<", "TIN_HOC>Đ<")));
    CHECK(same(replaced(good, "2014-03-15T00:00:00+07:00", "2014-03-14T17:00:00Z")));
    CHECK(same(replaced(good, "2014-03-15T00:00:00+07:00", "15/3/2014")));
    CHECK(same(replaced(good, "6f1d2c8e-0b7a-4c35", "6F1D2C8E-0B7A-4C35")));
    CHECK(same(replaced(good, "Ngoại ngữ 1 Tiếng Anh", "Ngoại ngữ 1 (Tiếng Anh)")));
    CHECK(same(
        replaced(replaced(good, "<THONG_SO_BUOI", "<TONG_SO_BUOI"), "</THONG_SO_BUOI", "</TONG_SO_BUOI")));
    CHECK(same(replaced(replaced(good, "<QUA_TRINH_HOC_TAP>", "<QUA_TRINH_HOC_TAP><NAM>"),
                        "</QUA_TRINH_HOC_TAP>", "</NAM></QUA_TRINH_HOC_TAP>")));
    CHECK(same("\xEF\xBB\xBF" + good));
    CHECK(same(replaced(good, "</DU_LIEU_HOC_BA>",
                        "</DU_LIEU_HOC_BA><DANH_SACH_THONG_TIN_KY><CBQL><NGAY_KY>2024-05-31</NGAY_KY></CBQL>"
                        "</DANH_SACH_THONG_TIN_KY>")));
}

TEST_CASE("the name of a language keeps brackets of its own") {
    const std::string bytes =
        replaced(source(kSample), "Ngoại ngữ 1 Tiếng Anh", "Ngoại ngữ 1: Tiếng Hoa (Quảng Đông)");
    Json json = *from_moet_xml(bytes, "x.xml");
    CHECK(at(json, "years", 0, "subjects", "ngoai_ngu_1", "language") == Json("Tiếng Hoa (Quảng Đông)"));
}

TEST_CASE("a pupil without a mother and a ward without a district are read; the rules warn") {
    std::string bytes = replaced(source(kSample), "      <HO_VA_TEN_ME>Hoàng Thị C</HO_VA_TEN_ME>\n", "");
    bytes = replaced(bytes, "      <TEN_QUAN_HUYEN>Quận Hoàn Kiếm</TEN_QUAN_HUYEN>\n", "");
    const Result<Json> json = from_moet_xml(bytes, "x.xml");
    REQUIRE(json);
    const Result<Record> record = from_json(*json, primary(), "x.xml");
    REQUIRE(record);
    const Findings findings = check(*record);
    CHECK(findings.errors.empty());
    REQUIRE(findings.warnings.size() == 2);
    CHECK_THAT(findings.warnings[0].what.vi, Catch::Contains("HO_VA_TEN_ME"));
    CHECK_THAT(findings.warnings[1].what.vi, Catch::Contains("TEN_QUAN_HUYEN"));
}

TEST_CASE("two kinds of awards stand in the form's one line") {
    const std::string bytes =
        replaced(source(kSample), "      <NHAN_XET_GVCN>",
                 "      <NOI_DUNG_KHEN_THUONG_DOT_XUAT>Nhặt được của rơi</NOI_DUNG_KHEN_THUONG_DOT_XUAT>\n"
                 "      <NHAN_XET_GVCN>");
    Json json = *from_moet_xml(bytes, "x.xml");
    CHECK(at(json, "years", 0, "award") ==
          Json("Đạt giải Nhì hội giao lưu An toàn giao thông cấp huyện; Nhặt được của rơi"));
}

TEST_CASE("DOCTYPE, entities, other roots, bytes that are no XML, deep and large input are refused") {
    CHECK(complaints(source("tests/bad/doctype.xml")) ==
          Lines{"x.xml:1:1: DOCTYPE and entities are refused"});
    CHECK(complaints(source("tests/bad/entity.xml")) == Lines{"x.xml:3:19: an unknown XML entity"});
    CHECK(complaints("<hocba/>") == Lines{"x.xml:1:1: the root is <hocba>, it must be <HOC_BA>"});
    CHECK(complaints("<HOC_BA>") == Lines{"x.xml:1:8: this is not XML: Start-end tags mismatch"});
    CHECK(complaints("") == Lines{"x.xml:1:1: this is not XML: No document element found"});
    CHECK(complaints("<HOC_BA>Nguy\xD4n</HOC_BA>") ==
          Lines{"x.xml:1:13: the text is not UTF-8 (it may be TCVN3, VNI or VISCII)"});
    CHECK(complaints(std::string(11 << 20, ' ')) == Lines{"x.xml: the XML is larger than 10 MB"});
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<a>";
    for (int i = 0; i < 100000; ++i) deep += "</a>";
    CHECK(complaints(deep) == Lines{"x.xml: the XML nests too deeply"});
}

TEST_CASE("a thousand mutations of the XML are read or refused with a place, and never crash") {
    const std::string good = source(kSample);
    std::uint64_t state = 0x2088;
    const auto below = [&state](std::uint64_t n) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return (state >> 33) % n;
    };
    for (int i = 0; i < 1000; ++i) {
        std::string bytes = good;
        for (std::uint64_t n = 1 + below(6); n > 0; --n)
            bytes[below(bytes.size())] = static_cast<char>(below(128));
        const Result<Json> json = from_moet_xml(bytes, "m.xml");
        if (json) {
            (void)from_json(*json, primary(), "m.xml");
            continue;
        }
        REQUIRE_FALSE(json.error().problems.empty());
        CHECK_THAT(json.error().problems[0].where, Catch::StartsWith("m.xml"));
    }
}
