#include "engine/pdf/dictionary.h"

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/utf8.h"

namespace hocba::pdf {
namespace {

constexpr auto kBroken = std::string_view::npos;
constexpr int kDeepest = 32;

bool is_white(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

bool is_delimiter(char c) {
    return std::string_view("()<>[]/%").find(c) != std::string_view::npos;
}

std::size_t skip_white(std::string_view text, std::size_t at) {
    while (at < text.size() && is_white(text[at])) ++at;
    return at;
}

std::size_t skip_word(std::string_view text, std::size_t at) {
    while (at < text.size() && !is_white(text[at]) && !is_delimiter(text[at])) ++at;
    return at;
}

std::size_t skip_literal(std::string_view text, std::size_t at) {
    int open = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '(') {
            ++open;
        } else if (text[at] == ')' && --open == 0) {
            return at + 1;
        }
    }
    return kBroken;
}

/// "12 0 R", or the one word at `at`.
std::size_t skip_number_or_reference(std::string_view text, std::size_t at) {
    const std::size_t end = skip_word(text, at);
    if (end == at) return kBroken;
    const std::size_t generation = skip_white(text, end);
    const std::size_t letter = skip_white(text, skip_word(text, generation));
    const bool reference = text.substr(generation, 2) == "0 " && letter < text.size() &&
                           text[letter] == 'R' && skip_word(text, letter) == letter + 1;
    return reference ? letter + 1 : end;
}

/// Past the value that starts at `at`.
std::size_t skip_value(std::string_view text, std::size_t at, int depth = 0) {
    at = skip_white(text, at);
    if (at >= text.size() || depth > kDeepest) return kBroken;
    const std::string_view rest = text.substr(at);
    if (rest.front() == '(') return skip_literal(text, at);
    if (rest.front() == '/') return skip_word(text, at + 1);
    const bool dictionary = rest.substr(0, 2) == "<<";
    if (rest.front() == '<' && !dictionary) {
        const std::size_t end = text.find('>', at);
        return end == kBroken ? kBroken : end + 1;
    }
    if (!dictionary && rest.front() != '[') return skip_number_or_reference(text, at);
    const std::string_view close = dictionary ? ">>" : "]";
    at = skip_white(text, at + close.size());
    while (at < text.size() && text.substr(at, close.size()) != close) {
        at = skip_value(text, at, depth + 1);
        if (at == kBroken) return kBroken;
        at = skip_white(text, at);
    }
    return at < text.size() ? at + close.size() : kBroken;
}

std::string unescaped(std::string_view literal) {
    std::string out;
    for (std::size_t i = 0; i < literal.size(); ++i) {
        if (literal[i] == '\\' && i + 1 < literal.size()) ++i;
        out += literal[i];
    }
    return out;
}

std::string from_utf16(std::string_view bytes) {
    std::string out;
    const auto unit = [bytes](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[i]) << 8 |
                                     static_cast<unsigned char>(bytes[i + 1]));
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
            i += 2;
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(i) & 0x3FF);
        }
        out += to_utf8(c);
    }
    return out;
}

}  // namespace

std::optional<std::string_view> dictionary_at(std::string_view text) {
    if (text.substr(0, 2) != "<<") return std::nullopt;
    const std::size_t end = skip_value(text, 0);
    if (end == kBroken) return std::nullopt;
    return text.substr(0, end);
}

std::optional<std::string_view> value_of(std::string_view dictionary, std::string_view key) {
    std::size_t at = 2;
    while ((at = skip_white(dictionary, at)) < dictionary.size() && dictionary[at] == '/') {
        const std::size_t key_end = skip_word(dictionary, at + 1);
        const std::size_t end = skip_value(dictionary, key_end);
        if (end == kBroken) return std::nullopt;
        const std::size_t start = skip_white(dictionary, key_end);
        if (dictionary.substr(at, key_end - at) == key) return dictionary.substr(start, end - start);
        at = end;
    }
    return std::nullopt;
}

std::vector<std::uint64_t> integers(std::string_view text) {
    std::vector<std::uint64_t> out;
    bool inside = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && !inside) out.push_back(0);
        if (digit) out.back() = out.back() * 10 + static_cast<std::uint64_t>(c - '0');
        inside = digit;
    }
    return out;
}

int referred(std::string_view text) {
    const auto numbers = integers(text);
    const bool reference =
        numbers.size() == 2 && numbers[0] < 0x7FFFFFFF && !text.empty() && text.back() == 'R';
    return reference ? static_cast<int>(numbers[0]) : 0;
}

std::optional<std::string> parse_text_string(std::string_view text) {
    if (text.size() < 2) return std::nullopt;
    const std::string_view inner = text.substr(1, text.size() - 2);
    if (text.front() == '(') return unescaped(inner);
    std::string digits(inner);
    for (char& c : digits)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const auto bytes = from_hex(digits);
    if (!bytes || bytes->substr(0, 2) != "\xFE\xFF") return bytes;
    return from_utf16(std::string_view(*bytes).substr(2));
}

}  // namespace hocba::pdf
