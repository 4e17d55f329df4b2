#include "engine/base/instant.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace hocba {
namespace {

std::optional<int> number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<int> offset_minutes(std::string_view zone) {
    if (zone == "Z") return 0;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
    const auto hours = number(zone.substr(1, 2)), minutes = number(zone.substr(4, 2));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return (*hours * 60 + *minutes) * (zone[0] == '-' ? -1 : 1);
}

struct Clock {
    Date date;
    int hour, minute, second;
};

Clock local(Instant instant) {
    const std::int64_t seconds = instant.unix_s + instant.offset_min * 60;
    const std::int64_t day = seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400);
    const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day}}};
    const auto rest = static_cast<int>(seconds - day * 86400);
    return {{static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
             static_cast<int>(static_cast<unsigned>(ymd.day()))},
            rest / 3600,
            rest / 60 % 60,
            rest % 60};
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = number(text.substr(0, 4)), m = number(text.substr(5, 2)), d = number(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{*y},
                                          std::chrono::month{static_cast<unsigned>(*m)},
                                          std::chrono::day{static_cast<unsigned>(*d)}};
    if (!ymd.ok()) return std::nullopt;
    return Date{*y, *m, *d};
}

std::string to_string(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::int64_t days(Date date) {
    const std::chrono::year_month_day ymd{std::chrono::year{date.year},
                                          std::chrono::month{static_cast<unsigned>(date.month)},
                                          std::chrono::day{static_cast<unsigned>(date.day)}};
    return std::chrono::sys_days{ymd}.time_since_epoch().count();
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    const auto h = number(text.substr(11, 2)), m = number(text.substr(14, 2)), s = number(text.substr(17, 2));
    const auto offset = offset_minutes(text.substr(19));
    if (!date || !h || !m || !s || !offset || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
    return Instant{days(*date) * 86400 + *h * 3600 + *m * 60 + *s - *offset * 60, *offset};
}

std::string to_rfc3339(Instant instant) {
    const Clock c = local(instant);
    const std::string zone =
        instant.offset_min == 0
            ? "Z"
            : fmt::format("{}{:02}:{:02}", instant.offset_min < 0 ? '-' : '+',
                          std::abs(instant.offset_min) / 60, std::abs(instant.offset_min) % 60);
    return fmt::format("{}T{:02}:{:02}:{:02}{}", to_string(c.date), c.hour, c.minute, c.second, zone);
}

std::string to_pdf_date(Instant instant) {
    const Clock c = local(instant);
    return fmt::format("D:{:04}{:02}{:02}{:02}{:02}{:02}{}{:02}'{:02}'", c.date.year, c.date.month,
                       c.date.day, c.hour, c.minute, c.second, instant.offset_min < 0 ? '-' : '+',
                       std::abs(instant.offset_min) / 60, std::abs(instant.offset_min) % 60);
}

Date local_date(Instant instant) {
    return local(instant).date;
}

Instant start_of(Date date) {
    return {days(date) * 86400 - 420 * 60, 420};
}

}  // namespace hocba
