// The rules of Thông tư 27/2020/TT-BGDĐT (primary school), one file an article.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/record/rules.h"

namespace hocba::record::tt27 {

inline constexpr std::string_view kTt27 = "Thông tư 27/2020/TT-BGDĐT";

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

/// All of the below for one year.
void check_year(const Year& year);

/// Subjects, symbols and tests (Điều 7).
void check_subjects(const Year& year);
/// The result against levels and tests (Điều 9), and the titles (Điều 13).
void check_result(const Year& year);
/// The result against levels and tests alone.
void check_levels(const Year& year, const std::string& result);
/// Section 6 against result, promotion and grade (Phụ lục 1).
void check_completion(const Year& year);

/// The summary of a class at one time of the year (Phụ lục 2): its boxes against levels and tests.
void check_class_book(const Record& record, const Year& year);

}  // namespace hocba::record::tt27
