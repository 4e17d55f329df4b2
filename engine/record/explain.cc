#include "engine/record/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/base/utf8.h"
#include "engine/record/nearest.h"
#include "engine/record/tenths.h"

namespace hocba::record {
namespace {

/// What an explanation can look at: the value, its schema (neither may be null) and its place.
struct Case {
    const Violation& violation;
    const Json& schema;
    const Json& value;
    std::string where;
};

Text named(const Json& schema) {
    const std::string title = schema.text_or("title");
    return title.empty() ? Text{} : Text{fmt::format(" ({})", title), fmt::format(" ({})", title)};
}

bool is_mark(const Json& schema) {
    return schema.text_or("x-unit") == "tenths";
}

/// The schema's own words on the place, as a hint.
Text described(const Json& schema) {
    const std::string words = schema.text_or("description");
    if (words.empty()) return {"Sửa theo mẫu", "correct it as the form's schema says"};
    const std::string vietnamese = is_mark(schema) ? decimal_comma(words) : words;
    if (vietnamese == words) return {words, words};
    return {vietnamese + " (trong tệp JSON ghi dấu chấm: 8.5)", words};
}

/// Vietnamese writes 8,75. A text is shown as it stands in the record.
Text shown(const Json& value) {
    const std::string written = shortened(canonical(value), 60);
    const bool is_number = std::holds_alternative<double>(value.value);
    return {is_number ? decimal_comma(written) : written, written};
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

std::vector<std::string> known_members(const Json& schema) {
    std::vector<std::string> names;
    if (const Json* properties = schema.find("properties"))
        if (const auto* members = properties->object())
            for (const auto& [name, member] : *members) names.push_back(name);
    return names;
}

std::vector<Problem> missing(const Case& at) {
    const std::string& words = at.violation.description;
    const auto from = words.find('\'') + 1;
    const std::string name = words.substr(from, words.rfind('\'') - from);
    const Json* properties = at.schema.find("properties");
    const Json* member = properties == nullptr ? nullptr : properties->find(name);
    const Text title = member == nullptr ? Text{} : named(*member);
    return {{at.where,
             {fmt::format("Thiếu mục \"{}\"{}", name, title.vi),
              fmt::format("the member \"{}\"{} is missing", name, title.en)},
             {"Bổ sung mục này vào hồ sơ", "add it to the record"}}};
}

Text hint_for_unknown(const std::string& name, const Json& schema) {
    const std::vector<std::string> known = known_members(schema);
    const std::string near = nearest(name, known);
    if (!near.empty())
        return {fmt::format("Có phải \"{}\"?", near), fmt::format("did you mean \"{}\"?", near)};
    if (const std::string words = schema.text_or("description"); !words.empty()) return {words, words};
    return {fmt::format("Các mục được phép: {}", joined(known)),
            fmt::format("the members allowed here: {}", joined(known))};
}

std::vector<Problem> unknown(const Case& at) {
    std::vector<Problem> problems;
    const std::vector<std::string> known = known_members(at.schema);
    const Json::Object* members = at.value.object();
    if (members == nullptr) return problems;
    for (const auto& [name, member] : *members) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        problems.push_back({child(at.where, name),
                            {fmt::format("Mẫu không có mục \"{}\"", shortened(name)),
                             fmt::format("the form has no member \"{}\"", shortened(name))},
                            hint_for_unknown(name, at.schema)});
    }
    return problems;
}

struct TypeName {
    std::string_view json, vi, en;
};

constexpr std::array<TypeName, 7> kTypes{{{"string", "chuỗi ký tự", "a string"},
                                          {"integer", "số nguyên", "an integer"},
                                          {"number", "số", "a number"},
                                          {"boolean", "true hoặc false", "true or false"},
                                          {"object", "một đối tượng {…}", "an object"},
                                          {"array", "một danh sách […]", "a list"},
                                          {"null", "null", "null"}}};

Text type_name(std::string_view json) {
    for (const TypeName& type : kTypes)
        if (type.json == json) return {std::string(type.vi), std::string(type.en)};
    return {std::string(json), std::string(json)};
}

std::vector<Problem> wrong_type(const Case& at) {
    const Text wanted = type_name(at.schema.text_or("type"));
    return {{at.where,
             {fmt::format("{}{} phải là {}", shown(at.value).vi, named(at.schema).vi, wanted.vi),
              fmt::format("{}{} must be {}", shown(at.value).en, named(at.schema).en, wanted.en)},
             described(at.schema)}};
}

std::vector<Problem> not_allowed(const Case& at) {
    std::vector<std::string> allowed;
    if (const Json* values = at.schema.find("enum"))
        if (const auto* items = values->array())
            for (const Json& item : *items) allowed.push_back(canonical(item));
    if (const Json* only = at.schema.find("const")) allowed.push_back(canonical(*only));
    return {{at.where,
             {fmt::format("{}{} không phải giá trị được phép: {}", shown(at.value).vi, named(at.schema).vi,
                          joined(allowed)),
              fmt::format("{}{} is not one of the allowed values: {}", shown(at.value).en,
                          named(at.schema).en, joined(allowed))},
             described(at.schema)}};
}

/// "^[0-9]{12}$" → 12.
std::string digits_of(const std::string& pattern) {
    constexpr std::string_view kStart = "^[0-9]{", kEnd = "}$";
    if (!pattern.starts_with(kStart) || !pattern.ends_with(kEnd)) return "";
    const std::string count = pattern.substr(kStart.size(), pattern.size() - kStart.size() - kEnd.size());
    return count.find_first_not_of("0123456789") == std::string::npos ? count : "";
}

std::vector<Problem> wrong_pattern(const Case& at) {
    const std::string digits = digits_of(at.schema.text_or("pattern"));
    const std::string* text = at.value.string();
    const std::size_t length = text == nullptr ? 0 : code_points(*text).size();
    if (!digits.empty())
        return {{at.where,
                 {fmt::format("{}{} phải gồm đúng {} chữ số; ở đây có {} ký tự", shown(at.value).vi,
                              named(at.schema).vi, digits, length),
                  fmt::format("{}{} must have exactly {} digits; it has {} characters", shown(at.value).en,
                              named(at.schema).en, digits, length)},
                 described(at.schema)}};
    return {{at.where,
             {fmt::format("{}{} không đúng dạng quy định", shown(at.value).vi, named(at.schema).vi),
              fmt::format("{}{} has not the prescribed form", shown(at.value).en, named(at.schema).en)},
             described(at.schema)}};
}

std::string limit(const Json& schema, std::string_view name, std::string_view exclusive) {
    if (const Json* value = schema.find(name)) return canonical(*value);
    if (const Json* value = schema.find(exclusive)) return canonical(*value);
    return "…";
}

std::vector<Problem> out_of_range(const Case& at) {
    const std::string low = limit(at.schema, "minimum", "exclusiveMinimum");
    const std::string high = limit(at.schema, "maximum", "exclusiveMaximum");
    return {{at.where,
             {fmt::format("{}{} phải từ {} đến {}", shown(at.value).vi, named(at.schema).vi, low, high),
              fmt::format("{}{} must be from {} to {}", shown(at.value).en, named(at.schema).en, low, high)},
             described(at.schema)}};
}

std::vector<Problem> wrong_length(const Case& at) {
    const std::string* text = at.value.string();
    const std::size_t length = text == nullptr ? 0 : code_points(*text).size();
    if (length == 0)
        return {{at.where,
                 {fmt::format("Không được để trống{}", named(at.schema).vi),
                  fmt::format("must not be empty{}", named(at.schema).en)},
                 {"Ghi nội dung, hoặc bỏ cả mục nếu không có", "fill it in, or leave the member out"}}};
    const std::string most = limit(at.schema, "maxLength", "");
    return {{at.where,
             {fmt::format("Dài {} ký tự{}; nhiều nhất {} ký tự", length, named(at.schema).vi, most),
              fmt::format("{} characters{}; at most {} fit", length, named(at.schema).en, most)},
             {"Viết ngắn lại; ô trên học bạ không chứa hết", "shorten it; the form has no room for more"}}};
}

std::vector<Problem> wrong_count(const Case& at) {
    const Json::Array* items = at.value.array();
    const std::size_t count = items == nullptr ? 0 : items->size();
    const std::string low = limit(at.schema, "minItems", ""), high = limit(at.schema, "maxItems", "");
    return {{at.where,
             {fmt::format("Có {} phần tử{}; phải từ {} đến {}", count, named(at.schema).vi, low, high),
              fmt::format("{} items{}; there must be from {} to {}", count, named(at.schema).en, low, high)},
             described(at.schema)}};
}

std::vector<Problem> no_such_day(const Case& at) {
    return {{at.where,
             {fmt::format("{}{} không phải một ngày có thật", shown(at.value).vi, named(at.schema).vi),
              fmt::format("{}{} is no day of the calendar", shown(at.value).en, named(at.schema).en)},
             {"Ghi năm-tháng-ngày, ví dụ 2014-03-15", "write year-month-day, such as 2014-03-15"}}};
}

std::vector<Problem> otherwise(const Case& at) {
    return {{at.where,
             {fmt::format("Không đúng lược đồ của mẫu: {}", at.violation.description),
              fmt::format("against the form's schema: {}", at.violation.description)},
             described(at.schema)}};
}

struct Explanation {
    std::string_view start;  // of valijson's sentence
    std::vector<Problem> (*words)(const Case&);
};

constexpr std::array<Explanation, 15> kExplanations{{
    {"Missing required property", missing},
    {"Object contains a property that could not", unknown},
    {"Value type not permitted", wrong_type},
    {"Failed to match against any enum", not_allowed},
    {"Failed to match expected value set by 'const'", not_allowed},
    {"Failed to match regex", wrong_pattern},
    {"Expected number", out_of_range},
    {"String should be no", wrong_length},
    {"Array should contain no", wrong_count},
    {"Value could not be converted", wrong_type},
    {"Value should be a multiple", otherwise},
    {"Object should have no", otherwise},
    {"Elements at indexes", otherwise},
    {"Missing dependency", otherwise},
    {kNoSuchDay, no_such_day},
}};

}  // namespace

std::vector<Problem> explain(const Violation& violation, const Json& schema, const Json& record,
                             const std::string& where) {
    static const Json kNothing;
    const Json* of = schema_at(schema, violation.steps);
    const Json* value = value_at(record, violation.steps);
    const Case at{violation, of == nullptr ? kNothing : *of, value == nullptr ? kNothing : *value,
                  where + pointer(violation.steps)};
    for (const Explanation& explanation : kExplanations)
        if (violation.description.starts_with(explanation.start)) return explanation.words(at);
    return otherwise(at);
}

}  // namespace hocba::record
