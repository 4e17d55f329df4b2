// Lên lớp: conduct and learning Đạt or better, each after a retest or the summer if there was one, and at
// most 45 absences a year of both kinds. Grades 9 and 12 complete their programme instead.
#include <fmt/format.h>

#include "engine/record/completion.h"
#include "engine/record/rules_tt22.h"

namespace hocba::record::tt22 {
namespace {

constexpr std::int64_t kMostAbsences = 45;

std::optional<std::int64_t> absences(const Year& year, std::string_view member) {
    const Json* group = year.json.find("absences");
    const Json* count = group == nullptr ? nullptr : group->find(member);
    if (count == nullptr || count->integer() == nullptr) return std::nullopt;
    return *count->integer();
}

void differs(const Year& year, std::string_view member, const std::string& vi, const std::string& en) {
    year.contradiction(member, year.cited(vi, en, kPromotion),
                       {"Sửa mục này hoặc mục mâu thuẫn với nó", "correct this or what contradicts it"});
}

void check_absences(const Year& year) {
    const auto total = absences(year, "total"), excused = absences(year, "excused"),
               unexcused = absences(year, "unexcused");
    if (!total || !excused || !unexcused || *total == *excused + *unexcused) return;
    differs(year, "absences/total",
            fmt::format("Tổng số buổi nghỉ ghi {}, nhưng {} có phép + {} không phép = {}", *total, *excused,
                        *unexcused, *excused + *unexcused),
            fmt::format("{} absences in total, but {} excused + {} unexcused = {}", *total, *excused,
                        *unexcused, *excused + *unexcused));
}

/// What forbids promotion, and whether the record says enough to allow it.
struct Standing {
    std::vector<Text> reasons;
    bool known = true;
};

void judge(Standing& standing, const std::optional<Level>& level, std::string_view vi, std::string_view en) {
    standing.known = standing.known && level;
    if (level && *level == Level::not_passed)
        standing.reasons.push_back({fmt::format("{} Chưa đạt", vi), fmt::format("{} Chưa đạt", en)});
}

Standing standing_of(const Year& year) {
    Standing standing;
    judge(standing, final_level(year, "conduct"), "rèn luyện", "conduct");
    judge(standing, final_level(year, "learning"), "học tập", "learning");
    const auto total = absences(year, "total");
    standing.known = standing.known && total;
    if (total && *total > kMostAbsences)
        standing.reasons.push_back({fmt::format("nghỉ {} buổi (nhiều nhất {})", *total, kMostAbsences),
                                    fmt::format("{} absences (at most {})", *total, kMostAbsences)});
    return standing;
}

void check_promoted(const Year& year, bool promoted) {
    const Standing standing = standing_of(year);
    const Text why = listed(standing.reasons);
    if (promoted && !standing.reasons.empty())
        differs(year, "promoted", fmt::format("Ghi được lên lớp, nhưng không đủ điều kiện: {}", why.vi),
                fmt::format("promoted, but the conditions are not met: {}", why.en));
    if (!promoted && standing.known && standing.reasons.empty())
        differs(
            year, "promoted",
            fmt::format("Ghi không được lên lớp, nhưng rèn luyện, học tập từ Đạt và nghỉ không quá {} buổi",
                        kMostAbsences),
            fmt::format("not promoted, but conduct and learning are Đạt or better with at most {} absences",
                        kMostAbsences));
}

/// Which of the three lines of the form has to be filled; "" if the record does not tell.
std::string_view line_of(const Year& year, bool promoted) {
    if (!promoted) return "denied";
    const auto conduct = level_in(year, "conduct", "year"), learning = level_in(year, "learning", "year");
    if (!conduct || !learning) return "";
    return *conduct == Level::not_passed || *learning == Level::not_passed ? "after_retest" : "direct";
}

void check_line(const Year& year, const Json& promotion, bool promoted) {
    const std::string_view expected = line_of(year, promoted);
    if (expected.empty() || promotion.find(expected) != nullptr) return;
    differs(
        year, "promotion",
        fmt::format("Lên lớp phải ghi ở mục {}: promoted là {}, kết quả cả năm như trên", expected, promoted),
        fmt::format("promotion belongs to the line {}: promoted is {}, by the year's results", expected,
                    promoted));
}

/// What is printed after "Được lên lớp:" must not say that the pupil was not promoted, nor the other way
/// round.
void check_words(const Year& year, const std::string& place, const std::string& text, bool denied) {
    const Said promoted = read_completion(text).promoted;
    if (promoted == Said::nothing || (promoted == Said::no) == denied) return;
    const std::string_view line = denied ? "Không được lên lớp" : "Được lên lớp";
    differs(year, place, fmt::format("Dòng này in sau \"{}\" mà lại ghi \"{}\"", line, text),
            fmt::format("this line is printed after \"{}\" but says \"{}\"", line, text));
}

void check_grades(const Year& year, const Json& promotion) {
    for (const char* line : {"direct", "after_retest", "denied"}) {
        const Completion said = read_completion(promotion.text_or(line));
        const std::string place = fmt::format("promotion/{}", line);
        check_words(year, place, promotion.text_or(line), std::string_view(line) == "denied");
        if (said.next != 0 && said.next != year.grade + 1)
            differs(
                year, place,
                fmt::format("Ghi lên lớp {}; sau lớp {} là lớp {}", said.next, year.grade, year.grade + 1),
                fmt::format("it says grade {} comes next; after {} it is {}", said.next, year.grade,
                            year.grade + 1));
        if (said.repeated != 0 && said.repeated != year.grade)
            differs(year, place,
                    fmt::format("Ghi ở lại lớp {}, nhưng đang học lớp {}", said.repeated, year.grade),
                    fmt::format("it says grade {} is repeated, but the pupil is in grade {}", said.repeated,
                                year.grade));
    }
}

void unsure(const Year& year, std::string_view member, const std::string& vi, const std::string& en) {
    year.doubt(member, year.cited(vi, en, kPromotion),
               {"Chỉ lớp cuối cấp ghi hoàn thành chương trình", "only the last grade completes a programme"});
}

void unsaid(const Year& year) {
    const std::string_view school = is_upper(year.grade) ? "trung học phổ thông" : "trung học cơ sở";
    year.doubt(
        "completion",
        year.cited("Lớp cuối cấp chưa ghi hoàn thành hay không hoàn thành chương trình",
                   "the last grade does not say whether the programme was completed", kPromotion),
        {fmt::format("Ghi \"Hoàn thành chương trình {0}\" hoặc \"Chưa hoàn thành chương trình {0}\"", school),
         fmt::format("write \"Hoàn thành chương trình {0}\" or \"Chưa hoàn thành chương trình {0}\"",
                     school)});
}

void check_completion(const Year& year, bool promoted) {
    const std::string sentence = year.json.text_or("completion");
    if (sentence.empty() && !is_last(year.grade)) return;
    if (sentence.empty()) return unsaid(year);
    if (!is_last(year.grade))
        return unsure(year, "completion",
                      fmt::format("Ghi hoàn thành chương trình cấp học ở lớp {}", year.grade),
                      fmt::format("completion of the level's programme in grade {}", year.grade));
    const Completion said = read_completion(sentence);
    if (said.completed == Said::nothing) unsaid(year);
    const std::string_view school = is_upper(year.grade) ? "TRUNG HỌC PHỔ THÔNG" : "TRUNG HỌC CƠ SỞ";
    if (!said.school.empty() && said.school != school)
        differs(year, "completion",
                fmt::format("Lớp {} không hoàn thành chương trình {}", year.grade, said.school),
                fmt::format("grade {} does not complete {}", year.grade, said.school));
    if (said.completed != Said::nothing && (said.completed == Said::yes) != promoted)
        differs(year, "completion",
                fmt::format("Mục completion ghi \"{}\" nhưng promoted là {}", sentence, promoted),
                fmt::format("completion says \"{}\" but promoted is {}", sentence, promoted));
}

}  // namespace

void check_promotion(const Year& year) {
    check_absences(year);
    const Json* promoted = year.json.find("promoted");
    if (promoted == nullptr || promoted->boolean() == nullptr) return;
    check_promoted(year, *promoted->boolean());
    check_completion(year, *promoted->boolean());
    const Json* promotion = year.json.find("promotion");
    if (promotion == nullptr) return;
    check_line(year, *promotion, *promoted->boolean());
    check_grades(year, *promotion);
}

}  // namespace hocba::record::tt22
