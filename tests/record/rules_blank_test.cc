// What the books of THCS and THPT would print as empty lines is said before they are printed.
#include "tests/record/rules_support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

/// Nothing is blank: grade 6 of 2022-2023, or grade 10 under TT 58.
Json full(const std::string& circular, const std::string& level, int start, int grade,
          const std::string& language) {
    return changed(
        record_of(circular, level, start, grade),
        "/place = Hà Nội | /pupil/register = 12/2022 | /history = [{\"class\": \"6A1\"}] | "
        "/opened = {\"on\": \"2022-09-05\"} | promoted = true | "
        "promotion = {\"direct\": \"Lên lớp 7\"} | subjects/toan = {\"teacher\": \"B\"} | subjects/" +
            language + " = {\"teacher\": \"C\", \"language\": \"Tiếng Anh\"}");
}
Json of_tt22() {
    return full("22/2021/TT-BGDĐT", "thcs", 2022, 6, "ngoai_ngu_1");
}

/// "where: what → hint" of the findings on blank lines, in Vietnamese.
std::vector<std::string> blanks(const Json& json) {
    const Result<Record> record = from_json(json, lenient(), "r");
    REQUIRE(record);
    std::vector<std::string> found;
    for (const Problem& problem : check(*record).warnings)
        if (is_of_blank_lines(problem))
            found.push_back(problem.where + ": " + problem.what.vi + " → " + problem.hint.vi);
    return found;
}

using Lines = std::vector<std::string>;
const std::string kHint = " → Bổ sung vào hồ sơ, hoặc ghi tay trên bản in";

}  // namespace

TEST_CASE("one remark a record lists what will be printed blank") {
    CHECK(blanks(of_tt22()) == Lines{});
    CHECK(blanks(changed(of_tt22(), "- /place")) ==
          Lines{"r: Sẽ in trống: địa danh ở dòng ngày ký (place)" + kHint});
    CHECK(blanks(changed(of_tt22(), "/history = [] | - /opened | - /pupil/register")) ==
          Lines{"r: Sẽ in trống: số sổ đăng bộ (pupil.register); quá trình học tập (history); ngày và người "
                "lập học bạ (opened)" +
                kHint});
    CHECK(blanks(changed(of_tt22(),
                         "- subjects/ngoai_ngu_1/language | - subjects/ngoai_ngu_1/teacher | "
                         "- subjects/toan/teacher")) ==
          Lines{"r: Sẽ in trống: lớp 6: tên ngoại ngữ hoặc tiếng dân tộc (ngoai_ngu_1.language); lớp 6: giáo "
                "viên của 2 môn (teacher)" +
                kHint});
    CHECK(blanks(changed(of_tt22(), "- subjects/toan/teacher | subjects/toan/exempt = true")) == Lines{});
    const Json old = full("58/2011/TT-BGDĐT", "thpt", 2020, 10, "ngoai_ngu");
    CHECK(blanks(old) == Lines{});
    CHECK(blanks(changed(old, "- subjects/ngoai_ngu/language")) ==
          Lines{"r: Sẽ in trống: lớp 10: tên ngoại ngữ hoặc tiếng dân tộc (ngoai_ngu.language)" + kHint});
}

TEST_CASE("promoted without a line of promotion is a remark with the sentence to write") {
    const std::string empty =
        " lên lớp nhưng mục \"promotion\" trống: trang in không ghi gì → Ghi promotion.";
    CHECK(blanks(changed(of_tt22(), "- promotion")) ==
          Lines{"r/years/0/promotion: Được" + empty + "direct = \"Lên lớp 7\""});
    CHECK(blanks(changed(of_tt22(), "promotion = {}")) ==
          Lines{"r/years/0/promotion: Được" + empty + "direct = \"Lên lớp 7\""});
    CHECK(blanks(changed(of_tt22(), "- promotion | learning/retest = Đạt")) ==
          Lines{"r/years/0/promotion: Được" + empty + "after_retest = \"Lên lớp 7\""});
    CHECK(blanks(changed(of_tt22(), "- promotion | promoted = false")) ==
          Lines{"r/years/0/promotion: Không được" + empty + "denied = \"Ở lại lớp 6\""});
    CHECK(blanks(changed(of_tt22(), "- promotion | grade = 9")) == Lines{});
    CHECK(blanks(changed(of_tt22(), "- promotion | - promoted")) == Lines{});
}

TEST_CASE("the books of primary school have no such lines") {
    CHECK(blanks(record_of("27/2020/TT-BGDĐT", "tieu-hoc", 2023, 4)) == Lines{});
}
