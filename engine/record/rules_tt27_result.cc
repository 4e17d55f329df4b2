// Thông tư 27/2020/TT-BGDĐT, Điều 9 khoản 2 (result) and Điều 13 khoản 1 (titles).
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/record/rules_tt27.h"

namespace hocba::record::tt27 {
namespace {

/// What Điều 9 khoản 2 điểm a demands of every subject, quality and test. Marks in tenths.
struct Result9 {
    std::string_view name, subject_levels, quality_levels;
    std::int64_t test;
};
constexpr std::array<Result9, 3> kResults{{
    {"Hoàn thành xuất sắc", "T", "T", 90},
    {"Hoàn thành tốt", "T", "T", 70},
    {"Hoàn thành", "T H", "T Đ", 50},
}};
constexpr std::string_view kNotCompleted = "Chưa hoàn thành";
constexpr std::string_view kArticle9 = "Điều 9 khoản 2 điểm a";
constexpr std::string_view kArticle13 = "Điều 13 khoản 1 điểm a";
constexpr std::size_t kReasons = 3;  // as many as a clerk needs to find the contradiction

bool has(std::string_view levels, std::string_view level) {
    return !level.empty() && levels.find(level) != std::string_view::npos;
}

/// What of the year stands below a result: "Toán: 6", "Tin học: Đ".
std::vector<std::string> obstacles(const Year& year, const Result9& result) {
    std::vector<std::string> found;
    for (const Subject& subject : kSubjects) {
        const Json* subjects = year.json.find("subjects");
        const Json* entry = subjects == nullptr ? nullptr : subjects->find(subject.key);
        if (entry == nullptr) continue;
        const std::string level = entry->text_or("level");
        if (!has(result.subject_levels, level)) found.push_back(fmt::format("{}: {}", subject.name, level));
        const std::int64_t test = entry->integer_or("test", 100);
        if (test < result.test) found.push_back(fmt::format("{}: {}", subject.name, test / 10));
    }
    for (const char* group : {"qualities", "general_competences", "specific_competences"}) {
        const Json* entries = year.json.find(group);
        if (entries == nullptr || entries->object() == nullptr) continue;
        for (const auto& [name, level] : *entries->object()) {
            const std::string* symbol = level.string();
            if (symbol != nullptr && !has(result.quality_levels, *symbol))
                found.push_back(fmt::format("{}/{}: {}", group, name, *symbol));
        }
    }
    return found;
}

bool test_missing(const Year& year) {
    const Json* subjects = year.json.find("subjects");
    if (subjects == nullptr) return true;
    return std::any_of(kSubjects.begin(), kSubjects.end(), [&](const Subject& subject) {
        const Json* entry = subjects->find(subject.key);
        return subject.tested && year.grade >= subject.expected && year.grade >= subject.from &&
               (entry == nullptr || entry->find("test") == nullptr);
    });
}

/// Index into kResults; its size for "Chưa hoàn thành".
std::size_t expected_of(const Year& year) {
    std::size_t i = 0;
    while (i < kResults.size() && !obstacles(year, kResults[i]).empty()) ++i;
    return i;
}

std::size_t index_of(std::string_view name) {
    std::size_t i = 0;
    while (i < kResults.size() && kResults[i].name != name) ++i;
    return i;
}

std::string_view name_of(std::size_t index) {
    return index < kResults.size() ? kResults[index].name : kNotCompleted;
}

std::string listed(std::vector<std::string> reasons) {
    const std::size_t all = reasons.size();
    reasons.resize(std::min(all, kReasons));
    std::string out;
    for (const std::string& reason : reasons) out += (out.empty() ? "" : "; ") + reason;
    return all > kReasons ? out + "; …" : out;
}

void check_levels(const Year& year, const std::string& found) {
    const std::size_t expected = expected_of(year), given = index_of(found);
    if (expected == given) return;
    const bool too_high = given < expected;
    const std::string reasons = too_high ? listed(obstacles(year, kResults[given])) : "";
    const Text what{
        fmt::format("Ghi \"{}\" nhưng theo {}, {} phải là \"{}\"{}", found, kTt27, kArticle9,
                    name_of(expected),
                    too_high ? fmt::format(" (chưa đạt: {})", reasons) : " (mọi mức và điểm đều đạt)"),
        fmt::format(
            "it says \"{}\", but by {}, {} it is \"{}\"{}", found, kTt27, kArticle9, name_of(expected),
            too_high ? fmt::format(" (too low: {})", reasons) : " (every level and test is high enough)")};
    const Text hint{"Đối chiếu với sổ theo dõi rồi sửa kết quả hoặc mức, điểm của môn",
                    "compare with the class book, then correct the result or the level or mark"};
    // A test that is not in the record may be the reason for the lower result.
    if (!too_high && test_missing(year)) return year.doubt("result", what, hint);
    year.contradiction("result", what, hint);
}

void check_excellent(const Year& year, const std::string& result, bool titled) {
    if (titled && result != kResults[0].name)
        year.contradiction(
            "award",
            {fmt::format("Danh hiệu Học sinh Xuất sắc chỉ dành cho mức \"{}\", ở đây là \"{}\" ({}, {})",
                         kResults[0].name, result, kTt27, kArticle13),
             fmt::format("the title Học sinh Xuất sắc is for \"{}\" only; here it is \"{}\" ({}, {})",
                         kResults[0].name, result, kTt27, kArticle13)},
            {"Sửa mục khen thưởng hoặc kết quả", "correct the award or the result"});
    if (!titled && result == kResults[0].name)
        year.doubt(
            "result",
            {fmt::format(
                 "Học sinh ở mức \"{}\" được tặng danh hiệu Học sinh Xuất sắc, mục 5 không ghi ({}, {})",
                 result, kTt27, kArticle13),
             fmt::format("a pupil at \"{}\" gets the title Học sinh Xuất sắc; section 5 has none ({}, {})",
                         result, kTt27, kArticle13)},
            {"Bổ sung mục khen thưởng nếu nhà trường đã tặng", "add the award if the school gave it"});
}

/// The title needs what no record holds (recognised by the class): people decide.
void check_exemplary(const Year& year, const std::string& result) {
    if (result == kResults[1].name) {
        year.doubt(
            "award",
            {fmt::format(
                 "Danh hiệu Học sinh Tiêu biểu còn cần thành tích hoặc tiến bộ nổi bật và được tập thể "
                 "lớp công nhận ({}, {})",
                 kTt27, kArticle13),
             fmt::format(
                 "the title Học sinh Tiêu biểu also needs an outstanding subject or clear progress, and "
                 "the class's recognition ({}, {})",
                 kTt27, kArticle13)},
            {"Giáo viên chủ nhiệm xác nhận", "the homeroom teacher confirms it"});
        return;
    }
    year.contradiction(
        "award",
        {fmt::format("Danh hiệu Học sinh Tiêu biểu chỉ dành cho mức \"{}\", ở đây là \"{}\" ({}, {})",
                     kResults[1].name, result, kTt27, kArticle13),
         fmt::format("the title Học sinh Tiêu biểu is for \"{}\" only; here it is \"{}\" ({}, {})",
                     kResults[1].name, result, kTt27, kArticle13)},
        {"Sửa mục khen thưởng hoặc kết quả", "correct the award or the result"});
}

void check_titles(const Year& year, const std::string& result) {
    const std::string award = upper(year.json.text_or("award"));
    const auto says = [&award](std::string_view words) { return award.find(words) != std::string::npos; };
    check_excellent(year, result, says("HỌC SINH XUẤT SẮC"));
    if (says("HỌC SINH TIÊU BIỂU")) check_exemplary(year, result);
    for (const char* old : {"HỌC SINH GIỎI", "HỌC SINH TIÊN TIẾN"})
        if (says(old))
            year.doubt("award",
                       {fmt::format("{} không có danh hiệu này ({})", kTt27, kArticle13),
                        fmt::format("{} has no such title ({})", kTt27, kArticle13)},
                       {"Chỉ giữ nếu đây là tên một cuộc thi", "keep it only if it names a contest"});
}

}  // namespace

void check_result(const Year& year) {
    const std::string result = year.json.text_or("result");
    if (result.empty()) return;
    check_levels(year, result);
    check_titles(year, result);
}

}  // namespace hocba::record::tt27
