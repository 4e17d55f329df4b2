// Thông tư 27/2020/TT-BGDĐT, Phụ lục 1, mục 6: completion and promotion against result and grade; Điều 2:
// when the circular applies to a grade. (Điều 11, on completion, is not among the texts that we have: its
// rules are taken from mục 6 only, and what it may leave to the head of school is a warning.)
#include <fmt/format.h>

#include "engine/base/utf8.h"
#include "engine/record/rules.h"

namespace hocba::record {
namespace {

constexpr std::string_view kSection6 = "Phụ lục 1, mục 6";

enum class Said { yes, no, nothing };

/// What section 6 says, read from its sentence.
struct Completion {
    Said completed = Said::nothing, promoted = Said::nothing;
    bool primary = false;  // "chương trình tiểu học"
    int grade = 0;         // "chương trình lớp 4"
    int next = 0;          // "lên lớp 5"
};

int number_after(std::string_view text, std::string_view words) {
    const auto at = text.find(words);
    if (at == std::string_view::npos) return 0;
    const auto digit = text.find_first_not_of(" ", at + words.size());
    if (digit == std::string_view::npos || text[digit] < '0' || text[digit] > '9') return 0;
    return text[digit] - '0';
}

Completion read(const std::string& sentence) {
    const std::string text = upper(sentence);
    const auto says = [&text](std::string_view words) { return text.find(words) != std::string::npos; };
    Completion read;
    if (says("HOÀN THÀNH CHƯƠNG TRÌNH")) read.completed = says("CHƯA HOÀN THÀNH") ? Said::no : Said::yes;
    if (says("ĐƯỢC LÊN LỚP")) read.promoted = Said::yes;
    if (says("CHƯA ĐƯỢC LÊN LỚP") || says("KHÔNG ĐƯỢC LÊN LỚP") || says("Ở LẠI LỚP"))
        read.promoted = Said::no;
    read.primary = says("CHƯƠNG TRÌNH TIỂU HỌC");
    read.grade = number_after(text, "CHƯƠNG TRÌNH LỚP");
    read.next = number_after(text, "LÊN LỚP");
    return read;
}

void differs(const Year& year, std::string_view member, std::string_view vi, std::string_view en) {
    year.contradiction(
        member,
        {fmt::format("{} ({}, {})", vi, kTt27, kSection6), fmt::format("{} ({}, {})", en, kTt27, kSection6)},
        {"Sửa mục 6 hoặc mục mâu thuẫn với nó", "correct section 6 or what contradicts it"});
}

void unsure(const Year& year, std::string_view member, std::string_view vi, std::string_view en) {
    year.doubt(
        member,
        {fmt::format("{} ({}, {})", vi, kTt27, kSection6), fmt::format("{} ({}, {})", en, kTt27, kSection6)},
        {"Kiểm tra lại mục 6", "check section 6"});
}

void check_against_result(const Year& year, const Completion& said, bool promoted) {
    const std::string result = year.json.text_or("result");
    const bool passed = result != "Chưa hoàn thành";
    if (passed && said.completed == Said::no)
        differs(year, "completion",
                fmt::format("Kết quả \"{}\" nhưng mục 6 ghi chưa hoàn thành chương trình", result),
                fmt::format("the result is \"{}\" but section 6 says not completed", result));
    if (!passed && said.completed == Said::yes)
        differs(year, "completion", "Kết quả \"Chưa hoàn thành\" nhưng mục 6 ghi hoàn thành chương trình",
                "the result is \"Chưa hoàn thành\" but section 6 says completed");
    if (passed && !promoted)
        differs(year, "promoted", fmt::format("Kết quả \"{}\" nhưng promoted là false", result),
                fmt::format("the result is \"{}\" but promoted is false", result));
    if (!passed && promoted)
        unsure(year, "promoted", "Kết quả \"Chưa hoàn thành\" mà được lên lớp: hiệu trưởng quyết định",
               "promoted although the result is \"Chưa hoàn thành\": the head of school decides that");
}

void check_against_promotion(const Year& year, const Completion& said, bool promoted) {
    if (said.promoted == Said::yes && !promoted)
        differs(year, "promoted", "Mục 6 ghi \"Được lên lớp\" nhưng promoted là false",
                "section 6 says \"Được lên lớp\" but promoted is false");
    if (said.promoted == Said::no && promoted)
        differs(year, "promoted", "Mục 6 ghi chưa được lên lớp nhưng promoted là true",
                "section 6 says not promoted but promoted is true");
    if (said.promoted == Said::nothing && year.grade < 5)
        unsure(year, "completion", "Mục 6 không ghi \"Được lên lớp\" hoặc \"Chưa được lên lớp\"",
               "section 6 says neither \"Được lên lớp\" nor \"Chưa được lên lớp\"");
}

void check_against_grade(const Year& year, const Completion& said) {
    if (said.completed == Said::nothing)
        unsure(year, "completion", "Mục 6 không ghi hoàn thành hay chưa hoàn thành chương trình",
               "section 6 does not say whether the programme was completed");
    if (said.grade != 0 && said.grade != year.grade)
        differs(year, "completion",
                fmt::format("Mục 6 ghi lớp {} nhưng học sinh học lớp {}", said.grade, year.grade),
                fmt::format("section 6 says grade {} but the pupil is in grade {}", said.grade, year.grade));
    if (said.primary && year.grade < 5)
        differs(year, "completion",
                fmt::format("Mục 6 ghi chương trình tiểu học nhưng học sinh học lớp {}", year.grade),
                fmt::format("section 6 says primary school but the pupil is in grade {}", year.grade));
    if (said.next == 0 || said.promoted != Said::yes) return;
    if (year.grade == 5)
        unsure(year, "completion", "Lớp 5 ghi \"Hoàn thành chương trình tiểu học\", không ghi lên lớp",
               "in grade 5 it is \"Hoàn thành chương trình tiểu học\", without a next grade");
    else if (said.next != year.grade + 1)
        differs(
            year, "completion",
            fmt::format("Mục 6 ghi lên lớp {}; sau lớp {} là lớp {}", said.next, year.grade, year.grade + 1),
            fmt::format("section 6 says grade {} comes next; after {} it is {}", said.next, year.grade,
                        year.grade + 1));
}

/// The first digits of a class's name are its grade: "4A1", "4/2".
int grade_of_class(std::string_view name) {
    return name.empty() || name[0] < '0' || name[0] > '9' ? 0 : name[0] - '0';
}

}  // namespace

void check_completion(const Year& year) {
    const std::string sentence = year.json.text_or("completion");
    if (sentence.empty()) return;
    const Completion said = read(sentence);
    const Json* promoted = year.json.find("promoted");
    check_against_grade(year, said);
    if (promoted == nullptr || promoted->boolean() == nullptr) return;
    check_against_result(year, said, *promoted->boolean());
    check_against_promotion(year, said, *promoted->boolean());
}

void check_class(const Year& year) {
    const std::string name = year.json.text_or("name"), class_name = year.json.text_or("class");
    const int start = first_year(name);
    const int grade = grade_of_class(class_name);
    if (grade != 0 && grade != year.grade)
        year.contradiction(
            "class",
            {fmt::format("Lớp \"{}\" không thuộc khối {} ({}, Phụ lục 1)", class_name, year.grade, kTt27),
             fmt::format("class \"{}\" is not of grade {} ({}, Phụ lục 1)", class_name, year.grade, kTt27)},
            {"Sửa tên lớp hoặc khối lớp", "correct the class or the grade"});
    if (name.size() == 9 && name != fmt::format("{}-{}", start, start + 1))
        year.contradiction(
            "name",
            {fmt::format("Năm học \"{}\" không phải hai năm liền nhau ({}, Phụ lục 1)", name, kTt27),
             fmt::format("\"{}\" is not two years in a row ({}, Phụ lục 1)", name, kTt27)},
            {"Ghi ví dụ 2023-2024", "write 2023-2024, for example"});
    // Điều 2: grade 1 from 2020-2021, one grade more each year.
    const std::int64_t since = 2019 + year.grade;
    if (start != 0 && year.grade >= 1 && year.grade <= 5 && start < since)
        year.contradiction(
            "name",
            {fmt::format("{} áp dụng cho lớp {} từ năm học {}-{} (Điều 2), năm học {} còn dùng quy định cũ",
                         kTt27, year.grade, since, since + 1, name),
             fmt::format("{} applies to grade {} from {}-{} (Điều 2); {} was under the earlier rules", kTt27,
                         year.grade, since, since + 1, name)},
            {"Dùng mẫu học bạ của quy định cũ", "use the form of the earlier rules"});
}

}  // namespace hocba::record
