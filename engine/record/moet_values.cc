#include "engine/record/moet_values.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

#include "engine/base/instant.h"
#include "engine/base/utf8.h"
#include "engine/record/place.h"

namespace hocba::record::moet {
namespace {

Value refused(const std::string& text, std::string_view vi, std::string_view en) {
    return {nullptr,
            {fmt::format("\"{}\" {}", shortened(text), vi), fmt::format("\"{}\" {}", shortened(text), en)}};
}

bool digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t n = 0;
    if (!digits(text) || text.size() > 9) return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), n);
    return n;
}

Value id12(const std::string& text) {
    if (digits(text) && text.size() == 12) return {text};
    return {nullptr,
            {fmt::format("\"{}\" phải gồm đúng 12 chữ số; ở đây có {} ký tự", shortened(text),
                         code_points(text).size()),
             fmt::format("\"{}\" must have exactly 12 digits; it has {} characters", shortened(text),
                         code_points(text).size())}};
}

Value uuid(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    return {text};
}

/// "15/3/2014".
std::optional<Date> vietnamese_date(const std::string& text) {
    const auto first = text.find('/'), second = text.rfind('/');
    if (first == std::string::npos || first == second) return std::nullopt;
    const auto day = whole_number(text.substr(0, first));
    const auto month = whole_number(text.substr(first + 1, second - first - 1));
    const auto year = whole_number(text.substr(second + 1));
    if (!day || !month || !year) return std::nullopt;
    return parse_date(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
}

/// A time with a zone is a day in Vietnam (UTC+7): 2014-03-14T17:00:00Z is 15 March.
Value day(const std::string& text) {
    if (const auto date = parse_date(text)) return {to_string(*date)};
    if (auto instant = parse_instant(text)) {
        instant->offset_min = 420;
        return {to_string(local_date(*instant))};
    }
    if (const auto date = vietnamese_date(text)) return {to_string(*date)};
    return refused(text, "không phải ngày dạng 2014-03-15T00:00:00+07:00 (CV 2088, mục II.1.3)",
                   "is no date such as 2014-03-15T00:00:00+07:00 (CV 2088, II.1.3)");
}

Value whole(const std::string& text) {
    if (const auto n = whole_number(text)) return {*n};
    return refused(text, "không phải số nguyên", "is no whole number");
}

Value decimal(const std::string& text) {
    double n = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, n, std::chars_format::fixed);
    const bool plain = !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
    if (!plain || read.ec != std::errc{} || read.ptr != end || n > 1e9)
        return refused(text, "không phải số; phần thập phân viết sau dấu chấm (CV 2088, mục II.1.3)",
                       "is no number; decimals follow a dot (CV 2088, II.1.3)");
    const auto integral = static_cast<std::int64_t>(n);
    return static_cast<double>(integral) == n ? Value{integral} : Value{n};
}

template <std::size_t N>
const std::string_view* meaning(const std::array<std::pair<std::string_view, std::string_view>, N>& words,
                                const std::string& text) {
    const std::string wanted = upper(nfc(text));
    for (const auto& [word, means] : words)
        if (word == wanted) return &means;
    return nullptr;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kFlags{{
    {"TRUE", "1"},
    {"1", "1"},
    {"CÓ", "1"},
    {"X", "1"},
    {"ĐƯỢC LÊN LỚP", "1"},
    {"HOÀN THÀNH", "1"},
    {"FALSE", ""},
    {"0", ""},
    {"KHÔNG", ""},
    {"CHƯA ĐƯỢC LÊN LỚP", ""},
    {"KHÔNG ĐƯỢC LÊN LỚP", ""},
    {"CHƯA HOÀN THÀNH", ""},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSubjectLevels{{
    {"T", "T"},
    {"H", "H"},
    {"C", "C"},
    {"HOÀN THÀNH TỐT", "T"},
    {"HOÀN THÀNH", "H"},
    {"CHƯA HOÀN THÀNH", "C"},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kQualityLevels{{
    {"T", "T"},
    {"Đ", "Đ"},
    {"C", "C"},
    {"TỐT", "T"},
    {"ĐẠT", "Đ"},
    {"CẦN CỐ GẮNG", "C"},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kStages{{
    {"1", "tieu-hoc"},
    {"01", "tieu-hoc"},
    {"TH", "tieu-hoc"},
    {"TIEU-HOC", "tieu-hoc"},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kCirculars{{
    {"27/2020/TT-BGDĐT", "27/2020/TT-BGDĐT"},
    {"THÔNG TƯ 27/2020/TT-BGDĐT", "27/2020/TT-BGDĐT"},
    {"THÔNG TƯ SỐ 27/2020/TT-BGDĐT", "27/2020/TT-BGDĐT"},
    {"TT27", "27/2020/TT-BGDĐT"},
    {"27", "27/2020/TT-BGDĐT"},
}};
/// Names of MOET's display form (CV 2088, phụ lục 2) and the short ones, with both spellings of í and ĩ.
constexpr std::array<std::pair<std::string_view, std::string_view>, 23> kSubjectNames{{
    {"TIẾNG VIỆT", "tieng_viet"},
    {"TOÁN", "toan"},
    {"LỊCH SỬ VÀ ĐỊA LÍ", "lich_su_va_dia_li"},
    {"LỊCH SỬ VÀ ĐỊA LÝ", "lich_su_va_dia_li"},
    {"KHOA HỌC", "khoa_hoc"},
    {"TIN HỌC VÀ CÔNG NGHỆ (TIN HỌC)", "tin_hoc"},
    {"TIN HỌC", "tin_hoc"},
    {"TIN HỌC VÀ CÔNG NGHỆ (CÔNG NGHỆ)", "cong_nghe"},
    {"CÔNG NGHỆ", "cong_nghe"},
    {"ĐẠO ĐỨC", "dao_duc"},
    {"TỰ NHIÊN VÀ XÃ HỘI", "tu_nhien_va_xa_hoi"},
    {"GIÁO DỤC THỂ CHẤT", "giao_duc_the_chat"},
    {"NGHỆ THUẬT (ÂM NHẠC)", "am_nhac"},
    {"ÂM NHẠC", "am_nhac"},
    {"NGHỆ THUẬT (MĨ THUẬT)", "mi_thuat"},
    {"NGHỆ THUẬT (MỸ THUẬT)", "mi_thuat"},
    {"MĨ THUẬT", "mi_thuat"},
    {"MỸ THUẬT", "mi_thuat"},
    {"HOẠT ĐỘNG TRẢI NGHIỆM", "hoat_dong_trai_nghiem"},
    {"TIẾNG DÂN TỘC", "tieng_dan_toc"},
    {"TIẾNG DÂN TỘC THIỂU SỐ", "tieng_dan_toc"},
    {"NGOẠI NGỮ 1", "ngoai_ngu_1"},
    {"NGOẠI NGỮ", "ngoai_ngu_1"},
}};

Value level(const std::string_view* symbol, const std::string& text, std::string_view allowed) {
    if (symbol != nullptr) return {std::string(*symbol)};
    return refused(text, fmt::format("không phải mức đạt được: {}", allowed),
                   fmt::format("is no level: {}", allowed));
}

Value school_year(const std::string& text) {
    std::string years;
    for (const char c : text)
        if (c >= '0' && c <= '9') years += c;
    if (years.size() == 8) return {years.substr(0, 4) + "-" + years.substr(4)};
    return refused(text, "không phải năm học, ví dụ 2023-2024", "is no school year such as 2023-2024");
}

Value grade(const std::string& text) {
    const auto n = whole_number(text);
    if (n && *n >= 1 && *n <= 5) return {*n};
    return refused(text, "không phải khối lớp từ 1 đến 5", "is no grade from 1 to 5");
}

Value known(const std::string_view* found, const std::string& text, std::string_view vi,
            std::string_view en) {
    return found != nullptr ? Value{std::string(*found)} : refused(text, vi, en);
}

/// " (Tiếng Anh)", ": Tiếng Anh" → "Tiếng Anh"; brackets inside the name stay: "Tiếng Hoa (Quảng Đông)".
std::string without_brackets(std::string_view text) {
    const auto start = text.find_first_not_of(" :-");
    if (start == std::string_view::npos) return "";
    text = text.substr(start, text.find_last_not_of(' ') - start + 1);
    if (text.front() == '(' && text.back() == ')') text = text.substr(1, text.size() - 2);
    return std::string(text);
}

}  // namespace

Value subject_level(const std::string& text) {
    return level(meaning(kSubjectLevels, text), text,
                 "Hoàn thành tốt (T), Hoàn thành (H), Chưa hoàn thành (C)");
}

Value read(Kind kind, const std::string& text) {
    switch (kind) {
        case Kind::text:
        case Kind::read_only:
            return {text};
        case Kind::id12:
            return id12(text);
        case Kind::uuid:
            return uuid(text);
        case Kind::day:
            return day(text);
        case Kind::whole:
            return whole(text);
        case Kind::decimal:
            return decimal(text);
        case Kind::school_year:
            return school_year(text);
        case Kind::grade:
            return grade(text);
        case Kind::circular:
            return known(meaning(kCirculars, text), text, "không phải thông tư đã biết: 27/2020/TT-BGDĐT",
                         "is no known circular: 27/2020/TT-BGDĐT");
        case Kind::stage:
            return known(meaning(kStages, text), text, "không phải mã cấp tiểu học: 1",
                         "is not the code of primary school: 1");
        case Kind::quality:
            return level(meaning(kQualityLevels, text), text, "Tốt (T), Đạt (Đ), Cần cố gắng (C)");
        case Kind::flag: {
            const std::string_view* yes = meaning(kFlags, text);
            if (yes != nullptr) return {Json(!yes->empty())};
            return refused(text, "không phải true hoặc false", "is neither true nor false");
        }
    }
    return {nullptr, {"Không đọc được", "cannot be read"}};
}

SubjectName subject_name(const std::string& given) {
    const std::string name = nfc(given);
    if (const std::string_view* key = meaning(kSubjectNames, name)) return {std::string(*key), ""};
    if (upper(name) == "TIẾNG ANH") return {"ngoai_ngu_1", "Tiếng Anh"};
    for (const std::string_view start : {"Ngoại ngữ 1", "Tiếng dân tộc"})
        if (upper(name).starts_with(upper(start)) && name.size() > start.size())
            return {start == "Ngoại ngữ 1" ? "ngoai_ngu_1" : "tieng_dan_toc",
                    without_brackets(name.substr(start.size()))};
    return {};
}

}  // namespace hocba::record::moet
