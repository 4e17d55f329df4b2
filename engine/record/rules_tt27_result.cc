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

/// Qualities and competences, each from the grade that has it (Chương trình giáo dục phổ thông 2018).
struct Trait {
    const char *group, *key;
    std::string_view name;
    int from;
};
constexpr std::array<Trait, 15> kTraits{{
    {"qualities", "yeu_nuoc", "Yêu nước", 1},
    {"qualities", "nhan_ai", "Nhân ái", 1},
    {"qualities", "cham_chi", "Chăm chỉ", 1},
    {"qualities", "trung_thuc", "Trung thực", 1},
    {"qualities", "trach_nhiem", "Trách nhiệm", 1},
    {"general_competences", "tu_chu_tu_hoc", "Tự chủ và tự học", 1},
    {"general_competences", "giao_tiep_hop_tac", "Giao tiếp và hợp tác", 1},
    {"general_competences", "giai_quyet_van_de_sang_tao", "Giải quyết vấn đề và sáng tạo", 1},
    {"specific_competences", "ngon_ngu", "Ngôn ngữ", 1},
    {"specific_competences", "tinh_toan", "Tính toán", 1},
    {"specific_competences", "khoa_hoc", "Khoa học", 1},
    {"specific_competences", "cong_nghe", "Công nghệ", 3},
    {"specific_competences", "tin_hoc", "Tin học", 3},
    {"specific_competences", "tham_mi", "Thẩm mĩ", 1},
    {"specific_competences", "the_chat", "Thể chất", 1},
}};

const Json* member_of(const Year& year, const char* group, std::string_view key) {
    const Json* entries = year.json.find(group);
    return entries == nullptr ? nullptr : entries->find(key);
}

/// What the grade has and the record has not: it may be the reason for a lower result.
std::vector<std::string> missing(const Year& year) {
    std::vector<std::string> found;
    for (const Subject& subject : kSubjects) {
        if (year.grade < subject.expected || year.grade > subject.to) continue;
        const Json* entry = member_of(year, "subjects", subject.key);
        if (entry == nullptr)
            found.push_back(fmt::format("{}", subject.name));
        else if (subject.tested && entry->find("test") == nullptr)
            found.push_back(fmt::format("{} (KTĐK)", subject.name));
    }
    for (const Trait& trait : kTraits)
        if (year.grade >= trait.from && member_of(year, trait.group, trait.key) == nullptr)
            found.push_back(std::string(trait.name));
    return found;
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

Text too_low(std::vector<std::string> reasons) {
    const std::string all = listed(std::move(reasons));
    return {fmt::format("chưa đạt: {}", all), fmt::format("too low: {}", all)};
}

Text high_enough(std::vector<std::string> absent) {
    if (absent.empty()) return {"mọi mức và điểm đều đạt", "every level and test is high enough"};
    const std::string all = listed(std::move(absent));
    return {fmt::format("mọi mức và điểm có trong hồ sơ đều đạt, nhưng còn thiếu: {}", all),
            fmt::format("every level and test that is there is high enough, but these are missing: {}", all)};
}

}  // namespace

void check_levels(const Year& year, const std::string& found) {
    const std::size_t expected = expected_of(year), given = index_of(found);
    if (expected == given) return;
    const bool too_high = given < expected;
    const std::vector<std::string> absent = missing(year);
    const Text why = too_high ? too_low(obstacles(year, kResults[given])) : high_enough(absent);
    const Text what{fmt::format("Ghi \"{}\" nhưng theo {}, {} phải là \"{}\" ({})", found, kTt27, kArticle9,
                                name_of(expected), why.vi),
                    fmt::format("it says \"{}\", but by {}, {} it is \"{}\" ({})", found, kTt27, kArticle9,
                                name_of(expected), why.en)};
    const Text hint{"Đối chiếu với sổ theo dõi rồi sửa kết quả hoặc mức, điểm của môn",
                    "compare with the class book, then correct the result or the level or mark"};
    if (!too_high && !absent.empty()) return year.doubt("result", what, hint);
    year.contradiction("result", what, hint);
}

namespace {

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
