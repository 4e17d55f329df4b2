// Marks from 0 to 10, levels of the circular's own, and a mean that its marks allow. How averages and levels
// come about is not checked: only from memory is it known how, and old books are kept as they are.
#include "engine/record/rules_tt58.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/record/tenths.h"

namespace hocba::record::tt58 {
namespace {

constexpr std::array<const char*, 4> kColumns{"term1", "term2", "year", "retest"};
constexpr std::array<std::string_view, 4> kConduct{"Tốt", "Khá", "Trung bình", "Yếu"};
constexpr std::array<std::string_view, 5> kLearning{"Giỏi", "Khá", "Trung bình", "Yếu", "Kém"};

/// A number here is a mark in tenths; one that is no whole tenth is still a floating-point number.
bool is_mark(const Json& value) {
    const std::int64_t* tenths = value.integer();
    return tenths != nullptr && *tenths >= 0 && *tenths <= 100;
}

void check_mark(const Year& year, const std::string& place, const Json& value) {
    if (is_mark(value) || value.string() != nullptr) return;
    year.contradiction(place,
                       year.cited("Điểm phải từ 0 đến 10, nhiều nhất một chữ số thập phân",
                                  "a mark is from 0 to 10 with at most one decimal", "thang điểm"),
                       {"Sửa theo học bạ giấy", "correct it by the paper transcript"});
}

void check_pass(const Year& year, const std::string& place, const std::string& found) {
    if (found == "Đ" || found == "CĐ") return;
    year.contradiction(place,
                       year.cited(fmt::format("\"{}\" không phải Đ hoặc CĐ", found),
                                  fmt::format("\"{}\" is neither Đ nor CĐ", found), "xếp loại môn học"),
                       {"Sửa theo học bạ giấy", "correct it by the paper transcript"});
}

void check_columns(const Year& year, const std::string& place, const Json& entry) {
    for (const char* column : kColumns) {
        const Json* value = entry.find(column);
        if (value == nullptr) continue;
        const std::string where = fmt::format("{}/{}", place, column);
        check_mark(year, where, *value);
        if (value->string() != nullptr) check_pass(year, where, *value->string());
    }
}

template <std::size_t N>
void check_levels(const Year& year, const char* group, const std::array<std::string_view, N>& allowed) {
    const Json* levels = year.json.find(group);
    if (levels == nullptr) return;
    for (const char* column : kColumns) {
        const std::string found = levels->text_or(column);
        if (found.empty() || std::find(allowed.begin(), allowed.end(), found) != allowed.end()) continue;
        year.contradiction(
            fmt::format("{}/{}", group, column),
            year.cited(fmt::format("Không có mức \"{}\"; chỉ có {}", found, fmt::join(allowed, ", ")),
                       fmt::format("there is no level \"{}\"; only {}", found, fmt::join(allowed, ", ")),
                       "xếp loại hạnh kiểm, học lực"),
            {"Sửa theo học bạ giấy, hoặc dùng mẫu của Thông tư 22/2021/TT-BGDĐT",
             "correct it by the paper transcript, or use the form of TT 22/2021"});
    }
}

/// Whatever the coefficients were, a mean lies between the lowest and the highest mark.
void check_mean(const Year& year, const char* column) {
    const Json* gpa = year.json.find("gpa");
    const Json* mean = gpa == nullptr ? nullptr : gpa->find(column);
    const Json* subjects = year.json.find("subjects");
    if (mean == nullptr || !is_mark(*mean) || subjects == nullptr || subjects->object() == nullptr) return;
    std::int64_t lowest = 101, highest = -1;
    for (const auto& [key, entry] : *subjects->object())
        if (const Json* mark = entry.find(column); mark != nullptr && is_mark(*mark)) {
            lowest = std::min(lowest, *mark->integer());
            highest = std::max(highest, *mark->integer());
        }
    if (highest < 0 || (*mean->integer() >= lowest && *mean->integer() <= highest)) return;
    const Text found = shown(*mean->integer()), low = shown(lowest), high = shown(highest);
    year.doubt(
        fmt::format("gpa/{}", column),
        year.cited(
            fmt::format("ĐTB các môn {} ngoài khoảng {} đến {} của các môn", found.vi, low.vi, high.vi),
            fmt::format("the mean {} is outside the subjects' {} to {}", found.en, low.en, high.en),
            "điểm trung bình các môn"),
        {"Đối chiếu với học bạ giấy", "compare with the paper transcript"});
}

}  // namespace

void check_year(const Year& year) {
    if (const Json* subjects = year.json.find("subjects");
        subjects != nullptr && subjects->object() != nullptr)
        for (const auto& [key, entry] : *subjects->object())
            check_columns(year, fmt::format("subjects/{}", key), entry);
    if (const Json* gpa = year.json.find("gpa")) check_columns(year, "gpa", *gpa);
    check_levels(year, "conduct", kConduct);
    check_levels(year, "learning", kLearning);
    for (const char* column : {"term1", "term2", "year"}) check_mean(year, column);
}

}  // namespace hocba::record::tt58
