#include "engine/form/schema_path.h"

#include <algorithm>

#include "engine/form/value.h"

namespace hocba::form {
namespace {

constexpr int kDeepest = 16;  // of $ref and allOf, so that a circle ends

bool has_type(const Json& schema, std::string_view type) {
    const Json* types = schema.find("type");
    if (types == nullptr) return false;
    if (types->string() != nullptr) return *types->string() == type;
    const Json::Array* list = types->array();
    return list != nullptr && std::find(list->begin(), list->end(), Json(type)) != list->end();
}

}  // namespace

const Json* SchemaPaths::at(std::string_view pointer) const {
    if (pointer.substr(0, 2) != "#/") return pointer == "#" ? root_ : nullptr;
    const Json* value = root_;
    for (const std::string_view name : split(pointer.substr(2), '/')) {
        if (value != nullptr) value = value->find(name);
    }
    return value;
}

void SchemaPaths::expand(const Json* schema, Schemas& out, int depth) const {
    if (schema == nullptr || schema->object() == nullptr || depth > kDeepest) return;
    if (std::find(out.begin(), out.end(), schema) != out.end()) return;
    out.push_back(schema);
    if (const Json* ref = schema->find("$ref"); ref != nullptr && ref->string() != nullptr) {
        expand(at(*ref->string()), out, depth + 1);
    }
    for (const char* word : {"allOf", "anyOf", "oneOf"}) {
        const Json* parts = schema->find(word);
        if (parts == nullptr || parts->array() == nullptr) continue;
        for (const Json& part : *parts->array()) expand(&part, out, depth + 1);
    }
    for (const char* word : {"then", "else"}) expand(schema->find(word), out, depth + 1);
}

Schemas SchemaPaths::root() const {
    Schemas out;
    expand(root_, out, 0);
    return out;
}

Schemas SchemaPaths::member(const Schemas& of, std::string_view name) const {
    Schemas out;
    for (const Json* schema : of) {
        const Json* properties = schema->find("properties");
        if (properties != nullptr) expand(properties->find(name), out, 0);
    }
    for (const Json* schema : of) {
        if (out.empty()) expand(schema->find("additionalProperties"), out, 0);
    }
    return out.empty() && name == "last" ? items(of) : out;
}

Schemas SchemaPaths::items(const Schemas& of) const {
    Schemas out;
    for (const Json* schema : of) expand(schema->find("items"), out, 0);
    return out;
}

std::vector<std::string> SchemaPaths::names(const Schemas& of) const {
    std::vector<std::string> names;
    for (const Json* schema : of) {
        const Json* properties = schema->find("properties");
        if (properties == nullptr || properties->object() == nullptr) continue;
        for (const auto& [name, value] : *properties->object()) names.push_back(name);
    }
    if (is_list(of)) names.emplace_back("last");
    return names;
}

bool is_list(const Schemas& schemas) {
    return std::any_of(schemas.begin(), schemas.end(), [](const Json* schema) {
        return has_type(*schema, "array") || schema->find("items") != nullptr;
    });
}

int most_items(const Schemas& schemas) {
    for (const Json* schema : schemas)
        if (const auto most = schema->integer_or("maxItems", 0); most > 0) return static_cast<int>(most);
    return 0;
}

bool is_composite(const Schemas& schemas) {
    return is_list(schemas) || std::any_of(schemas.begin(), schemas.end(), [](const Json* schema) {
               return has_type(*schema, "object") || schema->find("properties") != nullptr;
           });
}

bool is_tenths(const Schemas& schemas) {
    return std::any_of(schemas.begin(), schemas.end(),
                       [](const Json* schema) { return schema->text_or("x-unit") == "tenths"; });
}

}  // namespace hocba::form
