// Lengths and rectangles on a page: integer micrometres, origin at the top left, y grows downwards.
#pragma once

#include <compare>
#include <cstdint>

namespace hocba {

struct Length {
    std::int64_t um = 0;

    auto operator<=>(const Length&) const = default;
    constexpr Length& operator+=(Length other) {
        um += other.um;
        return *this;
    }
    constexpr Length& operator-=(Length other) {
        um -= other.um;
        return *this;
    }
};

constexpr Length operator+(Length a, Length b) {
    return {a.um + b.um};
}
constexpr Length operator-(Length a, Length b) {
    return {a.um - b.um};
}
constexpr Length operator-(Length a) {
    return {-a.um};
}
constexpr Length operator*(Length a, std::int64_t n) {
    return {a.um * n};
}
constexpr Length operator*(std::int64_t n, Length a) {
    return {a.um * n};
}
constexpr Length operator/(Length a, std::int64_t n) {
    return {a.um / n};
}

/// One typographic point (ISO 32000-1, 8.3.2.3: 1/72 inch) is 25 400 / 72 micrometres; rounded to the
/// nearest.
constexpr Length points(double pt) {
    return {static_cast<std::int64_t>(pt * 25400.0 / 72.0 + 0.5)};
}
constexpr double to_points(Length a) {
    return static_cast<double>(a.um) * 72.0 / 25400.0;
}

namespace literals {
constexpr Length operator""_mm(unsigned long long n) {
    return {static_cast<std::int64_t>(n) * 1000};
}
constexpr Length operator""_mm(long double n) {
    return {static_cast<std::int64_t>(n * 1000 + 0.5L)};
}
constexpr Length operator""_um(unsigned long long n) {
    return {static_cast<std::int64_t>(n)};
}
constexpr Length operator""_pt(unsigned long long n) {
    return points(static_cast<double>(n));
}
constexpr Length operator""_pt(long double n) {
    return points(static_cast<double>(n));
}
}  // namespace literals

struct Point {
    Length x, y;
    auto operator<=>(const Point&) const = default;
};

struct Size {
    Length width, height;
    auto operator<=>(const Size&) const = default;
};

struct Rect {
    Length x, y, width, height;
    auto operator<=>(const Rect&) const = default;
    constexpr Length right() const { return x + width; }
    constexpr Length bottom() const { return y + height; }
};

/// 8-bit sRGB.
struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
    auto operator<=>(const Colour&) const = default;
};

}  // namespace hocba
