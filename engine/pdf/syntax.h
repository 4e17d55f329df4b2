// The lexical level of PDF (ISO 32000-1, 7.2 and 7.3): numbers, names, strings and references as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/geometry.h"

namespace hocba::pdf {

/// An indirect object by its number; the generation is always 0.
struct Reference {
    int number = 0;
};

/// "12 0 R"
std::string to_string(Reference reference);

/// a ÷ b to the nearest integer, halves away from zero; b > 0.
constexpr std::int64_t divide(std::int64_t a, std::int64_t b) {
    return a >= 0 ? (a + b / 2) / b : -((-a + b / 2) / b);
}

void append_integer(std::string& out, std::int64_t value);

/// Four upper-case hexadecimal digits.
void append_hex(std::string& out, std::uint16_t value);

/// 1250 is "1.25": integers all the way, so that no rounding depends on the machine.
void append_thousandths(std::string& out, std::int64_t value);
std::string thousandths(std::int64_t value);

/// A length in default user space: 1/72 inch, to the thousandth (0.35 µm).
void append_points(std::string& out, Length length);
std::string in_points(Length length);

/// "/application#2Fjson"
std::string name(std::string_view bytes);

/// "<0AFF>"
std::string hex_string(std::string_view bytes);

/// A text string (7.9.2.2): a literal if all is printable ASCII, UTF-16BE with its mark otherwise.
std::string text_string(std::string_view utf8);

/// UTF-16BE in upper-case hexadecimal, without brackets or byte order mark.
std::string utf16_hex(std::string_view utf8);

}  // namespace hocba::pdf
