// Thông tư 27/2020/TT-BGDĐT, Phụ lục 2: the boxes of a class's summary against levels, tests and each other.
#include <fmt/format.h>

#include <utility>

#include "engine/base/utf8.h"
#include "engine/record/rules_tt27.h"

namespace hocba::record::tt27 {
namespace {

constexpr std::string_view kYearEnd = "Cuối năm học";
constexpr std::string_view kArticle13 = "Điều 13 khoản 1";
constexpr std::string_view kGuide = "Phụ lục 2, hướng dẫn mục 4";
constexpr std::string_view kArticle9 = "Điều 9 khoản 2 điểm a";

constexpr std::array<std::pair<const char*, std::string_view>, 4> kBoxes{{
    {"excellent", "Hoàn thành xuất sắc"},
    {"good", "Hoàn thành tốt"},
    {"completed", "Hoàn thành"},
    {"not_completed", "Chưa hoàn thành"},
}};

/// The level whose box has the cross; "" if none has.
std::string result_of(const Json& pupil) {
    const Json* boxes = pupil.find("result");
    if (boxes == nullptr) return "";
    for (const auto& [box, name] : kBoxes)
        if (flag(*boxes, box, false)) return std::string(name);
    return "";
}

/// A pupil's row as a transcript's year. Only the note says that a pupil is disabled and so has a plan of
/// its own (Điều 8).
Json year_json(const Json& pupil) {
    Json::Object year = pupil.object() == nullptr ? Json::Object{} : *pupil.object();
    year["result"] = result_of(pupil);
    if (upper(pupil.text_or("note")).find("KHUYẾT TẬT") != std::string::npos) year["individual_plan"] = true;
    return year;
}

Text stated(const Year& row, std::string_view vi, std::string_view en, std::string_view clause) {
    const std::string name = row.json.text_or("name");
    return row.cited(fmt::format("{}: {}", name, vi), fmt::format("{}: {}", name, en), clause);
}

void check_awarded(const Year& row, const std::string& result) {
    const bool awarded = flag(row.json, "awarded", false);
    if (result == kBoxes[0].second && !awarded)
        row.doubt(
            "awarded",
            stated(row, "mức \"Hoàn thành xuất sắc\" có danh hiệu Học sinh Xuất sắc, ô Khen thưởng để trống",
                   "\"Hoàn thành xuất sắc\" has the title Học sinh Xuất sắc; the box is empty", kArticle13),
            {"Đánh dấu Khen thưởng nếu nhà trường đã tặng", "cross the box if the school gave it"});
    const bool titled = result == kBoxes[0].second || result == kBoxes[1].second;
    if (awarded && !titled)
        row.doubt("awarded",
                  stated(row, fmt::format("mức \"{}\" không có danh hiệu cuối năm", result),
                         fmt::format("\"{}\" has no title at the end of the year", result), kArticle13),
                  {"Chỉ giữ nếu được khen thưởng đột xuất", "keep it only for an award of another kind"});
}

void check_promoted(const Year& row, const std::string& result) {
    const bool held = flag(row.json, "not_promoted", false);
    const bool passed = result != kBoxes[3].second;
    if (passed && held)
        row.contradiction(
            "not_promoted",
            stated(row, fmt::format("mức \"{}\" mà đánh dấu Chưa được lên lớp", result),
                   fmt::format("\"{}\", but the box \"not promoted\" is crossed", result), kGuide),
            {"Sửa kết quả hoặc bỏ dấu Chưa được lên lớp", "correct the result or the box"});
    if (!passed && !held)
        row.doubt("not_promoted",
                  stated(row, "mức \"Chưa hoàn thành\" mà được lên lớp: hiệu trưởng quyết định",
                         "promoted although \"Chưa hoàn thành\": the head of school decides that", kGuide),
                  {"Kiểm tra lại ô Chưa được lên lớp", "check the box \"not promoted\""});
}

/// Only the tables of the end of the year (mẫu 3, 6 và 9) have these boxes.
void check_too_soon(const Year& row, const std::string& term) {
    row.doubt(
        "result",
        stated(row, fmt::format("{} chưa đánh giá kết quả giáo dục, chỉ cuối năm học", term),
               fmt::format("there is no result at \"{}\", only at the end of the year", term), kArticle9),
        {"Bỏ dấu, hoặc sửa thời điểm đánh giá", "leave the box empty, or correct the time"});
}

void check_row(const Year& row, const std::string& term) {
    const std::string result = row.json.text_or("result");
    const bool year_end = term.empty() || term == kYearEnd;
    if (year_end) check_subjects(row);
    if (result.empty()) return;
    if (!year_end) return check_too_soon(row, term);
    check_levels(row, result);
    check_awarded(row, result);
    check_promoted(row, result);
}

}  // namespace

void check_class_book(const Record& record, const Year& year) {
    const Json* pupils = record.json().find("pupils");
    if (pupils == nullptr || pupils->array() == nullptr) return;
    for (std::size_t i = 0; i < pupils->array()->size(); ++i) {
        const Json json = year_json((*pupils->array())[i]);
        check_row({json, fmt::format("{}/pupils/{}", record.place(), i), year.level, year.grade, year.start,
                   year.circular, year.findings},
                  record.json().text_or("term"));
    }
}

}  // namespace hocba::record::tt27
