// JSON values (RFC 8259): parsed with a place for every complaint, written canonically (RFC 8785).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.h"

namespace hocba {

/// Object members are kept in the order of their names, as bytes; a name occurs once.
struct Json {
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json, std::less<>>;
    std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value = nullptr;

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool b) : value(b) {}
    Json(int n) : value(static_cast<std::int64_t>(n)) {}
    Json(std::int64_t n) : value(n) {}
    Json(double n) : value(n) {}
    Json(const char* text) : value(std::string(text)) {}
    Json(std::string text) : value(std::move(text)) {}
    Json(std::string_view text) : value(std::string(text)) {}
    Json(Array items) : value(std::move(items)) {}
    Json(Object members) : value(std::move(members)) {}

    bool operator==(const Json&) const = default;

    bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }
    const std::string* string() const { return std::get_if<std::string>(&value); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value); }
    const bool* boolean() const { return std::get_if<bool>(&value); }
    const Array* array() const { return std::get_if<Array>(&value); }
    const Object* object() const { return std::get_if<Object>(&value); }
    Array* array() { return std::get_if<Array>(&value); }
    Object* object() { return std::get_if<Object>(&value); }

    /// The member of that name; null pointer if this is no object or has none.
    const Json* find(std::string_view name) const;
    /// The member's text, or `otherwise` if it is absent or no string.
    std::string text_or(std::string_view name, std::string_view otherwise = "") const;
    std::int64_t integer_or(std::string_view name, std::int64_t otherwise) const;
};

/// Fault::record with `where` = "<name>:line:column" when `bytes` is no JSON, holds a name twice, nests
/// deeper than 64, is not well-formed UTF-8, or has a number that is neither a 53-bit integer nor a finite
/// double.
Result<Json> parse_json(std::string_view bytes, const std::string& name);

/// RFC 8785. Member names must be ASCII (ours are), so that byte order is UTF-16 order.
std::string canonical(const Json& value);

/// Two spaces of indentation, members in byte order, a newline at the end.
std::string pretty(const Json& value);

}  // namespace hocba
