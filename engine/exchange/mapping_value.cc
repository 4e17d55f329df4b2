#include "engine/exchange/mapping_value.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

#include "engine/base/instant.h"
#include "engine/base/utf8.h"
#include "engine/exchange/sheet_text.h"
#include "engine/record/text.h"

namespace hocba::exchange {
namespace {

using record::shortened;

bool digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A letter that only looks like the right one is said first: "Ð" (U+00D0) is no "Đ".
Value refused(const Target& target, const std::string& text, std::string_view vi, std::string_view en,
              Text hint) {
    if (auto found = record::text_problems(text, ""); !found.empty())
        return {nullptr, std::move(found.front().what), std::move(found.front().hint)};
    return {nullptr,
            {fmt::format("\"{}\" ({}) {}", shortened(text), target.title, vi),
             fmt::format("\"{}\" ({}) {}", shortened(text), target.title, en)},
            std::move(hint)};
}

/// "8", "8,5", "8.50": a comma or a dot before the decimals.
std::optional<double> number_of(std::string text) {
    constexpr std::size_t kMostDigits = 9;
    const auto point = text.find_first_of(",.");
    if (point != text.npos) text[point] = '.';
    const std::string_view whole = std::string_view(text).substr(0, point);
    const bool plain = point == text.npos || digits(std::string_view(text).substr(point + 1));
    if (!digits(whole) || !plain || text.size() > 2 * kMostDigits || whole.size() > kMostDigits)
        return std::nullopt;
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    return number;
}

Json json_of(double number) {
    const auto whole = static_cast<std::int64_t>(number);
    return static_cast<double>(whole) == number ? Json(whole) : Json(number);
}

/// "-" may stand for no mark; "tám" is one.
Text number_hint(const std::string& text) {
    Text hint{"Ghi số như 8 hoặc 8,5; ô không có điểm thì để trống",
              "write a number such as 8 or 8,5; leave the cell empty if there is none"};
    const bool sign = code_points(text).size() == 1 && text.find_first_of("0123456789\"\\") == text.npos;
    if (!sign) return hint;
    hint.vi += fmt::format(", hoặc ghi cho cột này: values = {{ \"{}\" = \"\" }}", text);
    hint.en += fmt::format(", or write for this column: values = {{ \"{}\" = \"\" }}", text);
    return hint;
}

Value read_number(const Target& target, const std::string& text) {
    const auto number = number_of(text);
    if (!number) return refused(target, text, "không phải là số", "is no number", number_hint(text));
    const Json json = json_of(*number);
    if (target.kind == Kind::whole && json.integer() == nullptr)
        return refused(target, text, "phải là số nguyên", "must be a whole number",
                       {"Kiểm tra lại ô này", "check this cell"});
    return {json};
}

/// "15/3/2014", "15-03-2014", "15.03.2014": the day first.
std::optional<Date> day_first(const std::string& text) {
    const auto first = text.find_first_of("/-.");
    const auto second = first == text.npos ? first : text.find(text[first], first + 1);
    if (second == text.npos) return std::nullopt;
    const std::string day = text.substr(0, first), month = text.substr(first + 1, second - first - 1);
    const std::string year = text.substr(second + 1);
    if (!digits(day) || !digits(month) || !digits(year) || day.size() > 2 || month.size() > 2 ||
        year.size() != 4)
        return std::nullopt;
    return parse_date(fmt::format("{}-{:0>2}-{:0>2}", year, month, day));
}

Value read_day(const Target& target, const std::string& text) {
    if (const auto date = parse_date(text)) return {to_string(*date)};
    if (const auto date = day_first(text)) return {to_string(*date)};
    const Text form{"Ghi ngày/tháng/năm đủ bốn chữ số của năm: 15/03/2014",
                    "write day/month/year with four digits of the year: 15/03/2014"};
    if (digits(text) && text.size() == 5)
        return refused(target, text, "là số thứ tự ngày của Excel, không phải ngày",
                       "is a day number of Excel, no date",
                       {"Định dạng cột là Ngày (Date) rồi xuất lại tệp",
                        "format the column as a date and export again"});
    return refused(target, text, "không phải là một ngày có thật", "is no day of the calendar", form);
}

const Json* meaning(const std::string& text, const Words& words) {
    const auto found = words.find(folded(text));
    return found == words.end() ? nullptr : &found->second;
}

bool allowed(const Target& target, const Json& value) {
    for (const Json& one : *target.schema->find("enum")->array())
        if (one == value) return true;
    return false;
}

Value read_choice(const Target& target, const std::string& text, const Words& shared) {
    std::string list;
    for (const Json& one : *target.schema->find("enum")->array()) {
        if (one.string() == nullptr) continue;
        if (folded(*one.string()) == folded(text)) return {one};
        list += (list.empty() ? "" : ", ") + *one.string();
    }
    if (const Json* value = meaning(text, shared); value != nullptr && allowed(target, *value))
        return {*value};
    return refused(target, text, fmt::format("không phải một trong: {}", list),
                   fmt::format("is not one of: {}", list),
                   {"Sửa ô này, hoặc thêm cách viết này vào mục [values] của tệp ánh xạ",
                    "correct the cell, or add this spelling to [values] of the mapping"});
}

Value read_flag(const Target& target, const std::string& text, const Words& shared) {
    static constexpr std::array<std::string_view, 4> kYes{"TRUE", "CÓ", "1", "X"};
    static constexpr std::array<std::string_view, 3> kNo{"FALSE", "KHÔNG", "0"};
    const std::string word = folded(text);
    for (const std::string_view yes : kYes)
        if (word == yes) return {true};
    for (const std::string_view no : kNo)
        if (word == no) return {false};
    if (const Json* value = meaning(text, shared); value != nullptr && value->boolean() != nullptr)
        return {*value};
    return refused(
        target, text, "không phải có hoặc không", "is neither yes nor no",
        {"Ghi \"có\" hoặc \"không\", hoặc thêm cách viết này vào mục [values] của tệp ánh xạ: = true, = "
         "false",
         "write \"có\" or \"không\", or add this spelling to [values] of the mapping: = true, = false"});
}

Value read_fixed(const Target& target, const std::string& text) {
    const Json& only = *target.schema->find("const");
    if (only.string() != nullptr && folded(*only.string()) == folded(text)) return {only};
    return refused(target, text, fmt::format("phải là {}", canonical(only)),
                   fmt::format("must be {}", canonical(only)), {"Kiểm tra lại ô này", "check this cell"});
}

/// Twelve digits that a spreadsheet took for a number: 1214000017, 1,214E+09.
bool lost_digits(const Target& target, const std::string& text) {
    if (target.schema->text_or("pattern") != "^[0-9]{12}$") return false;
    const bool scientific = text.find("E+") != text.npos;
    return scientific || (digits(text) && text.size() >= 10 && text.size() < 12);
}

Value read_text(const Target& target, std::string text) {
    if (lost_digits(target, text))
        return refused(target, text,
                       "không đủ 12 chữ số: Excel đã coi mã này là một con số và bỏ các số 0 ở đầu",
                       "does not have 12 digits: Excel took it for a number and dropped the zeros in front",
                       {"Định dạng cột là Văn bản (Text) rồi nhập lại mã; hocba không tự thêm số 0",
                        "format the column as text and enter the numbers again; hocba adds no zeros"});
    // RFC 4122, 3: input is case-insensitive, output is lower case.
    if (target.steps == record::Steps{"lookup_uuid"})
        for (char& c : text)
            if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    return {text};
}

}  // namespace

Value read_value(const Target& target, const std::string& text, const Words& own, const Words& shared) {
    if (const Json* value = meaning(text, own)) return *value == Json("") ? Value{} : Value{*value};
    if (text.empty()) return {};
    switch (target.kind) {
        case Kind::text:
            return read_text(target, text);
        case Kind::mark:
        case Kind::whole:
        case Kind::decimal:
            return read_number(target, text);
        case Kind::day:
            return read_day(target, text);
        case Kind::choice:
            return read_choice(target, text, shared);
        case Kind::flag:
            return read_flag(target, text, shared);
        case Kind::fixed:
            return read_fixed(target, text);
    }
    return {};
}

}  // namespace hocba::exchange
