// A record's values as CV 2088/BGDĐT-GDTH writes them: the inverse of engine/record/moet_values.h.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/record/moet_tags.h"

namespace hocba::exchange {

/// Empty if there is no value, or none of that kind. §1.3: a day is its first second in Vietnam
/// ("2024-05-31T00:00:00+07:00"), a number has a dot and at most four decimals. Levels are spelt out, as in
/// MOET's example (phụ lục 2); a flag is 1 or 0.
std::string words(record::moet::Kind kind, const Json& value);

/// The level of a subject: "T" → "Hoàn thành tốt".
std::string subject_level(const Json& value);

/// A row of phụ lục 2, in its order: the record's key, and TEN_MON_HOC.
struct SubjectName {
    std::string_view key, name;
};
inline constexpr std::array<SubjectName, 14> kSubjectNames{{
    {"tieng_viet", "Tiếng Việt"},
    {"toan", "Toán"},
    {"ngoai_ngu_1", "Ngoại ngữ 1"},
    {"lich_su_va_dia_li", "Lịch sử và Địa lí"},
    {"khoa_hoc", "Khoa học"},
    {"tin_hoc", "Tin học và Công nghệ (Tin học)"},
    {"cong_nghe", "Tin học và Công nghệ (Công nghệ)"},
    {"dao_duc", "Đạo đức"},
    {"tu_nhien_va_xa_hoi", "Tự nhiên và Xã hội"},
    {"giao_duc_the_chat", "Giáo dục thể chất"},
    {"am_nhac", "Nghệ thuật (Âm nhạc)"},
    {"mi_thuat", "Nghệ thuật (Mĩ thuật)"},
    {"hoat_dong_trai_nghiem", "Hoạt động trải nghiệm"},
    {"tieng_dan_toc", "Tiếng dân tộc"},
}};

}  // namespace hocba::exchange
