// Kiểm tra, đánh giá lại, and training in the summer: only for those who need it to be promoted. A retest in
// August belongs to the year just ended (Điều 13 khoản 3).
#include <fmt/format.h>

#include <algorithm>

#include "engine/record/rules_tt22.h"

namespace hocba::record::tt22 {
namespace {

constexpr std::int64_t kEnough = 50;  // tenths: 5,0

void unsure(const Year& year, std::string_view member, const std::string& vi, const std::string& en) {
    year.doubt(member, year.cited(vi, en, kRetest),
               {"Kiểm tra lại việc đánh giá lại", "check whether there was a retest"});
}

bool failed(const Taken& of) {
    const Json* result = of.json.find("year");
    if (result == nullptr) return true;
    if (result->integer() != nullptr) return *result->integer() < kEnough;
    return result->string() == nullptr || *result->string() != "Đ";
}

/// Whether the year ended below Đạt; nothing is said if the record does not tell.
bool passed(const Year& year, std::string_view group) {
    const auto level = level_in(year, group, "year");
    return level && *level >= Level::passed;
}

void check_subject(const Year& year, const Taken& of) {
    if (of.json.find("retest") == nullptr) return;
    if (passed(year, "learning"))
        return unsure(
            year, of.at("retest"),
            fmt::format("{} được đánh giá lại dù học tập cả năm đã Đạt trở lên", of.subject.name),
            fmt::format("{} was assessed again although the year is Đạt or better", of.subject.name));
    if (!failed(of))
        unsure(year, of.at("retest"),
               fmt::format("{} được đánh giá lại dù cả năm không dưới 5,0 hoặc CĐ", of.subject.name),
               fmt::format("{} was assessed again although the year is neither below 5.0 nor CĐ",
                           of.subject.name));
}

void check_learning_level(const Year& year, bool retested) {
    const bool given = level_in(year, "learning", "retest").has_value();
    if (retested && !given)
        unsure(year, "learning", "Có môn đánh giá lại nhưng thiếu kết quả học tập sau đánh giá lại",
               "a subject was assessed again, but the learning result after it is missing");
    if (!retested && given)
        unsure(year, "learning/retest",
               "Có kết quả học tập sau đánh giá lại nhưng không môn nào đánh giá lại",
               "there is a learning result after a retest, but no subject was assessed again");
}

void check_summer(const Year& year) {
    if (level_in(year, "conduct", "retest") && passed(year, "conduct"))
        unsure(year, "conduct/retest", "Rèn luyện lại trong hè dù rèn luyện cả năm đã Đạt trở lên",
               "conduct was judged again after the summer although the year is Đạt or better");
}

}  // namespace

void check_retest(const Year& year) {
    const std::vector<Taken> subjects = taken(year);
    for (const Taken& of : subjects) check_subject(year, of);
    check_learning_level(year, std::any_of(subjects.begin(), subjects.end(), [](const Taken& of) {
                             return of.json.find("retest") != nullptr;
                         }));
    check_summer(year);
}

}  // namespace hocba::record::tt22
