// Kết quả học tập: Tốt, Khá, Đạt, Chưa đạt, with the adjustment for a single subject. What is missing may be
// anything, so a level is a contradiction only if no completion of the record can lead to it.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/record/rules_tt22.h"
#include "engine/record/tenths.h"

namespace hocba::record::tt22 {
namespace {

constexpr std::int64_t kBest = 100;  // tenths
constexpr std::int64_t kPass = 1, kFail = 0;
constexpr std::int64_t kSix = 6;  // subjects that reach the higher mark

/// A subject's result: tenths, or Đ and CĐ as kPass and kFail; nothing if it is not in the record.
struct Outcome {
    std::string_view subject;
    Kind kind;
    std::optional<std::int64_t> value;
};
using Outcomes = std::vector<Outcome>;

struct Demand {
    Level level;
    std::int64_t failed;      // comment subjects that may be Chưa đạt
    std::int64_t every, six;  // tenths of every scored subject, and of at least six
};
constexpr std::array<Demand, 3> kDemands{
    {{Level::good, 0, 65, 80}, {Level::fair, 0, 50, 65}, {Level::passed, 1, 35, 50}}};

std::int64_t best_of(Kind kind) {
    return kind == Kind::scored ? kBest : kPass;
}

std::optional<std::int64_t> value_of(const Taken& of, std::string_view column) {
    const Json* value = of.json.find(column);
    if (value == nullptr && column == "retest") value = of.json.find("year");
    if (value == nullptr) return std::nullopt;
    if (of.subject.kind == Kind::scored)
        return value->integer() == nullptr ? std::nullopt : std::optional(*value->integer());
    if (value->string() == nullptr) return std::nullopt;
    return *value->string() == "Đ" ? kPass : kFail;
}

/// Also the subjects that the pupil must have and the record lacks, without a value.
Outcomes outcomes_of(const Year& year, std::string_view column) {
    Outcomes all;
    int electives = 0;
    for (const Taken& of : taken(year))
        all.push_back({of.subject.name, of.subject.kind, value_of(of, column)});
    for (const Subject& subject : subjects_of(year.grade)) {
        const bool present = entry_of(year, subject) != nullptr;
        if (!present && subject.need == Need::required)
            all.push_back({subject.name, subject.kind, std::nullopt});
        electives += present && subject.need == Need::elective ? 1 : 0;
    }
    for (; is_upper(year.grade) && electives < kElectives; ++electives)
        all.push_back({"", Kind::scored, std::nullopt});
    return all;
}

Outcomes filled(Outcomes outcomes, bool with_best) {
    for (Outcome& outcome : outcomes)
        if (!outcome.value) outcome.value = with_best ? best_of(outcome.kind) : 0;
    return outcomes;
}

std::int64_t scored_from(const Outcomes& outcomes, std::int64_t tenths) {
    return std::count_if(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) {
        return outcome.kind == Kind::scored && *outcome.value >= tenths;
    });
}

std::int64_t failed(const Outcomes& outcomes) {
    return std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& outcome) {
        return outcome.kind == Kind::comment && *outcome.value == kFail;
    });
}

bool meets(const Outcomes& outcomes, const Demand& demand) {
    const bool every = std::all_of(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) {
        return outcome.kind == Kind::comment || *outcome.value >= demand.every;
    });
    return failed(outcomes) <= demand.failed && every && scored_from(outcomes, demand.six) >= kSix;
}

Level unadjusted(const Outcomes& outcomes) {
    for (const Demand& demand : kDemands)
        if (meets(outcomes, demand)) return demand.level;
    return Level::not_passed;
}

/// "Because of one single subject": the others alone reach the level, or (the generous reading) they would
/// with that subject at its best. They differ if that subject is needed among the six.
enum class Reading { strict, generous };

Level without(const Outcomes& outcomes, std::size_t i, Reading reading) {
    Outcomes others = outcomes;
    if (reading == Reading::strict)
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    else
        others[i].value = best_of(others[i].kind);
    return unadjusted(others);
}

struct Judged {
    Level level;
    std::string_view single;  // the subject for which it was adjusted; "" if it was not
};

/// Two or more levels lower because of one subject: raised to the adjacent level.
Judged judged(const Outcomes& outcomes, Reading reading) {
    const Level level = unadjusted(outcomes);
    if (level >= Level::fair) return {level, ""};
    const Level adjacent = level == Level::passed ? Level::fair : Level::passed;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (without(outcomes, i, reading) > adjacent) return {adjacent, outcomes[i].subject};
    return {level, ""};
}

/// From all that is missing at its worst to all at its best.
struct Range {
    Judged low, high;
    bool complete;
};

Range range_of(const Outcomes& outcomes) {
    const bool complete = std::all_of(outcomes.begin(), outcomes.end(),
                                      [](const Outcome& outcome) { return outcome.value.has_value(); });
    return {judged(filled(outcomes, false), Reading::strict),
            judged(filled(outcomes, true), Reading::generous), complete};
}

/// Why the outcomes do not reach a level: "Toán 6,4 (cần 6,5)", "Nghệ thuật CĐ", "môn từ 8,0: 5 (cần 6)".
std::vector<Text> obstacles(const Outcomes& outcomes, const Demand& demand) {
    std::vector<Text> found;
    const bool too_many = failed(outcomes) > demand.failed;
    for (const Outcome& outcome : outcomes) {
        const Text mark = shown(*outcome.value), need = shown(demand.every);
        if (outcome.kind == Kind::comment && *outcome.value == kFail && too_many)
            found.push_back({fmt::format("{} CĐ", outcome.subject), fmt::format("{} CĐ", outcome.subject)});
        if (outcome.kind == Kind::scored && *outcome.value < demand.every)
            found.push_back({fmt::format("{} {} (cần {})", outcome.subject, mark.vi, need.vi),
                             fmt::format("{} {} (needs {})", outcome.subject, mark.en, need.en)});
    }
    const std::int64_t count = scored_from(outcomes, demand.six);
    const Text six = shown(demand.six);
    if (count < kSix)
        found.push_back({fmt::format("môn từ {}: {} (cần {})", six.vi, count, kSix),
                         fmt::format("subjects from {}: {} (needs {})", six.en, count, kSix)});
    return found;
}

Text reasons(const Outcomes& outcomes, Level found, const Judged& bound) {
    const auto demand =
        std::find_if(kDemands.begin(), kDemands.end(), [&](const Demand& one) { return one.level == found; });
    if (found > bound.level && demand != kDemands.end()) {
        const Text why = listed(obstacles(filled(outcomes, true), *demand));
        return {fmt::format("chưa đạt: {}", why.vi), fmt::format("too low: {}", why.en)};
    }
    if (!bound.single.empty())
        return {fmt::format("nâng lên mức liền kề vì chỉ một môn: {}", bound.single),
                fmt::format("raised to the adjacent level because of one subject only: {}", bound.single)};
    return {"mọi điều kiện đều đủ", "every condition is met"};
}

Text verdict(const Range& range, bool too_high) {
    if (range.low.level == range.high.level) return {"phải là", "it is"};
    return too_high ? Text{"cao nhất là", "it is at most"} : Text{"thấp nhất là", "it is at least"};
}

Text hint() {
    return {"Đối chiếu với sổ theo dõi rồi sửa kết quả học tập hoặc điểm của môn",
            "compare with the class book, then correct the level or the subject's mark"};
}

void contradict(const Year& year, const Column& column, Level found, const Outcomes& outcomes,
                const Range& range) {
    const bool too_high = found > range.high.level;
    const Judged& bound = too_high ? range.high : range.low;
    const Text why = reasons(outcomes, found, bound), must = verdict(range, too_high);
    year.contradiction(fmt::format("learning/{}", column.key),
                       year.cited(fmt::format("Học tập {} ghi \"{}\", nhưng {} \"{}\" ({})", column.vi,
                                              name_of(found), must.vi, name_of(bound.level), why.vi),
                                  fmt::format("learning of {} says \"{}\", but {} \"{}\" ({})", column.en,
                                              name_of(found), must.en, name_of(bound.level), why.en),
                                  kLearning),
                       hint());
}

void leave_to_people(const Year& year, const Column& column, const Range& range) {
    year.doubt(
        fmt::format("learning/{}", column.key),
        year.cited(
            fmt::format("Học tập {} là \"{}\" hoặc \"{}\", tùy cách hiểu \"chỉ do một môn\" ({})", column.vi,
                        name_of(range.low.level), name_of(range.high.level), range.high.single),
            fmt::format("learning of {} is \"{}\" or \"{}\", by how \"one subject only\" is read "
                        "({})",
                        column.en, name_of(range.low.level), name_of(range.high.level), range.high.single),
            kLearning),
        {"Hội đồng nhà trường quyết định", "the school decides"});
}

void check_column(const Year& year, const Column& column) {
    const std::optional<Level> found = level_in(year, "learning", column.key);
    if (!found) return;
    const Outcomes outcomes = outcomes_of(year, column.key);
    const Range range = range_of(outcomes);
    if (*found < range.low.level || *found > range.high.level)
        contradict(year, column, *found, outcomes, range);
    else if (range.complete && range.low.level != range.high.level)
        leave_to_people(year, column, range);
}

/// A retest decides whether the pupil passes; to which level above Đạt it leads is left to people.
void check_after_retest(const Year& year) {
    const std::optional<Level> found = level_in(year, "learning", kAfterRetest.key);
    if (!found) return;
    const Outcomes outcomes = outcomes_of(year, kAfterRetest.key);
    const Range range = range_of(outcomes);
    const bool passed = *found >= Level::passed;
    if (passed != (range.low.level >= Level::passed) && passed != (range.high.level >= Level::passed))
        return contradict(year, kAfterRetest, *found, outcomes, range);
    if (*found >= range.low.level && *found <= range.high.level) return;
    year.doubt(fmt::format("learning/{}", kAfterRetest.key),
               year.cited(fmt::format("Học tập sau đánh giá lại ghi \"{}\"; điểm mới cho mức \"{}\"",
                                      name_of(*found), name_of(range.high.level)),
                          fmt::format("learning after the retest says \"{}\"; the new marks give \"{}\"",
                                      name_of(*found), name_of(range.high.level)),
                          kRetest),
               hint());
}

void check_given(const Year& year) {
    if (level_in(year, "learning", "year")) return;
    year.doubt("learning",
               year.cited("Thiếu kết quả học tập cả năm", "the year's learning result is missing", kLearning),
               {"Bổ sung kết quả học tập", "add it"});
}

}  // namespace

void check_learning(const Year& year) {
    if (year.json.find("subjects") == nullptr) return;
    for (const Column& column : kColumns) check_column(year, column);
    check_after_retest(year);
    check_given(year);
}

}  // namespace hocba::record::tt22
