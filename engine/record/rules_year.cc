// A school year by itself and after the one before it: class, grade, name, and whether the circular applies.
#include <fmt/format.h>

#include <algorithm>

#include "engine/record/rules.h"

namespace hocba::record {
namespace {

struct School {
    std::string_view level;
    std::int64_t first, last;  // grades
};
constexpr School kSchools[] = {{"tieu-hoc", 1, 5}, {"thcs", 6, 9}, {"thpt", 10, 12}};

std::string school_year(int start) {
    return fmt::format("{}-{}", start, start + 1);
}

void check_level(const Year& year) {
    for (const School& school : kSchools)
        if (school.level == year.level && (year.grade < school.first || year.grade > school.last))
            year.contradiction("grade",
                               year.cited(fmt::format("Lớp {} không thuộc cấp {}", year.grade, year.level),
                                          fmt::format("grade {} is not of level {}", year.grade, year.level),
                                          year.circular.book),
                               {"Sửa cấp học hoặc khối lớp", "correct the level or the grade"});
}

/// A class's name begins with its grade: "4A1", "4/2", "10A1"; "41" is the first class of grade 4.
void check_class_name(const Year& year) {
    const std::string name = year.json.text_or("class");
    const std::string digits = name.substr(0, name.find_first_not_of("0123456789"));
    if (digits.empty() || year.grade == 0 || digits.starts_with(std::to_string(year.grade))) return;
    year.contradiction(
        "class",
        year.cited(fmt::format("Lớp \"{}\" không thuộc khối {}", name, year.grade),
                   fmt::format("class \"{}\" is not of grade {}", name, year.grade), year.circular.book),
        {"Sửa tên lớp hoặc khối lớp", "correct the class or the grade"});
}

void check_name(const Year& year) {
    const std::string name = year.json.text_or("name");
    if (name.size() != 9 || name == school_year(year.start)) return;
    year.contradiction("name",
                       year.cited(fmt::format("Năm học \"{}\" không phải hai năm liền nhau", name),
                                  fmt::format("\"{}\" is not two years in a row", name), year.circular.book),
                       {"Ghi ví dụ 2023-2024", "write 2023-2024, for example"});
}

void check_too_early(const Year& year, const Phase& phase) {
    if (year.start >= phase.first) return;
    const std::string first = school_year(phase.first), name = school_year(year.start);
    year.contradiction(
        "name",
        {fmt::format("{} áp dụng cho lớp {} từ năm học {} ({}), năm học {} còn dùng quy định cũ",
                     year.circular.name, year.grade, first, year.circular.phasing, name),
         fmt::format("{} applies to grade {} from {} ({}); {} was under the earlier rules",
                     year.circular.name, year.grade, first, year.circular.phasing, name)},
        {"Dùng mẫu học bạ của quy định cũ", "use the form of the earlier rules"});
}

void check_too_late(const Year& year, const Phase& phase) {
    if (year.start <= phase.last) return;
    const std::string last = school_year(phase.last), name = school_year(year.start);
    year.contradiction(
        "name",
        {fmt::format("{} áp dụng cho lớp {} đến hết năm học {} ({}), năm học {} đã theo quy định mới",
                     year.circular.name, year.grade, last, year.circular.phasing, name),
         fmt::format("{} applied to grade {} until {} ({}); {} is under the later rules", year.circular.name,
                     year.grade, last, year.circular.phasing, name)},
        {"Dùng mẫu học bạ của quy định mới", "use the form of the later rules"});
}

void check_phase(const Year& year) {
    const auto& phases = year.circular.phases;
    const auto phase =
        std::find_if(phases.begin(), phases.end(), [&](const Phase& one) { return one.grade == year.grade; });
    if (phase == phases.end())
        return year.contradiction(
            "grade",
            year.cited(fmt::format("Không áp dụng cho lớp {}", year.grade),
                       fmt::format("it does not apply to grade {}", year.grade), year.circular.phasing),
            {"Sửa khối lớp, hoặc dùng mẫu của cấp học đó",
             "correct the grade, or use the form of that level"});
    if (year.start == 0) return;
    check_too_early(year, *phase);
    check_too_late(year, *phase);
}

void misplaced(const Year& year, std::string_view member, const std::string& vi, const std::string& en) {
    year.contradiction(member, year.cited(vi, en, year.circular.book),
                       {"Xếp các năm học từ cũ đến mới, mỗi năm một lần; kiểm tra khối lớp và việc lên lớp",
                        "put the years in order, each once; check the grade and the promotion"});
}

void check_gap(const Year& before, const Year& year) {
    const std::string last = before.json.text_or("name"), name = year.json.text_or("name");
    if (before.start != 0 && year.start > before.start + 1)
        year.doubt(
            "name",
            year.cited(fmt::format("Giữa năm học {} và {} thiếu {} năm học", last, name,
                                   year.start - before.start - 1),
                       fmt::format("school years missing between {} and {}: {}", last, name,
                                   year.start - before.start - 1),
                       year.circular.book),
            {"Bổ sung năm học còn thiếu, trừ khi học sinh nghỉ học", "add them unless the pupil was away"});
    else if (year.grade > before.grade + 1)
        year.doubt("grade",
                   year.cited(fmt::format("Lớp {} ngay sau lớp {}", year.grade, before.grade),
                              fmt::format("grade {} right after grade {}", year.grade, before.grade),
                              year.circular.book),
                   {"Chỉ đúng nếu học sinh được học vượt lớp", "right only if the pupil skipped a grade"});
}

/// A class is repeated by a pupil who was not promoted, and by no other.
void check_promoted(const Year& before, const Year& year) {
    const bool repeated = year.grade == before.grade;
    const std::string last = before.json.text_or("name");
    if (repeated && flag(before.json, "promoted", false))
        misplaced(year, "grade", fmt::format("Học lại lớp {} dù năm học {} được lên lớp", year.grade, last),
                  fmt::format("grade {} is repeated although {} says promoted", year.grade, last));
    if (!repeated && !flag(before.json, "promoted", true))
        misplaced(year, "grade", fmt::format("Học lớp {} dù năm học {} không được lên lớp", year.grade, last),
                  fmt::format("grade {} although {} says not promoted", year.grade, last));
}

void check_after(const Year& before, const Year& year) {
    const std::string last = before.json.text_or("name"), name = year.json.text_or("name");
    if (last >= name || year.grade < before.grade)
        return misplaced(
            year, "name",
            fmt::format("Năm học {} (lớp {}) không đi sau năm học {} (lớp {})", name, year.grade, last,
                        before.grade),
            fmt::format("{} (grade {}) does not follow {} (grade {})", name, year.grade, last, before.grade));
    check_gap(before, year);
    check_promoted(before, year);
}

}  // namespace

void check_class(const Year& year) {
    if (year.grade == 0) return;
    check_level(year);
    check_class_name(year);
    check_name(year);
    check_phase(year);
}

void check_order(const std::vector<Year>& years) {
    for (std::size_t i = 1; i < years.size(); ++i) check_after(years[i - 1], years[i]);
}

}  // namespace hocba::record
