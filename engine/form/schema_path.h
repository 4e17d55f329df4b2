// Paths of a form followed through the record's JSON Schema, without any record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"

namespace hocba::form {

/// The schemas that may describe one value: a schema with its $ref, allOf, anyOf, oneOf, then and else.
using Schemas = std::vector<const Json*>;

class SchemaPaths {
  public:
    explicit SchemaPaths(const Json& root) : root_(&root) {}

    Schemas root() const;
    /// Of an object's member; of a list, "last" is its last item. Empty if the schema knows no such name.
    Schemas member(const Schemas& of, std::string_view name) const;
    Schemas items(const Schemas& of) const;
    /// The names that `member` knows.
    std::vector<std::string> names(const Schemas& of) const;

  private:
    const Json* root_;
    void expand(const Json* schema, Schemas& out, int depth) const;
    const Json* at(std::string_view pointer) const;
};

bool is_list(const Schemas& schemas);
/// maxItems; 0 if no schema says it.
int most_items(const Schemas& schemas);
/// An object or a list: nothing that can be printed.
bool is_composite(const Schemas& schemas);
/// Kept as integer tenths (`"x-unit": "tenths"`).
bool is_tenths(const Schemas& schemas);

}  // namespace hocba::form
