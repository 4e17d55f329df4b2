#include "engine/record/schema_keywords.h"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <regex>
#include <string_view>

#include "engine/record/nearest.h"
#include "engine/record/place.h"

namespace hocba::record {
namespace {

constexpr std::string_view kDraft7 = "http://json-schema.org/draft-07/schema#";

enum class Kind {
    text,
    flag,
    number,
    count,
    any,
    names,
    list,
    schema,
    schemas,
    schema_map,
    type,
    pattern,
    ref
};

struct Keyword {
    std::string_view name;
    Kind kind;
};

/// JSON Schema draft 7 (validation, annotations) and our two annotations.
constexpr std::array<Keyword, 44> kKeywords{{
    {"$schema", Kind::text},
    {"$id", Kind::text},
    {"$comment", Kind::text},
    {"$ref", Kind::ref},
    {"title", Kind::text},
    {"description", Kind::text},
    {"default", Kind::any},
    {"examples", Kind::list},
    {"definitions", Kind::schema_map},
    {"type", Kind::type},
    {"enum", Kind::list},
    {"const", Kind::any},
    {"format", Kind::text},
    {"pattern", Kind::pattern},
    {"minLength", Kind::count},
    {"maxLength", Kind::count},
    {"minimum", Kind::number},
    {"maximum", Kind::number},
    {"exclusiveMinimum", Kind::number},
    {"exclusiveMaximum", Kind::number},
    {"multipleOf", Kind::number},
    {"items", Kind::schemas},
    {"additionalItems", Kind::schema},
    {"contains", Kind::schema},
    {"minItems", Kind::count},
    {"maxItems", Kind::count},
    {"uniqueItems", Kind::flag},
    {"properties", Kind::schema_map},
    {"patternProperties", Kind::schema_map},
    {"additionalProperties", Kind::schema},
    {"propertyNames", Kind::schema},
    {"required", Kind::names},
    {"minProperties", Kind::count},
    {"maxProperties", Kind::count},
    {"dependencies", Kind::any},
    {"allOf", Kind::schemas},
    {"anyOf", Kind::schemas},
    {"oneOf", Kind::schemas},
    {"not", Kind::schema},
    {"if", Kind::schema},
    {"then", Kind::schema},
    {"else", Kind::schema},
    {"x-printed", Kind::flag},
    {"x-unit", Kind::text},
}};

class Checker {
  public:
    explicit Checker(const Json& root) : root_(root) {}
    std::vector<Problem> problems;

    void schema(const Json& value, const std::string& where) {
        if (value.boolean() != nullptr) return;
        const Json::Object* members = value.object();
        if (members == nullptr) return wrong(where, "phải là một lược đồ", "must be a schema");
        for (const auto& [name, member] : *members) keyword(name, member, child(where, name));
    }

  private:
    const Json& root_;

    void wrong(const std::string& where, std::string_view vi, std::string_view en) {
        problems.push_back(
            {where, {fmt::format("Lược đồ sai: {}", vi), fmt::format("bad schema: this {}", en)}});
    }

    void keyword(const std::string& name, const Json& value, const std::string& where) {
        for (const Keyword& known : kKeywords)
            if (known.name == name) return check(known, value, where);
        std::vector<std::string> names;
        for (const Keyword& known : kKeywords) names.emplace_back(known.name);
        const std::string near = nearest(name, names);
        Problem unknown{where,
                        {fmt::format("Từ khóa \"{}\" không có trong JSON Schema bản nháp 7", name),
                         fmt::format("\"{}\" is no keyword of JSON Schema draft 7", name)}};
        if (!near.empty())
            unknown.hint = {fmt::format("Có phải \"{}\"?", near), fmt::format("did you mean \"{}\"?", near)};
        problems.push_back(std::move(unknown));
    }

    void check(const Keyword& known, const Json& value, const std::string& where) {
        switch (known.kind) {
            case Kind::any:
                return;
            case Kind::flag:
                return require(value.boolean() != nullptr, where, "phải là true hoặc false",
                               "must be true or false");
            case Kind::number:
                return require(value.integer() != nullptr || std::holds_alternative<double>(value.value),
                               where, "phải là số", "must be a number");
            case Kind::count:
                return require(value.integer() != nullptr && *value.integer() >= 0, where,
                               "phải là số nguyên không âm", "must be an integer of at least 0");
            case Kind::text:
                return text(known.name, value, where);
            case Kind::pattern:
                return pattern(value, where);
            case Kind::ref:
                return reference(value, where);
            case Kind::type:
                return type(value, where);
            case Kind::list:
            case Kind::names:
                return list(known.kind, value, where);
            case Kind::schema:
                return schema(value, where);
            case Kind::schemas:
                return schemas(value, where);
            case Kind::schema_map:
                return schema_map(value, where);
        }
    }

    void require(bool good, const std::string& where, std::string_view vi, std::string_view en) {
        if (!good) wrong(where, vi, en);
    }

    void text(std::string_view name, const Json& value, const std::string& where) {
        const std::string* given = value.string();
        if (given == nullptr) return wrong(where, "phải là chuỗi ký tự", "must be a string");
        if (name == "$schema") require(*given == kDraft7, where, "phải là bản nháp 7", "must name draft 7");
        if (name == "x-unit")
            require(*given == "tenths", where, "chỉ được là \"tenths\"", "can only be \"tenths\"");
    }

    void pattern(const Json& value, const std::string& where) {
        const std::string* given = value.string();
        if (given == nullptr) return wrong(where, "phải là chuỗi ký tự", "must be a string");
        try {
            const std::regex compiled(*given);
        } catch (const std::regex_error&) {
            wrong(where, "không phải biểu thức chính quy", "is no regular expression");
        }
    }

    void reference(const Json& value, const std::string& where) {
        const std::string* given = value.string();
        constexpr std::string_view kPrefix = "#/definitions/";
        const Json* definitions = root_.find("definitions");
        const bool found = given != nullptr && given->starts_with(kPrefix) && definitions != nullptr &&
                           definitions->find(given->substr(kPrefix.size())) != nullptr;
        require(found, where, "phải trỏ tới \"#/definitions/…\" có thật",
                "must point to an existing \"#/definitions/…\"");
        if (!found) return;
        const Json* target = definitions->find(given->substr(kPrefix.size()));
        require(target->find("$ref") == nullptr, where, "không được trỏ tới một $ref khác",
                "must not point to another $ref");
    }

    void type(const Json& value, const std::string& where) {
        constexpr std::array<std::string_view, 7> kTypes{"null",   "boolean", "object", "array",
                                                         "number", "string",  "integer"};
        const Json::Array one{value};
        for (const Json& item : value.array() != nullptr ? *value.array() : one) {
            const std::string* name = item.string();
            bool known = false;
            for (const std::string_view t : kTypes) known = known || (name != nullptr && *name == t);
            require(known, where, "không phải kiểu của JSON", "is no type of JSON");
        }
    }

    void list(Kind kind, const Json& value, const std::string& where) {
        const Json::Array* items = value.array();
        if (items == nullptr) return wrong(where, "phải là danh sách", "must be a list");
        if (kind != Kind::names) return;
        for (const Json& item : *items)
            require(item.string() != nullptr, where, "phải là danh sách tên", "must be a list of names");
    }

    void schemas(const Json& value, const std::string& where) {
        const Json::Array* items = value.array();
        if (items == nullptr) return schema(value, where);
        for (std::size_t i = 0; i < items->size(); ++i) schema((*items)[i], child(where, std::to_string(i)));
    }

    void schema_map(const Json& value, const std::string& where) {
        const Json::Object* members = value.object();
        if (members == nullptr) return wrong(where, "phải là đối tượng", "must be an object");
        for (const auto& [name, member] : *members) schema(member, child(where, name));
    }
};

}  // namespace

std::vector<Problem> keyword_problems(const Json& schema, const std::string& where) {
    Checker checker(schema);
    checker.schema(schema, where);
    return std::move(checker.problems);
}

}  // namespace hocba::record
