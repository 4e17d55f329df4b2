#include "engine/pdf/syntax.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"

namespace hocba::pdf {
namespace {

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
    return fmt::format("{} 0 R", reference.number);
}

std::string thousandths(std::int64_t value) {
    std::string out = value < 0 ? "-" : "";
    const std::uint64_t size =
        value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    if (size >= 1000 || size == 0) out += std::to_string(size / 1000);
    if (size % 1000 == 0) return out;
    out += fmt::format(".{:03}", size % 1000);
    while (out.back() == '0') out.pop_back();
    return out;
}

std::string in_points(Length length) {
    return thousandths(divide(length.um * 360, 127));  // 72 000 / 25 400
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
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out = "<";
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out + '>';
}

std::string utf16_hex(std::string_view utf8) {
    std::string out;
    for (const char32_t c : code_points(utf8)) {
        if (c < 0x10000) {
            out += fmt::format("{:04X}", static_cast<std::uint32_t>(c));
        } else {
            const auto rest = static_cast<std::uint32_t>(c) - 0x10000;
            out += fmt::format("{:04X}{:04X}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
        }
    }
    return out;
}

std::string text_string(std::string_view utf8) {
    const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
    return ascii ? literal(utf8) : "<FEFF" + utf16_hex(utf8) + ">";
}

}  // namespace hocba::pdf
