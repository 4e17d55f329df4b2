#include "engine/pdf/syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/utf8.h"

namespace hocba::pdf {
namespace {

constexpr char kHex[] = "0123456789ABCDEF";

bool is_regular(char c) {
    return c > ' ' && c < '\x7f' && std::string_view("()<>[]{}/%#").find(c) == std::string_view::npos;
}

std::string literal(std::string_view ascii) {
    std::string out = "(";
    for (const char c : ascii) {
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        out += c;
    }
    return out + ')';
}

}  // namespace

std::string to_string(Reference reference) {
    std::string out;
    append_integer(out, reference.number);
    return out += " 0 R";
}

void append_integer(std::string& out, std::int64_t value) {
    char digits[20];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void append_hex(std::string& out, std::uint16_t value) {
    const char digits[] = {kHex[value >> 12], kHex[value >> 8 & 15], kHex[value >> 4 & 15], kHex[value & 15]};
    out.append(digits, sizeof digits);
}

void append_thousandths(std::string& out, std::int64_t value) {
    const std::int64_t whole = value / 1000, rest = value < 0 ? -(value % 1000) : value % 1000;
    if (value < 0 && whole == 0) out += '-';
    if (whole != 0 || rest == 0) append_integer(out, whole);
    if (rest == 0) return;
    const char fraction[] = {'.', kHex[rest / 100], kHex[rest / 10 % 10], kHex[rest % 10]};
    out.append(fraction, rest % 10 != 0 ? 4 : rest % 100 != 0 ? 3 : 2);
}

std::string thousandths(std::int64_t value) {
    std::string out;
    append_thousandths(out, value);
    return out;
}

void append_points(std::string& out, Length length) {
    append_thousandths(out, divide(length.um * 360, 127));  // 72 000 / 25 400
}

std::string in_points(Length length) {
    std::string out;
    append_points(out, length);
    return out;
}

std::string name(std::string_view bytes) {
    std::string out = "/";
    for (const char c : bytes) {
        if (is_regular(c)) {
            out += c;
        } else {
            out += fmt::format("#{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string hex_string(std::string_view bytes) {
    std::string out = "<";
    for (const char c : bytes) {
        out += kHex[static_cast<unsigned char>(c) >> 4];
        out += kHex[static_cast<unsigned char>(c) & 15];
    }
    return out + '>';
}

std::string utf16_hex(std::string_view utf8) {
    std::string out;
    for (const char32_t c : code_points(utf8)) {
        if (c < 0x10000) {
            append_hex(out, static_cast<std::uint16_t>(c));
        } else {
            const auto rest = static_cast<std::uint32_t>(c) - 0x10000;
            append_hex(out, static_cast<std::uint16_t>(0xD800 + (rest >> 10)));
            append_hex(out, static_cast<std::uint16_t>(0xDC00 + (rest & 0x3FF)));
        }
    }
    return out;
}

std::string text_string(std::string_view utf8) {
    const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
    return ascii ? literal(utf8) : "<FEFF" + utf16_hex(utf8) + ">";
}

}  // namespace hocba::pdf
