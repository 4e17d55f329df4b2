// The circulars' rules, one file a subject of checking; record::check calls them in this order.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/record/record.h"

namespace hocba::record {

inline constexpr std::string_view kTt27 = "Thông tư 27/2020/TT-BGDĐT";

/// One school year of a record, and where findings about it go.
struct Year {
    const Json& json;
    std::string where;   // "record.json/years/0"
    std::int64_t grade;  // 0 if the record does not say
    Findings& findings;

    /// A contradiction is an error; a warning for a pupil with an individual plan (TT 27/2020, Điều 8).
    void contradiction(std::string_view member, Text what, Text hint) const;
    void doubt(std::string_view member, Text what, Text hint) const;
};

/// A row of section 1 of the form. Taught in grades `from`–`to` and expected from grade `expected`
/// (Chương trình giáo dục phổ thông 2018); tests: TT 27/2020, Điều 7 khoản 1 điểm b.
struct Subject {
    std::string_view key, name;
    bool tested;
    int from, to, expected;
};
inline constexpr int kNever = 6;
inline constexpr std::array<Subject, 14> kSubjects{{
    {"tieng_viet", "Tiếng Việt", true, 1, 5, 1},
    {"toan", "Toán", true, 1, 5, 1},
    {"ngoai_ngu_1", "Ngoại ngữ 1", true, 1, 5, 3},
    {"lich_su_va_dia_li", "Lịch sử và Địa lí", true, 4, 5, 4},
    {"khoa_hoc", "Khoa học", true, 4, 5, 4},
    {"tin_hoc", "Tin học và Công nghệ (Tin học)", true, 3, 5, 3},
    {"cong_nghe", "Tin học và Công nghệ (Công nghệ)", true, 3, 5, 3},
    {"dao_duc", "Đạo đức", false, 1, 5, 1},
    {"tu_nhien_va_xa_hoi", "Tự nhiên và Xã hội", false, 1, 3, 1},
    {"giao_duc_the_chat", "Giáo dục thể chất", false, 1, 5, 1},
    {"am_nhac", "Nghệ thuật (Âm nhạc)", false, 1, 5, 1},
    {"mi_thuat", "Nghệ thuật (Mĩ thuật)", false, 1, 5, 1},
    {"hoat_dong_trai_nghiem", "Hoạt động trải nghiệm", false, 1, 5, 1},
    {"tieng_dan_toc", "Tiếng dân tộc", false, 1, 5, kNever},
}};
/// The row of that key; null pointer if there is none.
const Subject* subject_of(std::string_view key);

/// "2023-2024" → 2023; 0 if it is not in that form.
int first_year(std::string_view name);

/// The pupil's number, sex, birth and family, and what contradicts itself between the years.
void check_person(const Record& record, Findings& findings);
/// Subjects, symbols and tests (Điều 7).
void check_subjects(const Year& year);
/// The result against levels and tests (Điều 9), and the titles (Điều 13).
void check_result(const Year& year);
/// Section 6 against result, promotion and grade (Phụ lục 1).
void check_completion(const Year& year);
/// The year's name, class and grade (Điều 2).
void check_class(const Year& year);

}  // namespace hocba::record
