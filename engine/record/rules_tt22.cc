#include "engine/record/rules_tt22.h"

#include <fmt/format.h>

#include <algorithm>

namespace hocba::record::tt22 {
namespace {

constexpr auto scored = Kind::scored, comment = Kind::comment;
constexpr auto required = Need::required, elective = Need::elective, optional = Need::optional;

constexpr std::array<Subject, 14> kLower{{
    {"ngu_van", "Ngữ văn", scored, required},
    {"toan", "Toán", scored, required},
    {"ngoai_ngu_1", "Ngoại ngữ 1", scored, required},
    {"giao_duc_cong_dan", "Giáo dục công dân", scored, required},
    {"lich_su_va_dia_li", "Lịch sử và Địa lí", scored, required},
    {"khoa_hoc_tu_nhien", "Khoa học tự nhiên", scored, required},
    {"cong_nghe", "Công nghệ", scored, required},
    {"tin_hoc", "Tin học", scored, required},
    {"giao_duc_the_chat", "Giáo dục thể chất", comment, required},
    {"nghe_thuat", "Nghệ thuật", comment, required},
    {"hoat_dong_trai_nghiem_huong_nghiep", "Hoạt động trải nghiệm, hướng nghiệp", comment, required},
    {"giao_duc_dia_phuong", "Nội dung giáo dục của địa phương", comment, required},
    {"tieng_dan_toc", "Tiếng dân tộc thiểu số", scored, optional},
    {"ngoai_ngu_2", "Ngoại ngữ 2", scored, optional},
}};

constexpr std::array<Subject, 19> kUpper{{
    {"ngu_van", "Ngữ văn", scored, required},
    {"toan", "Toán", scored, required},
    {"ngoai_ngu_1", "Ngoại ngữ 1", scored, required},
    {"lich_su", "Lịch sử", scored, required},
    {"giao_duc_the_chat", "Giáo dục thể chất", comment, required},
    {"giao_duc_quoc_phong_an_ninh", "Giáo dục quốc phòng và an ninh", scored, required},
    {"hoat_dong_trai_nghiem_huong_nghiep", "Hoạt động trải nghiệm, hướng nghiệp", comment, required},
    {"giao_duc_dia_phuong", "Nội dung giáo dục của địa phương", comment, required},
    {"dia_li", "Địa lí", scored, elective},
    {"giao_duc_kinh_te_phap_luat", "Giáo dục kinh tế và pháp luật", scored, elective},
    {"vat_li", "Vật lí", scored, elective},
    {"hoa_hoc", "Hóa học", scored, elective},
    {"sinh_hoc", "Sinh học", scored, elective},
    {"cong_nghe", "Công nghệ", scored, elective},
    {"tin_hoc", "Tin học", scored, elective},
    {"am_nhac", "Âm nhạc", comment, elective},
    {"mi_thuat", "Mĩ thuật", comment, elective},
    {"tieng_dan_toc", "Tiếng dân tộc thiểu số", scored, optional},
    {"ngoai_ngu_2", "Ngoại ngữ 2", scored, optional},
}};

constexpr std::array<std::string_view, 4> kLevelNames{"Chưa đạt", "Đạt", "Khá", "Tốt"};

}  // namespace

std::span<const Subject> subjects_of(std::int64_t grade) {
    if (is_upper(grade)) return kUpper;
    return kLower;
}

std::optional<Level> level_named(std::string_view name) {
    const auto found = std::find(kLevelNames.begin(), kLevelNames.end(), name);
    if (found == kLevelNames.end()) return std::nullopt;
    return static_cast<Level>(found - kLevelNames.begin());
}

std::string_view name_of(Level level) {
    return kLevelNames[static_cast<std::size_t>(level)];
}

std::optional<Level> level_in(const Year& year, std::string_view group, std::string_view column) {
    const Json* levels = year.json.find(group);
    return levels == nullptr ? std::nullopt : level_named(levels->text_or(column));
}

std::optional<Level> final_level(const Year& year, std::string_view group) {
    const std::optional<Level> after = level_in(year, group, "retest");
    return after ? after : level_in(year, group, "year");
}

std::string Taken::at(std::string_view member) const {
    return fmt::format("subjects/{}/{}", subject.key, member);
}

const Json* entry_of(const Year& year, const Subject& subject) {
    const Json* subjects = year.json.find("subjects");
    return subjects == nullptr ? nullptr : subjects->find(subject.key);
}

std::vector<Taken> taken(const Year& year) {
    std::vector<Taken> all;
    for (const Subject& subject : subjects_of(year.grade))
        if (const Json* entry = entry_of(year, subject); entry != nullptr && !flag(*entry, "exempt", false))
            all.push_back({subject, *entry});
    return all;
}

void check_year(const Year& year) {
    check_subjects(year);
    check_averages(year);
    check_learning(year);
    check_conduct(year);
    check_retest(year);
    check_promotion(year);
    check_titles(year);
}

}  // namespace hocba::record::tt22
