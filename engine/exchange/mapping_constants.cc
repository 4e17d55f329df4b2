#include "engine/exchange/mapping_constants.h"

#include <fmt/format.h>

#include "engine/exchange/mapping_tree.h"

namespace hocba::exchange {
namespace {

/// TOML takes a code without quotation marks for a number.
Text hint_for(const PlannedConstant& constant, const Problem& problem) {
    const bool number = constant.value.integer() != nullptr;
    if (constant.target.kind != Kind::text || !number) return problem.hint;
    const std::string quoted = canonical(constant.value);
    return {fmt::format("Ghi trong dấu ngoặc kép: \"{}\"", quoted),
            fmt::format("write it in quotation marks: \"{}\"", quoted)};
}

}  // namespace

std::vector<Problem> constant_problems(const Plan& plan, const record::Schema& schema) {
    std::vector<const PlannedConstant*> constants;
    for (const PlannedConstant& constant : plan.constants) constants.push_back(&constant);
    for (const PlannedSheet& sheet : plan.sheets)
        for (const PlannedConstant& constant : sheet.constants) constants.push_back(&constant);
    Json tree = Json::Object{};
    for (const PlannedConstant* constant : constants) put(tree, constant->target.steps, constant->value);
    const auto record = record::from_json(materialised(tree), schema, "");
    if (record) return {};
    std::vector<Problem> problems;
    for (const PlannedConstant* constant : constants)
        for (const Problem& problem : record.error().problems)
            if (problem.where == pointer_in(tree, constant->target.steps))
                problems.push_back({constant->where, problem.what, hint_for(*constant, problem)});
    return problems;
}

}  // namespace hocba::exchange
