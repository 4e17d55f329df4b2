// The pupil as the birth certificate has him (TT 27/2020, Phụ lục 1: "thông tin ghi theo giấy khai sinh"):
// the personal number against sex and year of birth (Nghị định 137/2015/NĐ-CP, Điều 13), age, family; and the
// school's district.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/instant.h"
#include "engine/record/rules.h"

namespace hocba::record {
namespace {

/// Province codes of the personal number, as for the 63 provinces until 30/6/2025; numbers keep them.
constexpr std::array<int, 63> kProvinces{1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25,
                                         26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48,
                                         49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75,
                                         77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96};

struct PersonalId {
    int province, century_sex, year;  // "001214000017": 1, 2, 14
};

/// A pupil and his last school year.
struct Person {
    const Record& record;
    const Circular& circular;
    const Json& pupil;
    const Json& year;
    int start;
    Findings& findings;

    Problem problem(std::string_view member, const std::string& vi, const std::string& en, Text hint) const {
        const std::string source =
            fmt::format("{}, {}: ghi theo giấy khai sinh", circular.name, circular.book);
        return {fmt::format("{}/{}", record.place(), member),
                {fmt::format("{} ({})", vi, source), fmt::format("{} ({})", en, source)},
                std::move(hint)};
    }
    Problem about_id(const std::string& vi, const std::string& en) const {
        return problem("pupil/id", vi, en,
                       {"Đối chiếu với giấy khai sinh hoặc thẻ căn cước",
                        "compare it with the birth certificate or identity card"});
    }
};

bool is_id(std::string_view id) {
    return id.size() == 12 && id.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<PersonalId> read_id(const std::string& id) {
    if (!is_id(id)) return std::nullopt;
    const auto digits = [&id](std::size_t from, std::size_t count) {
        return std::stoi(id.substr(from, count));
    };
    return PersonalId{digits(0, 3), digits(3, 1), digits(4, 2)};
}

/// Books from before personal numbers may have none.
void check_number(const Person& person) {
    if (person.pupil.find("id") != nullptr) return;
    person.findings.warnings.push_back(
        person.problem("pupil", "Không có số định danh cá nhân", "no personal number",
                       {"Bổ sung mục id nếu tra cứu được", "add the member id if it can be found"}));
}

void check_province(const Person& person, const PersonalId& id) {
    if (std::find(kProvinces.begin(), kProvinces.end(), id.province) != kProvinces.end()) return;
    person.findings.warnings.push_back(person.about_id(
        fmt::format("Ba số đầu {:03} không phải mã tỉnh, thành phố (có thể là mã nước nếu khai sinh "
                    "ở nước ngoài)",
                    id.province),
        fmt::format("the first three digits, {:03}, are no province (a country if the birth was "
                    "registered abroad)",
                    id.province)));
}

/// The fourth digit: 0 and 1 for men and women of the 20th century, 2 and 3 of the 21st, and so on.
void check_sex_and_year(const Person& person, const PersonalId& id) {
    const std::optional<Date> born = parse_date(person.pupil.text_or("born"));
    if (!born) return;
    const std::string gender = person.pupil.text_or("gender");
    const bool sex_differs = (gender == "Nam") != (id.century_sex % 2 == 0);
    const int year = 1900 + id.century_sex / 2 * 100 + id.year;
    const bool year_differs = year != born->year;
    if (!sex_differs && !year_differs) return;
    const std::string sex_of_id = id.century_sex % 2 == 0 ? "Nam" : "Nữ";
    Problem problem =
        person.about_id(fmt::format("Số định danh là của người sinh năm {}, giới tính {}; hồ sơ ghi {}, {}",
                                    year, sex_of_id, born->year, gender),
                        fmt::format("the number is of a person born in {}, {}; the record says {}, {}", year,
                                    sex_of_id, born->year, gender));
    // One difference may come from a corrected certificate. Both, or another century, are another person's
    // number.
    const bool clear = (sex_differs && year_differs) || id.century_sex / 2 != born->year / 100 - 19;
    (clear ? person.findings.errors : person.findings.warnings).push_back(std::move(problem));
}

/// CV 2088's XML, with its mandatory tags, is for transcripts of TT 27/2020.
bool has_moet_xml(const Circular& circular) {
    return circular.number == "27/2020/TT-BGDĐT";
}

void check_mother(const Person& person) {
    if (!has_moet_xml(person.circular) || person.pupil.find("mother") != nullptr) return;
    person.findings.warnings.push_back(person.problem(
        "pupil", "Không có họ tên mẹ; Công văn 2088/BGDĐT-GDTH, Phụ lục 1.1 yêu cầu HO_VA_TEN_ME",
        "no mother's name; CV 2088/BGDĐT-GDTH, Phụ lục 1.1 demands HO_VA_TEN_ME",
        {"Bổ sung, hoặc để trống nếu giấy khai sinh không ghi",
         "add it, or leave it out if the certificate does"}));
}

void check_family(const Person& person) {
    for (const char* relative : {"mother", "father", "guardian"})
        if (person.pupil.find(relative) != nullptr) return;
    person.findings.warnings.push_back(person.problem("pupil", "Không có cha, mẹ hay người giám hộ",
                                                      "neither father, mother nor guardian",
                                                      {"Bổ sung người giám hộ", "add the guardian"}));
}

Problem about_school(const Person& person, std::string_view member, const std::string& vi,
                     const std::string& en, Text hint) {
    const std::string source = fmt::format("{}, {}", person.circular.name, person.circular.book);
    return {fmt::format("{}/{}", person.record.place(), member),
            {fmt::format("{} ({})", vi, source), fmt::format("{} ({})", en, source)},
            std::move(hint)};
}

/// Districts were abolished on 1 July 2025: a year before still names its own, a year after has none.
void check_district(const Person& person) {
    const Json* school = person.record.json().find("school");
    if (school == nullptr || person.start == 0) return;
    const bool abolished = person.start >= 2025;
    const bool named = school->find("district") != nullptr;
    if (abolished && named)
        person.findings.errors.push_back(about_school(
            person, "school/district",
            "Cấp huyện không còn từ ngày 01/7/2025; học bạ từ năm học 2025-2026 không ghi quận, huyện",
            "districts ended on 1 July 2025; from 2025-2026 a transcript names none",
            {"Bỏ mục district, ghi xã, phường, đặc khu mới",
             "leave the member district out and write the new ward"}));
    if (abolished || named) return;
    const bool primary = has_moet_xml(person.circular);
    person.findings.warnings.push_back(about_school(
        person, "school",
        fmt::format("Không có quận, huyện; trước năm học 2025-2026 học bạ còn ghi{}",
                    primary ? ", Công văn 2088/BGDĐT-GDTH, Phụ lục 1.1 yêu cầu TEN_QUAN_HUYEN" : ""),
        fmt::format("no district; before 2025-2026 a transcript has one{}",
                    primary ? ", and CV 2088/BGDĐT-GDTH, Phụ lục 1.1 demands TEN_QUAN_HUYEN" : ""),
        {"Bổ sung mục district", "add the member district"}));
}

/// A child of 6 enters grade 1; two years of difference either way are a typing error more often than a case.
void check_age(const Person& person) {
    const std::optional<Date> born = parse_date(person.pupil.text_or("born"));
    const std::int64_t grade = person.year.integer_or("grade", 0);
    if (!born || person.start == 0 || grade < 1) return;
    const std::int64_t late = person.start - born->year - (5 + grade);
    if (late >= -1 && late <= 3) return;
    const std::string name = person.year.text_or("name");
    person.findings.warnings.push_back(person.problem(
        "pupil/born", fmt::format("Sinh năm {} mà học lớp {} năm học {}", born->year, grade, name),
        fmt::format("born in {} and in grade {} in {}", born->year, grade, name),
        {"Kiểm tra ngày sinh và khối lớp", "check the day of birth and the grade"}));
}

/// Học bạ is signed at the end of its last year.
void check_signed(const Person& person) {
    const std::optional<Date> day = parse_date(person.record.json().text_or("effective_on"));
    if (!day || person.start == 0 || *day >= Date{person.start + 1, 1, 1}) return;
    const std::string name = person.year.text_or("name");
    const std::string source = fmt::format("{}, {}", person.circular.name, person.circular.year_end);
    person.findings.warnings.push_back(
        {person.record.place() + "/effective_on",
         {fmt::format("Ngày ký {} trước khi năm học {} kết thúc ({})", to_string(*day), name, source),
          fmt::format("signed on {}, before the year {} ended ({})", to_string(*day), name, source)},
         {"Kiểm tra ngày ký học bạ", "check the day of signing"}});
}

}  // namespace

bool has_personal_id(const Json& record) {
    const Json* pupil = record.find("pupil");
    return pupil != nullptr && is_id(pupil->text_or("id"));
}

void check_person(const Record& record, const Circular& circular, Findings& findings) {
    const Json* pupil = record.json().find("pupil");
    const Json* years = record.json().find("years");
    if (pupil == nullptr || years == nullptr || years->array() == nullptr || years->array()->empty()) return;
    const Json& last = years->array()->back();
    const Person person{record, circular, *pupil, last, first_year(last.text_or("name")), findings};
    if (const std::optional<PersonalId> id = read_id(pupil->text_or("id"))) {
        check_province(person, *id);
        check_sex_and_year(person, *id);
    }
    check_number(person);
    check_mother(person);
    check_family(person);
    check_age(person);
    check_district(person);
    check_signed(person);
}

}  // namespace hocba::record
