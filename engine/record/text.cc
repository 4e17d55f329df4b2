#include "engine/record/text.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <cmath>
#include <string_view>

#include "engine/base/utf8.h"
#include "engine/record/place.h"

namespace hocba::record {
namespace {

bool ascii_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool lower_ascii(char32_t c) {
    return c >= U'a' && c <= U'z';
}

/// Controls and format characters print nothing or reorder what is printed; private use has no meaning.
bool hidden(char32_t c) {
    if (c == U'\n') return false;
    switch (u_charType(static_cast<UChar32>(c))) {
        case U_CONTROL_CHAR:
        case U_FORMAT_CHAR:
        case U_LINE_SEPARATOR:
        case U_PARAGRAPH_SEPARATOR:
        case U_PRIVATE_USE_CHAR:
            return true;
        default:
            return U_IS_UNICODE_NONCHAR(static_cast<UChar32>(c));
    }
}

/// TCVN 5712 (TCVN3) read as Latin-1: a sign that is no letter stands inside a word ("V¨n"), or capitals with
/// marks stand after small letters in two words ("NguyÔn ThÞ"). Neither occurs in Vietnamese or in names.
bool looks_like_tcvn3(std::u32string_view text) {
    constexpr std::u32string_view kSigns = U"¡¢£¤¥¦§¨©ª¬®µ¶¸¹¼½¾";
    int capitals = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char32_t next = i + 1 < text.size() ? text[i + 1] : U' ';
        if (ascii_letter(text[i - 1]) && ascii_letter(next) && kSigns.find(text[i]) != kSigns.npos)
            return true;
        if (lower_ascii(text[i - 1]) && text[i] >= 0xC0 && text[i] <= 0xDE) ++capitals;
    }
    return capitals >= 2;
}

Problem hidden_character(char32_t c, std::size_t position, const std::string& where) {
    return {where,
            {fmt::format("Ký tự thứ {} (U+{:04X}) là ký tự điều khiển hoặc ký tự ẩn, không in được", position,
                         static_cast<unsigned>(c)),
             fmt::format("character {} (U+{:04X}) is a control or hidden character and cannot be printed",
                         position, static_cast<unsigned>(c))},
            {"Xóa ký tự này và gõ lại; chỉ được xuống dòng bằng \\n",
             "delete it and type again; \\n is the only line break"}};
}

Problem icelandic_eth(char32_t c, std::size_t position, const std::string& where) {
    const bool capital = c == U'Ð';
    return {where,
            {fmt::format("Ký tự thứ {} là \"{}\" (U+{:04X}, chữ Iceland), không phải chữ \"{}\" tiếng Việt",
                         position, to_utf8(c), static_cast<unsigned>(c), capital ? "Đ" : "đ"),
             fmt::format("character {} is \"{}\" (U+{:04X}, Icelandic eth), not the Vietnamese \"{}\"",
                         position, to_utf8(c), static_cast<unsigned>(c), capital ? "Đ" : "đ")},
            {fmt::format("Gõ lại bằng \"{}\" (U+{})", capital ? "Đ" : "đ", capital ? "0110" : "0111"),
             fmt::format("type \"{}\" (U+{})", capital ? "Đ" : "đ", capital ? "0110" : "0111")}};
}

Problem tcvn3(const std::string& text, const std::string& where) {
    return {where,
            {fmt::format("\"{}\" là chữ mã TCVN3 (ABC) chưa chuyển sang Unicode", shortened(text)),
             fmt::format("\"{}\" is TCVN3 (ABC) text that was not converted to Unicode", shortened(text))},
            {"Chuyển dữ liệu từ TCVN3 sang Unicode dựng sẵn rồi xuất lại",
             "convert the data from TCVN3 to precomposed Unicode and export it again"}};
}

Problem too_long(const std::string& text, const std::string& where) {
    const std::size_t length = code_points(text).size();
    return {where,
            {fmt::format("Dài {} ký tự; không ô nào trên học bạ chứa hết", length),
             fmt::format("{} characters; no cell of a transcript has room for them", length)},
            {"Viết ngắn lại", "shorten it"}};
}

struct Normaliser {
    std::vector<Problem>& problems;

    Json operator()(Json value, const std::string& where) {
        if (auto* text = std::get_if<std::string>(&value.value)) return string(*text, where);
        if (auto* number = std::get_if<double>(&value.value)) return whole(*number);
        if (auto* items = value.array()) {
            for (std::size_t i = 0; i < items->size(); ++i)
                (*items)[i] = (*this)(std::move((*items)[i]), child(where, std::to_string(i)));
        }
        if (auto* members = value.object()) {
            for (auto& [name, member] : *members) member = (*this)(std::move(member), child(where, name));
        }
        return value;
    }

    Json string(const std::string& given, const std::string& where) {
        if (ill_formed_at(given)) {
            problems.push_back({where, {"Văn bản không phải UTF-8", "the text is not UTF-8"}});
            return "";
        }
        if (given.size() > kLongestText) {
            problems.push_back(too_long(given, where));
            return shortened(given);
        }
        std::string text = nfc(given);
        std::vector<Problem> found = text_problems(text, where);
        problems.insert(problems.end(), found.begin(), found.end());
        return text;
    }

    /// RFC 8785 writes 9.0 as 9: it must be the same value here.
    static Json whole(double number) {
        constexpr double kLargest = 9007199254740991.0;
        if (std::nearbyint(number) != number || std::fabs(number) > kLargest) return number;
        return static_cast<std::int64_t>(number);
    }
};

}  // namespace

std::vector<Problem> text_problems(const std::string& text, const std::string& where) {
    const std::u32string characters = code_points(text);
    if (looks_like_tcvn3(characters)) return {tcvn3(text, where)};
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const char32_t c = characters[i];
        if (hidden(c)) return {hidden_character(c, i + 1, where)};
        if (c == U'Ð' || c == U'ð') return {icelandic_eth(c, i + 1, where)};
    }
    return {};
}

Json normalised(Json value, const std::string& where, std::vector<Problem>& problems) {
    return Normaliser{problems}(std::move(value), where);
}

}  // namespace hocba::record
