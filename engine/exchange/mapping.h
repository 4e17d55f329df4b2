// A mapping held against a form's schema: every column and constant has its place in the record and a kind.
#pragma once

#include <string>
#include <vector>

#include "engine/exchange/import.h"
#include "engine/record/place.h"

namespace hocba::exchange {

/// How a cell is read; the schema says it.
enum class Kind {
    text,
    mark,     // "x-unit": "tenths"
    whole,    // integer
    decimal,  // number
    day,      // "format": "date"
    choice,   // enum
    flag,     // boolean
    fixed,    // const
};

/// A member of the record. Steps are names; of an array a number, or "last" for its last item.
struct Target {
    record::Steps steps;
    const Json* schema = nullptr;
    Kind kind = Kind::text;
    std::string title;
    bool required = false;  // by the object that it is a member of
};

struct PlannedColumn {
    const Column* column = nullptr;
    Target target;
    Words words;  // of the column, by folded()
};

struct PlannedConstant {
    Target target;
    Json value;
    std::string where;  // as Constant::where
};

struct PlannedSheet {
    const SheetMapping* mapping = nullptr;
    std::vector<PlannedColumn> columns;
    std::vector<PlannedConstant> constants;
};

struct Plan {
    std::vector<PlannedConstant> constants;
    std::vector<PlannedSheet> sheets;
    Words words;  // by folded()
    bool names_uuid = false;
};

/// "pupil.name" → {"pupil", "name"}.
record::Steps steps_of(const std::string& path);

/// Fault::usage with every path that the form does not have, at its line of the mapping.
Result<Plan> plan_of(const Mapping& mapping, const record::Schema& schema);

}  // namespace hocba::exchange
