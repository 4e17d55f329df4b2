// The rules of Thông tư 22/2021/TT-BGDĐT (grades 6 to 12), one file a clause.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/record/rules.h"

namespace hocba::record::tt22 {

// The rules themselves are those that school handbooks copy from the circular; the numbers of its articles
// are from memory. So every message gives the clause's subject beside its number.
inline constexpr std::string_view kRegular = "đánh giá thường xuyên";
inline constexpr std::string_view kSubjects = "hình thức đánh giá môn học";
inline constexpr std::string_view kConduct = "Điều 8: kết quả rèn luyện";
inline constexpr std::string_view kLearning = "Điều 9: kết quả học tập";
inline constexpr std::string_view kPromotion = "Điều 12: lên lớp";
inline constexpr std::string_view kRetest = "Điều 13: kiểm tra, đánh giá lại";
inline constexpr std::string_view kAwards = "Điều 15: khen thưởng";

/// Scored subjects have marks; the others only "Đ" (Đạt) or "CĐ" (Chưa đạt).
enum class Kind { scored, comment };
/// THPT: of the electives a pupil takes four.
enum class Need { required, elective, optional };
struct Subject {
    std::string_view key, name;
    Kind kind;
    Need need;
};
/// THCS for grades 6 to 9, THPT for 10 to 12.
std::span<const Subject> subjects_of(std::int64_t grade);
inline constexpr int kElectives = 4;
inline constexpr std::size_t kTopics = 3;  // cụm chuyên đề học tập a year
constexpr bool is_upper(std::int64_t grade) {
    return grade >= 10;
}
constexpr bool is_last(std::int64_t grade) {
    return grade == 9 || grade == 12;
}

/// The columns of a subject, of conduct and of learning.
struct Column {
    const char* key;
    std::string_view vi, en;
};
inline constexpr std::array<Column, 3> kColumns{
    {{"term1", "học kì I", "term 1"}, {"term2", "học kì II", "term 2"}, {"year", "cả năm", "the year"}}};
inline constexpr Column kAfterRetest{"retest", "sau đánh giá lại", "after the retest"};

/// In order: a better level is greater.
enum class Level { not_passed, passed, fair, good };
std::optional<Level> level_named(std::string_view name);
std::string_view name_of(Level level);
/// `group` is "conduct" or "learning".
std::optional<Level> level_in(const Year& year, std::string_view group, std::string_view column);
/// What counts for promotion: after the retest or the summer, if there was one, else of the year.
std::optional<Level> final_level(const Year& year, std::string_view group);

/// A subject that the record has and that the pupil is not exempt from.
struct Taken {
    const Subject& subject;
    const Json& json;

    std::string at(std::string_view member) const;  // "subjects/toan/year"
};
std::vector<Taken> taken(const Year& year);
/// The subject's entry; null pointer if the record has none.
const Json* entry_of(const Year& year, const Subject& subject);

/// Where a form keeps a scored subject's marks and averages, below the subject's place.
struct Places {
    const char *marks1, *term1, *marks2, *term2;
};
inline constexpr Places kTranscript{"marks1", "term1", "marks2", "term2"};
inline constexpr Places kMarkBook{"term1", "term1/average", "term2", "term2/average"};

/// A scored subject's entry {periods, marks1, term1, marks2, term2, year}, as in a year's `subjects`.
struct Scored {
    std::string name;   // "Toán"
    std::string place;  // "subjects/toan/"; "" if it is the year itself
    const Json& json;
    Places places = kTranscript;
};
/// ĐTBmhk = (ĐĐGtx + 2 × ĐĐGgk + 3 × ĐĐGck) / (number of ĐĐGtx + 5), that number, and
/// ĐTBmcn = (ĐTBmhkI + 2 × ĐTBmhkII) / 3.
void check_scored(const Year& year, const Scored& entry);

/// All of the below for one year.
void check_year(const Year& year);

/// Which subjects a pupil has; exemptions; topics.
void check_subjects(const Year& year);
/// The averages of terms and year; comment subjects.
void check_averages(const Year& year);
/// Kết quả học tập of each term, of the year and after the retest.
void check_learning(const Year& year);
/// Kết quả rèn luyện of the year.
void check_conduct(const Year& year);
/// Who was assessed again, and whether there was a reason.
void check_retest(const Year& year);
/// Lên lớp, absences, completion in grades 9 and 12.
void check_promotion(const Year& year);
/// Học sinh Xuất sắc, Học sinh Giỏi.
void check_titles(const Year& year);

/// The mark book of a class, `subjects` × `pupils`: every average.
void check_class_book(const Record& record, const Year& year);

}  // namespace hocba::record::tt22
