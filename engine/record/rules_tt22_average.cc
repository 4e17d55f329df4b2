// ĐTBmhk, ĐTBmcn and their number of marks (from memory: Điều 9, as all of kết quả học tập), in integer
// tenths.
#include <fmt/format.h>

#include <optional>

#include "engine/record/rules_tt22.h"
#include "engine/record/tenths.h"

namespace hocba::record::tt22 {
namespace {

/// A term's marks in tenths.
struct Marks {
    std::vector<std::int64_t> regular;
    std::int64_t mid = 0, final = 0;

    std::int64_t count() const { return static_cast<std::int64_t>(regular.size()); }
    std::int64_t regular_sum() const {
        std::int64_t sum = 0;
        for (const std::int64_t mark : regular) sum += mark;
        return sum;
    }
    std::int64_t weighted() const { return 2 * mid + 3 * final; }
};

/// One term's marks and their average, each with its place.
struct Term {
    std::string name_vi, name_en;  // "Toán, học kì I"
    std::string marks_at, average_at;
    const Json* marks;     // {regular, mid, final}; null pointer if there are none
    const Json* average;   // null pointer if there is none
    std::int64_t periods;  // a year; 0 if the record does not say
};

std::optional<std::int64_t> mark_of(const Json* value) {
    if (value == nullptr || value->integer() == nullptr) return std::nullopt;
    const std::int64_t tenths = *value->integer();
    return tenths >= 0 && tenths <= 100 ? std::optional(tenths) : std::nullopt;
}

/// Nothing if a regular mark is none: that is the schema's matter.
std::optional<std::vector<std::int64_t>> regular_marks(const Json& marks) {
    const Json* regular = marks.find("regular");
    if (regular == nullptr || regular->array() == nullptr) return std::nullopt;
    std::vector<std::int64_t> all;
    for (const Json& value : *regular->array()) {
        const std::optional<std::int64_t> mark = mark_of(&value);
        if (!mark) return std::nullopt;
        all.push_back(*mark);
    }
    return all;
}

/// "(8,0 + 7,0 + 2 × 6,0 + 3 × 6,5) / 7"
Text formula(const Marks& marks) {
    Text sum;
    for (const std::int64_t mark : marks.regular)
        sum = {sum.vi + shown(mark).vi + " + ", sum.en + shown(mark).en + " + "};
    const Text mid = shown(marks.mid), final = shown(marks.final);
    return {fmt::format("({}2 × {} + 3 × {}) / {}", sum.vi, mid.vi, final.vi, marks.count() + 5),
            fmt::format("({}2 × {} + 3 × {}) / {}", sum.en, mid.en, final.en, marks.count() + 5)};
}

/// (TB.TX + 2GK + 3CK) / 6 circulates in spreadsheets, with and without rounding TB.TX first.
bool by_wrong_formula(const Marks& marks, std::int64_t found) {
    const std::int64_t n = marks.count();
    if (n == 0) return false;
    const std::int64_t exact = half_up(marks.regular_sum() + n * marks.weighted(), 6 * n);
    const std::int64_t rounded = half_up(half_up(marks.regular_sum(), n) + marks.weighted(), 6);
    return found == exact || found == rounded;
}

void check_count(const Year& year, const Term& term, std::int64_t count) {
    if (term.periods <= 0) return;
    const std::int64_t expected = term.periods <= 35 ? 2 : term.periods <= 70 ? 3 : 4;
    // In THPT a topic's mark may come as one more.
    const std::int64_t most = is_upper(year.grade) ? expected + 1 : expected;
    if (count >= expected && count <= most) return;
    const Text what = year.cited(
        fmt::format("{}: có {} ĐĐGtx, môn {} tiết/năm có {}", term.name_vi, count, term.periods, expected),
        fmt::format("{}: there are {} regular marks; a subject of {} periods a year has {}", term.name_en,
                    count, term.periods, expected),
        kRegular);
    const Text hint{"Bổ sung hoặc bỏ bớt điểm thường xuyên, hoặc sửa số tiết",
                    "add or remove regular marks, or correct the number of periods"};
    if (count < expected)
        year.contradiction(term.marks_at + "/regular", what, hint);
    else
        year.doubt(term.marks_at + "/regular", what, hint);
}

void check_average(const Year& year, const Term& term, const Marks& marks) {
    const std::optional<std::int64_t> found = mark_of(term.average);
    const std::int64_t sum = marks.regular_sum() + marks.weighted(), divisor = marks.count() + 5;
    if (!found || *found == half_up(sum, divisor)) return;
    const Text given = shown(*found), how = formula(marks), result = division(sum, divisor);
    const bool wrong = by_wrong_formula(marks, *found);
    const Text note{
        wrong ? fmt::format("; {} là theo công thức sai (TB.TX + 2GK + 3CK)/6", given.vi) : "",
        wrong ? fmt::format("; {} comes from the wrong formula (TB.TX + 2GK + 3CK)/6", given.en) : ""};
    year.contradiction(term.average_at,
                       year.cited(fmt::format("{} ghi {}, nhưng ĐTBmhk = {} = {}{}", term.name_vi, given.vi,
                                              how.vi, result.vi, note.vi),
                                  fmt::format("{} says {}, but ĐTBmhk = {} = {}{}", term.name_en, given.en,
                                              how.en, result.en, note.en),
                                  kLearning),
                       {"Tính lại, làm tròn đến một chữ số thập phân (6,45 thành 6,5)",
                        "calculate it again, rounded half-up to one decimal (6.45 becomes 6.5)"});
}

/// (a + 2b) / 3 is never an exact half.
void check_year_average(const Year& year, const Scored& of) {
    const auto first = mark_of(of.json.find("term1")), second = mark_of(of.json.find("term2")),
               found = mark_of(of.json.find("year"));
    if (!first || !second || !found) return;
    const std::int64_t sum = *first + 2 * *second;
    if (*found == half_up(sum, 3)) return;
    const Text given = shown(*found), one = shown(*first), two = shown(*second), result = division(sum, 3);
    year.contradiction(of.place + "year",
                       year.cited(fmt::format("{}, cả năm ghi {}, nhưng ĐTBmcn = ({} + 2 × {}) / 3 = {}",
                                              of.name, given.vi, one.vi, two.vi, result.vi),
                                  fmt::format("{}, the year says {}, but ĐTBmcn = ({} + 2 × {}) / 3 = {}",
                                              of.name, given.en, one.en, two.en, result.en),
                                  kLearning),
                       {"Tính lại điểm trung bình cả năm", "calculate the year's average again"});
}

/// A subject without marks has for the year what it has for term 2.
void check_year_comment(const Year& year, const Taken& of) {
    const std::string second = of.json.text_or("term2"), found = of.json.text_or("year");
    if (second.empty() || found.empty() || second == found) return;
    year.contradiction(
        of.at("year"),
        year.cited(
            fmt::format("{}, cả năm ghi {}, nhưng phải theo học kì II: {}", of.subject.name, found, second),
            fmt::format("{}, the year says {}, but it is that of term 2: {}", of.subject.name, found, second),
            kLearning),
        {"Sửa kết quả cả năm hoặc học kì II", "correct the result of the year or of term 2"});
}

void check_complete(const Year& year, const Taken& of) {
    const bool whole = of.json.find("year") != nullptr;
    const bool terms = of.json.find("term1") != nullptr && of.json.find("term2") != nullptr;
    if (whole && terms) return;
    const std::string_view vi =
        whole ? "Thiếu kết quả học kì, không đối chiếu được cả năm" : "Thiếu kết quả cả năm";
    const std::string_view en = whole ? "a term's result is missing, so the year's cannot be checked"
                                      : "the year's result is missing";
    year.doubt(fmt::format("subjects/{}", of.subject.key),
               year.cited(fmt::format("{}: {}", of.subject.name, vi),
                          fmt::format("{}: {}", of.subject.name, en), kLearning),
               {"Bổ sung kết quả, hoặc ghi exempt = true (Được miễn học)",
                "add the result, or write exempt = true if the pupil is exempt"});
}

Term term_of(const Scored& of, const Column& column, const char* marks, const char* marks_at,
             const char* average_at) {
    return {fmt::format("{}, {}", of.name, column.vi),
            fmt::format("{}, {}", of.name, column.en),
            of.place + marks_at,
            of.place + average_at,
            of.json.find(marks),
            of.json.find(column.key),
            of.json.integer_or("periods", 0)};
}

void check_term(const Year& year, const Term& term) {
    if (term.marks == nullptr) return;
    std::optional<std::vector<std::int64_t>> regular = regular_marks(*term.marks);
    if (!regular) return;
    check_count(year, term, static_cast<std::int64_t>(regular->size()));
    const auto mid = mark_of(term.marks->find("mid")), final = mark_of(term.marks->find("final"));
    if (mid && final) return check_average(year, term, {std::move(*regular), *mid, *final});
    if (term.average == nullptr) return;
    year.doubt(
        term.marks_at,
        year.cited(fmt::format("{}: thiếu điểm giữa kì hoặc cuối kì, không tính lại được", term.name_vi),
                   fmt::format("{}: the mid-term or final mark is missing, so the average cannot be "
                               "calculated",
                               term.name_en),
                   kLearning),
        {"Bổ sung điểm kiểm tra", "add the mark"});
}

}  // namespace

void check_scored(const Year& year, const Scored& entry) {
    const Places& at = entry.places;
    check_term(year, term_of(entry, kColumns[0], "marks1", at.marks1, at.term1));
    check_term(year, term_of(entry, kColumns[1], "marks2", at.marks2, at.term2));
    check_year_average(year, entry);
}

void check_averages(const Year& year) {
    for (const Taken& of : taken(year)) {
        check_complete(year, of);
        if (of.subject.kind == Kind::comment)
            check_year_comment(year, of);
        else
            check_scored(year, {std::string(of.subject.name), of.at(""), of.json});
    }
}

}  // namespace hocba::record::tt22
