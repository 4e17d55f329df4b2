// Thông tư 27/2020/TT-BGDĐT, Phụ lục 1, mục 6: completion and promotion against result and grade. (Điều 11,
// on completion, is not among the texts that we have: its rules are taken from mục 6 only, and what it may
// leave to the head of school is a warning.)
#include <fmt/format.h>

#include "engine/record/completion.h"
#include "engine/record/rules_tt27.h"

namespace hocba::record::tt27 {
namespace {

constexpr std::string_view kSection6 = "Phụ lục 1, mục 6";

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

/// "Hoàn thành chương trình tiểu học." is the whole sentence of grade 5.
void check_last_grade(const Year& year, const Completion& said) {
    if (said.completed != Said::yes || (!said.school.empty() && said.next == 0)) return;
    unsure(year, "completion", "Lớp 5 ghi \"Hoàn thành chương trình tiểu học\", không ghi lớp và lên lớp",
           "in grade 5 it is \"Hoàn thành chương trình tiểu học\", without a grade or a next grade");
}

void check_against_grade(const Year& year, const Completion& said) {
    if (said.completed == Said::nothing)
        unsure(year, "completion", "Mục 6 không ghi hoàn thành hay chưa hoàn thành chương trình",
               "section 6 does not say whether the programme was completed");
    if (said.grade != 0 && said.grade != year.grade)
        differs(year, "completion",
                fmt::format("Mục 6 ghi lớp {} nhưng học sinh học lớp {}", said.grade, year.grade),
                fmt::format("section 6 says grade {} but the pupil is in grade {}", said.grade, year.grade));
    if (said.school == "TIỂU HỌC" && year.grade < 5)
        differs(year, "completion",
                fmt::format("Mục 6 ghi chương trình tiểu học nhưng học sinh học lớp {}", year.grade),
                fmt::format("section 6 says primary school but the pupil is in grade {}", year.grade));
    if (year.grade == 5) return check_last_grade(year, said);
    if (said.promoted == Said::yes && said.next != 0 && said.next != year.grade + 1)
        differs(
            year, "completion",
            fmt::format("Mục 6 ghi lên lớp {}; sau lớp {} là lớp {}", said.next, year.grade, year.grade + 1),
            fmt::format("section 6 says grade {} comes next; after {} it is {}", said.next, year.grade,
                        year.grade + 1));
}

}  // namespace

void check_completion(const Year& year) {
    const std::string sentence = year.json.text_or("completion");
    if (sentence.empty()) return;
    const Completion said = read_completion(sentence);
    check_against_grade(year, said);
    const Json* promoted = year.json.find("promoted");
    if (promoted == nullptr || promoted->boolean() == nullptr) return;
    check_against_result(year, said, *promoted->boolean());
    check_against_promotion(year, said, *promoted->boolean());
}

}  // namespace hocba::record::tt27
