// Levels, tests and promotion. The circular's text is not at hand: symbols as the form has them, subjects
// with tests from memory, so no clause is numbered.
#include "engine/record/rules_tt30.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/record/completion.h"

namespace hocba::record::tt30 {
namespace {

// The circular of 22 September 2016 brought three levels and tests in these subjects; before, levels stay
// empty.
constexpr int kAmended = 2016;
constexpr std::string_view kAmendment = "sửa đổi bởi Thông tư 22/2016/TT-BGDĐT";
constexpr std::string_view kTests = "sửa đổi bởi Thông tư 22/2016/TT-BGDĐT: bài kiểm tra định kì";

struct Subject {
    std::string_view key, name;
    bool tested;
};
constexpr std::array<Subject, 13> kSubjects{{
    {"tieng_viet", "Tiếng Việt", true},
    {"toan", "Toán", true},
    {"tu_nhien_va_xa_hoi", "Tự nhiên và Xã hội", false},
    {"khoa_hoc", "Khoa học", true},
    {"lich_su_va_dia_li", "Lịch sử và Địa lí", true},
    {"ngoai_ngu", "Ngoại ngữ", true},
    {"tin_hoc", "Tin học", true},
    {"tieng_dan_toc", "Tiếng dân tộc", true},
    {"dao_duc", "Đạo đức", false},
    {"am_nhac", "Âm nhạc", false},
    {"mi_thuat", "Mĩ thuật", false},
    {"thu_cong_ki_thuat", "Thủ công, Kĩ thuật", false},
    {"the_duc", "Thể dục", false},
}};

struct Group {
    const char* member;
    std::string_view vi, en;
};
constexpr std::array<Group, 2> kGroups{
    {{"qualities", "phẩm chất", "qualities"}, {"competences", "năng lực", "competences"}}};

void check_symbol(const Year& year, const std::string& member, const std::string& found,
                  std::array<std::string_view, 3> allowed, std::string_view of_vi, std::string_view of_en) {
    if (found.empty() || std::find(allowed.begin(), allowed.end(), found) != allowed.end()) return;
    year.contradiction(member,
                       year.cited(fmt::format("Ký hiệu \"{}\" không dùng cho {}; chỉ có {}", found, of_vi,
                                              fmt::join(allowed, ", ")),
                                  fmt::format("the symbol \"{}\" is not for {}; there is only {}", found,
                                              of_en, fmt::join(allowed, ", ")),
                                  kAmendment),
                       {"Môn học dùng T, H, C; phẩm chất và năng lực dùng T, Đ, C",
                        "subjects have T, H, C; qualities and competences have T, Đ, C"});
}

void check_test(const Year& year, const Subject& subject, const Json& test) {
    const std::string place = fmt::format("subjects/{}/test", subject.key);
    if (!subject.tested)
        return year.contradiction(
            place,
            year.cited(fmt::format("Môn {} không có bài kiểm tra định kì", subject.name),
                       fmt::format("{} has no periodic test", subject.name), kTests),
            {"Bỏ điểm của môn này", "leave this mark out"});
    const std::int64_t* tenths = test.integer();
    if (tenths != nullptr && *tenths >= 0 && *tenths <= 100 && *tenths % 10 == 0) return;
    year.contradiction(
        place,
        year.cited(fmt::format("Điểm kiểm tra môn {} phải là số nguyên từ 0 đến 10", subject.name),
                   fmt::format("the test of {} must be a whole mark from 0 to 10", subject.name), kTests),
        {"Ghi lại điểm bài kiểm tra cuối năm học", "enter the year-end test's mark again"});
}

/// Whether any subject has a level.
bool check_subjects(const Year& year) {
    const Json* subjects = year.json.find("subjects");
    bool levels = false;
    for (const Subject& subject : kSubjects) {
        const Json* entry = subjects == nullptr ? nullptr : subjects->find(subject.key);
        if (entry == nullptr) continue;
        const std::string level = entry->text_or("level");
        levels = levels || !level.empty();
        check_symbol(year, fmt::format("subjects/{}/level", subject.key), level, {"T", "H", "C"}, "môn học",
                     "subjects");
        if (const Json* test = entry->find("test")) check_test(year, subject, *test);
    }
    return levels;
}

void check_group(const Year& year, const Group& group) {
    const Json* levels = year.json.find(group.member);
    if (levels == nullptr || levels->object() == nullptr) return;
    for (const auto& [key, level] : *levels->object())
        if (level.string() != nullptr)
            check_symbol(year, fmt::format("{}/{}", group.member, key), *level.string(), {"T", "Đ", "C"},
                         group.vi, group.en);
}

void differs(const Year& year, std::string_view member, std::string_view vi, std::string_view en) {
    year.contradiction(member, year.cited(vi, en, "hoàn thành chương trình, lên lớp"),
                       {"Sửa mục completion hoặc promoted", "correct completion or promoted"});
}

void check_completion(const Year& year) {
    const Completion said = read_completion(year.json.text_or("completion"));
    const bool promoted = flag(year.json, "promoted", said.promoted == Said::yes);
    if (said.promoted != Said::nothing && promoted != (said.promoted == Said::yes))
        differs(year, "promoted", fmt::format("Mục completion và promoted ({}) mâu thuẫn nhau", promoted),
                fmt::format("completion and promoted ({}) contradict each other", promoted));
    if (said.grade != 0 && said.grade != year.grade)
        differs(year, "completion", fmt::format("Ghi lớp {} nhưng học lớp {}", said.grade, year.grade),
                fmt::format("it says grade {} but the pupil is in grade {}", said.grade, year.grade));
    if (said.promoted == Said::yes && said.next != 0 && said.next != year.grade + 1)
        differs(year, "completion",
                fmt::format("Ghi lên lớp {}; sau lớp {} là lớp {}", said.next, year.grade, year.grade + 1),
                fmt::format("it says grade {} comes next; after {} it is {}", said.next, year.grade,
                            year.grade + 1));
}

void check_amended(const Year& year, bool levels) {
    if (!levels || year.start == 0 || year.start >= kAmended) return;
    year.doubt(
        "subjects",
        year.cited(fmt::format("Năm học {}-{} chưa có các mức T, H, C", year.start, year.start + 1),
                   fmt::format("in {}-{} there were no levels T, H, C yet", year.start, year.start + 1),
                   kAmendment),
        {"Đối chiếu với học bạ giấy", "compare with the paper transcript"});
}

}  // namespace

void check_year(const Year& year) {
    check_amended(year, check_subjects(year));
    for (const Group& group : kGroups) check_group(year, group);
    check_completion(year);
}

}  // namespace hocba::record::tt30
