// Thông tư 27/2020/TT-BGDĐT, Điều 7: levels of subjects and of qualities, and year-end tests.
#include <fmt/format.h>

#include <algorithm>

#include "engine/record/rules_tt27.h"

namespace hocba::record::tt27 {
namespace {

constexpr std::string_view kSymbols = "Phụ lục 1, Hướng dẫn ghi học bạ";

void check_symbol(const Year& year, const std::string& member, const std::string& found,
                  std::string_view allowed, std::string_view of_vi, std::string_view of_en) {
    if (found.empty() || fmt::format(",{},", allowed).find(fmt::format(",{},", found)) != std::string::npos)
        return;
    year.contradiction(member,
                       {fmt::format("Ký hiệu \"{}\" không dùng cho {}: {}, {} chỉ có {}", found, of_vi, kTt27,
                                    kSymbols, allowed),
                        fmt::format("the symbol \"{}\" is not for {}: {}, {} has only {}", found, of_en,
                                    kTt27, kSymbols, allowed)},
                       {"Môn học dùng T, H, C; phẩm chất và năng lực dùng T, Đ, C",
                        "subjects have T, H, C; qualities and competences have T, Đ, C"});
}

void check_mark(const Year& year, const Subject& subject, const std::string& place, const Json& test) {
    const std::int64_t* tenths = test.integer();
    const bool whole = tenths != nullptr && *tenths >= 0 && *tenths <= 100 && *tenths % 10 == 0;
    if (whole) return;
    year.contradiction(
        place,
        {fmt::format("Điểm kiểm tra môn {} phải là số nguyên từ 0 đến 10, không cho điểm thập phân: "
                     "{}, Điều 7 khoản 1 điểm d",
                     subject.name, kTt27),
         fmt::format("the test of {} must be a whole mark from 0 to 10: {}, Điều 7 khoản 1 điểm d",
                     subject.name, kTt27)},
        {"Ghi lại điểm bài kiểm tra cuối năm học", "enter the year-end test's mark again"});
}

/// Điều 7.1.d: a test that is unusual against regular assessment may be taken again; people decide.
void check_unusual(const Year& year, const Subject& subject, const std::string& level, const Json& test) {
    const std::int64_t tenths = test.integer() == nullptr ? -1 : *test.integer();
    const bool low = level == "T" && tenths >= 0 && tenths < 50;
    const bool high = level == "C" && tenths >= 70;
    if (!low && !high) return;
    year.doubt(
        fmt::format("subjects/{}/test", subject.key),
        {fmt::format("Điểm kiểm tra {} bất thường so với mức {} của môn {} ({}, Điều 7 khoản 1 điểm d)",
                     tenths / 10, level, subject.name, kTt27),
         fmt::format("a test of {} is unusual for level {} in {} ({}, Điều 7 khoản 1 điểm d)", tenths / 10,
                     level, subject.name, kTt27)},
        {"Kiểm tra lại mức đạt được và điểm", "check the level and the mark"});
}

/// Điều 7.1.b is about compulsory subjects: Ngoại ngữ 1 is one from grade 3 (Chương trình giáo dục phổ thông
/// 2018).
void check_optional(const Year& year, const Subject& subject, const std::string& place) {
    if (year.grade == 0 || year.grade >= subject.expected || year.grade < subject.from) return;
    year.doubt(place,
               {fmt::format("Môn {} ở lớp {} là môn tự chọn, không có bài kiểm tra định kì ({}, Điều 7 khoản "
                            "1 điểm b)",
                            subject.name, year.grade, kTt27),
                fmt::format("{} is optional in grade {} and has no periodic test ({}, Điều 7 khoản 1 điểm b)",
                            subject.name, year.grade, kTt27)},
               {"Bỏ điểm của môn này", "leave this mark out"});
}

void check_test(const Year& year, const Subject& subject, const Json& entry) {
    const Json* test = entry.find("test");
    const std::string place = fmt::format("subjects/{}/test", subject.key);
    if (test != nullptr && !subject.tested) {
        year.contradiction(
            place,
            {fmt::format("Môn {} không có bài kiểm tra định kì ({}, Điều 7 khoản 1 điểm b)", subject.name,
                         kTt27),
             fmt::format("{} has no periodic test ({}, Điều 7 khoản 1 điểm b)", subject.name, kTt27)},
            {"Bỏ điểm của môn này", "leave this mark out"});
        return;
    }
    if (test != nullptr) {
        check_mark(year, subject, place, *test);
        check_unusual(year, subject, entry.text_or("level"), *test);
        check_optional(year, subject, place);
        return;
    }
    if (!subject.tested || year.grade < subject.expected) return;
    year.doubt(
        fmt::format("subjects/{}", subject.key),
        {fmt::format("Thiếu điểm kiểm tra cuối năm môn {} ({}, Điều 7 khoản 1 điểm b)", subject.name, kTt27),
         fmt::format("the year-end test of {} is missing ({}, Điều 7 khoản 1 điểm b)", subject.name, kTt27)},
        {"Bổ sung điểm nếu học sinh đã làm bài kiểm tra", "add the mark if the pupil took the test"});
}

void check_taught(const Year& year, const Subject& subject, bool present) {
    if (year.grade < 1 || year.grade > 5) return;
    const bool taught = year.grade >= subject.from && year.grade <= subject.to;
    if (present && !taught)
        year.doubt(
            fmt::format("subjects/{}", subject.key),
            {fmt::format("Môn {} không dạy ở lớp {} (Chương trình giáo dục phổ thông 2018; {}, Điều 7)",
                         subject.name, year.grade, kTt27),
             fmt::format("{} is not taught in grade {} (the 2018 curriculum; {}, Điều 7)", subject.name,
                         year.grade, kTt27)},
            {"Kiểm tra khối lớp và tên môn", "check the grade and the subject"});
    if (!present && taught && year.grade >= subject.expected)
        year.doubt(
            "subjects",
            {fmt::format("Thiếu môn {} của lớp {} (Chương trình giáo dục phổ thông 2018; {}, Điều 7)",
                         subject.name, year.grade, kTt27),
             fmt::format("{} of grade {} is missing (the 2018 curriculum; {}, Điều 7)", subject.name,
                         year.grade, kTt27)},
            {"Bổ sung kết quả nếu học sinh có học môn này", "add the result if the pupil was taught it"});
}

void check_qualities(const Year& year, const char* group) {
    const Json* entries = year.json.find(group);
    if (entries == nullptr || entries->object() == nullptr) return;
    for (const auto& [name, level] : *entries->object())
        if (level.string() != nullptr)
            check_symbol(year, fmt::format("{}/{}", group, name), *level.string(), "T,Đ,C",
                         "phẩm chất, năng lực", "qualities and competences");
}

}  // namespace

void check_subjects(const Year& year) {
    const Json* subjects = year.json.find("subjects");
    if (subjects == nullptr) return;
    for (const Subject& subject : kSubjects) {
        const Json* entry = subjects->find(subject.key);
        check_taught(year, subject, entry != nullptr);
        if (entry == nullptr) continue;
        check_symbol(year, fmt::format("subjects/{}/level", subject.key), entry->text_or("level"), "T,H,C",
                     "môn học", "subjects");
        check_test(year, subject, *entry);
    }
    for (const char* group : {"qualities", "general_competences", "specific_competences"})
        check_qualities(year, group);
}

}  // namespace hocba::record::tt27
