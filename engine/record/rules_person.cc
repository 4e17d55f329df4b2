// The pupil as the birth certificate has him (TT 27/2020, Phụ lục 1: "thông tin ghi theo giấy khai sinh"):
// the personal number against sex and year of birth (Nghị định 137/2015/NĐ-CP, Điều 13), the family, the
// years.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/base/instant.h"
#include "engine/record/rules.h"

namespace hocba::record {
namespace {

constexpr std::string_view kSource = "Thông tư 27/2020/TT-BGDĐT, Phụ lục 1: ghi theo giấy khai sinh";

/// Province codes of the personal number, as for the 63 provinces until 30/6/2025; numbers keep them.
constexpr std::array<int, 63> kProvinces{1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25,
                                         26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48,
                                         49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75,
                                         77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96};

struct PersonalId {
    int province, century_sex, year;  // "001214000017": 1, 2, 14
};

std::optional<PersonalId> read_id(const std::string& id) {
    if (id.size() != 12 || id.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    const auto digits = [&id](std::size_t from, std::size_t count) {
        return std::stoi(id.substr(from, count));
    };
    return PersonalId{digits(0, 3), digits(3, 1), digits(4, 2)};
}

Problem about_id(const Record& record, Text what) {
    return {record.place() + "/pupil/id",
            {fmt::format("{} ({})", what.vi, kSource), fmt::format("{} ({})", what.en, kSource)},
            {"Đối chiếu với giấy khai sinh hoặc thẻ căn cước",
             "compare it with the birth certificate or identity card"}};
}

void check_province(const Record& record, const PersonalId& id, Findings& findings) {
    if (std::find(kProvinces.begin(), kProvinces.end(), id.province) != kProvinces.end()) return;
    findings.warnings.push_back(about_id(
        record, {fmt::format("Ba số đầu {:03} không phải mã tỉnh, thành phố (có thể là mã nước nếu khai sinh "
                             "ở nước ngoài)",
                             id.province),
                 fmt::format("the first three digits, {:03}, are no province (a country if the birth was "
                             "registered abroad)",
                             id.province)}));
}

/// The fourth digit: 0 and 1 for men and women of the 20th century, 2 and 3 of the 21st, and so on.
void check_sex_and_year(const Record& record, const PersonalId& id, const Json& pupil, Findings& findings) {
    const std::optional<Date> born = parse_date(pupil.text_or("born"));
    if (!born) return;
    const std::string gender = pupil.text_or("gender");
    const bool sex_differs = (gender == "Nam") != (id.century_sex % 2 == 0);
    const int year = 1900 + id.century_sex / 2 * 100 + id.year;
    const bool year_differs = year != born->year;
    if (!sex_differs && !year_differs) return;
    const std::string sex_of_id = id.century_sex % 2 == 0 ? "Nam" : "Nữ";
    Problem problem =
        about_id(record, {fmt::format("Số định danh là của người sinh năm {}, giới tính {}; hồ sơ ghi {}, {}",
                                      year, sex_of_id, born->year, gender),
                          fmt::format("the number is of a person born in {}, {}; the record says {}, {}",
                                      year, sex_of_id, born->year, gender)});
    // One difference may come from a corrected certificate. Both, or another century, are another person's
    // number.
    const bool clear = (sex_differs && year_differs) || id.century_sex / 2 != born->year / 100 - 19;
    (clear ? findings.errors : findings.warnings).push_back(std::move(problem));
}

void check_family(const Record& record, const Json& pupil, Findings& findings) {
    if (pupil.find("mother") == nullptr)
        findings.warnings.push_back(
            {record.place() + "/pupil",
             {fmt::format(
                  "Không có họ tên mẹ; Công văn 2088/BGDĐT-GDTH, Phụ lục 1.1 yêu cầu HO_VA_TEN_ME ({})",
                  kSource),
              fmt::format("no mother's name; CV 2088/BGDĐT-GDTH, Phụ lục 1.1 demands HO_VA_TEN_ME ({})",
                          kSource)},
             {"Bổ sung, hoặc để trống nếu giấy khai sinh không ghi",
              "add it, or leave it out if the certificate does"}});
    if (pupil.find("mother") != nullptr || pupil.find("father") != nullptr ||
        pupil.find("guardian") != nullptr)
        return;
    findings.warnings.push_back({record.place() + "/pupil",
                                 {fmt::format("Không có cha, mẹ hay người giám hộ ({})", kSource),
                                  fmt::format("neither father, mother nor guardian ({})", kSource)},
                                 {"Bổ sung người giám hộ", "add the guardian"}});
}

/// Districts were abolished on 1 July 2025: a year before still names its own.
void check_district(const Record& record, int start, Findings& findings) {
    const Json* school = record.json().find("school");
    if (school == nullptr || school->find("district") != nullptr || start == 0 || start >= 2025) return;
    findings.warnings.push_back(
        {record.place() + "/school",
         {"Không có quận, huyện; trước năm học 2025-2026 Công văn 2088/BGDĐT-GDTH, Phụ lục 1.1 yêu cầu "
          "TEN_QUAN_HUYEN "
          "(Thông tư 27/2020/TT-BGDĐT, Phụ lục 1)",
          "no district; before 2025-2026, CV 2088/BGDĐT-GDTH, Phụ lục 1.1 demands TEN_QUAN_HUYEN (Thông tư "
          "27/2020/TT-BGDĐT, Phụ lục 1)"},
         {"Bổ sung mục district", "add the member district"}});
}

/// A child of 6 enters grade 1; two years of difference either way are a typing error more often than a case.
void check_age(const Record& record, const Json& pupil, const Json& year, Findings& findings) {
    const std::optional<Date> born = parse_date(pupil.text_or("born"));
    const int start = first_year(year.text_or("name"));
    const std::int64_t grade = year.integer_or("grade", 0);
    if (!born || start == 0 || grade < 1) return;
    const std::int64_t late = start - born->year - (5 + grade);
    if (late >= -1 && late <= 3) return;
    findings.warnings.push_back({record.place() + "/pupil/born",
                                 {fmt::format("Sinh năm {} mà học lớp {} năm học {} ({})", born->year, grade,
                                              year.text_or("name"), kSource),
                                  fmt::format("born in {} and in grade {} in {} ({})", born->year, grade,
                                              year.text_or("name"), kSource)},
                                 {"Kiểm tra ngày sinh và khối lớp", "check the day of birth and the grade"}});
}

void check_order(const Record& record, const Json::Array& years, Findings& findings) {
    for (std::size_t i = 1; i < years.size(); ++i) {
        const std::string before = years[i - 1].text_or("name"), name = years[i].text_or("name");
        if (before < name && years[i - 1].integer_or("grade", 0) <= years[i].integer_or("grade", 0)) continue;
        findings.errors.push_back(
            {fmt::format("{}/years/{}/name", record.place(), i),
             {fmt::format("Năm học {} (lớp {}) không đi sau năm học {} ({})", name,
                          years[i].integer_or("grade", 0), before, "Thông tư 27/2020/TT-BGDĐT, Phụ lục 1"),
              fmt::format("{} (grade {}) does not follow {} ({})", name, years[i].integer_or("grade", 0),
                          before, "Thông tư 27/2020/TT-BGDĐT, Phụ lục 1")},
             {"Xếp các năm học từ cũ đến mới, mỗi năm một lần", "put the years in order, each once"}});
    }
}

/// Học bạ is signed at the end of its last year.
void check_signed(const Record& record, int start, Findings& findings) {
    const std::optional<Date> day = parse_date(record.json().text_or("effective_on"));
    if (!day || start == 0 || *day >= Date{start + 1, 1, 1}) return;
    findings.warnings.push_back(
        {record.place() + "/effective_on",
         {fmt::format(
              "Ngày ký {} trước khi năm học {}-{} kết thúc (Thông tư 27/2020/TT-BGDĐT, Điều 9 khoản 2)",
              to_string(*day), start, start + 1),
          fmt::format("signed on {}, before the year {}-{} ended (Thông tư 27/2020/TT-BGDĐT, Điều 9 khoản 2)",
                      to_string(*day), start, start + 1)},
         {"Kiểm tra ngày ký học bạ", "check the day of signing"}});
}

}  // namespace

void check_person(const Record& record, Findings& findings) {
    const Json* pupil = record.json().find("pupil");
    const Json* years = record.json().find("years");
    if (pupil == nullptr || years == nullptr || years->array() == nullptr || years->array()->empty()) return;
    const Json& last = years->array()->back();
    if (const std::optional<PersonalId> id = read_id(pupil->text_or("id"))) {
        check_province(record, *id, findings);
        check_sex_and_year(record, *id, *pupil, findings);
    }
    check_family(record, *pupil, findings);
    check_age(record, *pupil, last, findings);
    check_order(record, *years->array(), findings);
    check_district(record, first_year(last.text_or("name")), findings);
    check_signed(record, first_year(last.text_or("name")), findings);
}

}  // namespace hocba::record
