// Points in time as arguments: nothing here reads a clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hocba {

/// A calendar day of the proleptic Gregorian calendar.
struct Date {
    int year = 1970, month = 1, day = 1;
    auto operator<=>(const Date&) const = default;
};

/// "2024-09-05"; nothing if the text is no existing day in that form.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date date);
/// Days since 1970-01-01.
std::int64_t days(Date date);

/// Seconds since 1970-01-01T00:00:00Z, and the offset in which it is shown, in minutes east of Greenwich.
struct Instant {
    std::int64_t unix_s = 0;
    int offset_min = 420;  // Indochina Time, UTC+7, all year

    bool operator==(const Instant&) const = default;
    std::strong_ordering operator<=>(const Instant& other) const { return unix_s <=> other.unix_s; }
};

/// RFC 3339, whole seconds ("2025-05-31T10:00:00+07:00", "…Z"); nothing if it is not in that form.
std::optional<Instant> parse_instant(std::string_view text);
std::string to_rfc3339(Instant instant);
/// ISO 32000-1, 7.9.4: "D:20250531100000+07'00'".
std::string to_pdf_date(Instant instant);
Date local_date(Instant instant);
/// The first second of a day in UTC+7.
Instant start_of(Date date);

}  // namespace hocba
