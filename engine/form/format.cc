#include "engine/form/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/base/utf8.h"

namespace hocba::form {
namespace {

constexpr std::pair<std::string_view, Format> kFormats[] = {
    {"date", Format::date},
    {"date-long", Format::date_long},
    {"date-words", Format::date_words},
    {"level-subject", Format::level_subject},
    {"level-trait", Format::level_trait},
    {"mark", Format::mark},
    {"school-year", Format::school_year},
    {"upper", Format::upper},
    {"whole", Format::whole},
};

std::string day_of(Date date) {
    return fmt::format("{:02}", date.day);
}
std::string month_of(Date date) {
    return date.month <= 2 ? fmt::format("{:02}", date.month) : fmt::format("{}", date.month);
}

/// A mark is kept as integer tenths: 85 is "8,5"; always one decimal, so that none can be added by hand.
std::optional<std::string> print_mark(const Json& value) {
    const std::int64_t* tenths = value.integer();
    if (tenths == nullptr || *tenths < 0) return std::nullopt;
    return fmt::format("{},{}", *tenths / 10, *tenths % 10);
}

/// A score without decimals, kept as integer tenths: 90 is "9" (TT 27/2020, Điều 7: "không cho điểm thập
/// phân").
std::optional<std::string> print_whole(const Json& value) {
    const std::int64_t* tenths = value.integer();
    if (tenths == nullptr || *tenths < 0 || *tenths % 10 != 0) return std::nullopt;
    return fmt::format("{}", *tenths / 10);
}

/// TT 27/2020, "Hướng dẫn ghi học bạ": C is another word in section 1 than in sections 2 and 3; H never
/// stands in 2 and 3, Đ never in 1.
std::optional<std::string> print_level(std::string_view level, bool subject) {
    if (level == "T") return subject ? "Hoàn thành tốt" : "Tốt";
    if (level == "H" && subject) return "Hoàn thành";
    if (level == "Đ" && !subject) return "Đạt";
    if (level == "C") return subject ? "Chưa hoàn thành" : "Cần cố gắng";
    return std::nullopt;
}

/// "2023-2024" as "2023 – 2024" (CV 2088, phụ lục 2).
std::optional<std::string> print_school_year(std::string_view name) {
    const auto digit = [&](std::size_t i) { return name[i] >= '0' && name[i] <= '9'; };
    if (name.size() != 9 || name[4] != '-') return std::nullopt;
    for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 7U, 8U}) {
        if (!digit(i)) return std::nullopt;
    }
    return fmt::format("{} – {}", name.substr(0, 4), name.substr(5));
}

/// NFC; a tab is a space, every line end U+000A.
std::string plain(std::string_view text) {
    std::string out = is_nfc(text) ? std::string(text) : nfc(text);
    out.erase(std::remove(out.begin(), out.end(), '\r'), out.end());
    std::replace(out.begin(), out.end(), '\t', ' ');
    return out;
}

std::optional<std::string> print_as_is(const Json& value) {
    if (const std::string* text = value.string()) return plain(*text);
    if (const std::int64_t* number = value.integer()) return fmt::format("{}", *number);
    if (const double* number = std::get_if<double>(&value.value)) {
        std::string text = fmt::format("{}", *number);
        std::replace(text.begin(), text.end(), '.', ',');
        return text;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Format> parse_format(std::string_view name) {
    for (const auto& [known, format] : kFormats) {
        if (known == name) return format;
    }
    return std::nullopt;
}

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const auto& [name, format] : kFormats) names.emplace_back(name);
    return names;
}

Format format_of(SealKind::Marks marks) {
    if (marks == SealKind::Marks::tenths) return Format::mark;
    return marks == SealKind::Marks::whole ? Format::whole : Format::none;
}

std::string print_date(Date date) {
    return fmt::format("{}/{}/{}", day_of(date), month_of(date), date.year);
}

std::string print_date_words(Date date) {
    return fmt::format("{} tháng {} năm {}", day_of(date), month_of(date), date.year);
}

std::string print_date_long(Date date) {
    return "ngày " + print_date_words(date);
}

std::optional<std::string> print(const Json& value, Format format) {
    if (format == Format::none) return print_as_is(value);
    if (format == Format::mark) return print_mark(value);
    if (format == Format::whole) return print_whole(value);
    const std::string* text = value.string();
    if (text == nullptr) return std::nullopt;
    switch (format) {
        case Format::upper:
            return upper(plain(*text));
        case Format::level_subject:
            return print_level(*text, true);
        case Format::level_trait:
            return print_level(*text, false);
        case Format::school_year:
            return print_school_year(*text);
        case Format::date:
        case Format::date_long:
        case Format::date_words: {
            const auto date = parse_date(*text);
            if (!date) return std::nullopt;
            if (format == Format::date) return print_date(*date);
            return format == Format::date_long ? print_date_long(*date) : print_date_words(*date);
        }
        case Format::none:
        case Format::mark:
        case Format::whole:
            break;
    }
    return std::nullopt;
}

}  // namespace hocba::form
