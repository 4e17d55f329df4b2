#include "engine/record/violation.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/base/instant.h"
#include "engine/base/utf8.h"
#include "engine/record/explain.h"

namespace hocba::record {
namespace {

constexpr std::size_t kMostProblems = 200;  // a clerk reads no more, and hostile input cannot fill memory

bool is_index(const std::string& step) {
    return !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
}

bool step_before(const std::string& a, const std::string& b) {
    if (is_index(a) && is_index(b)) return std::pair(a.size(), a) < std::pair(b.size(), b);
    return a < b;
}

bool before(const Violation& a, const Violation& b) {
    return std::lexicographical_compare(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(),
                                        step_before);
}

const Json* schema_of_member(const Json& root, const Json& schema, const std::string& step) {
    if (const Json* properties = schema.find("properties"))
        if (const Json* member = properties->find(step)) return resolved(root, member);
    if (const Json* items = schema.find("items"); items != nullptr && is_index(step))
        return items->object() != nullptr ? resolved(root, items) : nullptr;
    const Json* others = schema.find("additionalProperties");
    return others != nullptr && others->object() != nullptr ? resolved(root, others) : nullptr;
}

/// Days that do not exist: the pattern of the schema sees only digits.
struct DateCheck {
    const Json& root;
    std::vector<Violation>& found;

    void operator()(const Json* schema, const Json& value, Steps& steps) {
        if (schema == nullptr) return;
        const std::string* text = value.string();
        if (text != nullptr && schema->text_or("format") == "date" && !parse_date(*text))
            found.push_back({steps, std::string(kNoSuchDay)});
        if (const auto* members = value.object())
            for (const auto& [name, member] : *members) into(schema, name, member, steps);
        if (const auto* items = value.array())
            for (std::size_t i = 0; i < items->size(); ++i)
                into(schema, std::to_string(i), (*items)[i], steps);
    }
    void into(const Json* schema, const std::string& step, const Json& value, Steps& steps) {
        steps.push_back(step);
        (*this)(schema_of_member(root, *schema, step), value, steps);
        steps.pop_back();
    }
};

Problem rest(std::size_t count, const std::string& where) {
    return {where,
            {fmt::format("Còn {} lỗi nữa", count), fmt::format("there are {} more problems", count)},
            {"Sửa các lỗi trên rồi kiểm tra lại", "correct those above and check again"}};
}

}  // namespace

const Json* resolved(const Json& root, const Json* schema) {
    constexpr std::string_view kPrefix = "#/definitions/";
    if (schema == nullptr) return nullptr;
    const std::string reference = schema->text_or("$ref");
    if (!reference.starts_with(kPrefix)) return schema;
    const Json* definitions = root.find("definitions");
    return definitions == nullptr ? nullptr : definitions->find(reference.substr(kPrefix.size()));
}

const Json* schema_at(const Json& schema, const Steps& steps) {
    const Json* at = &schema;
    for (const std::string& step : steps) {
        if (at == nullptr) return nullptr;
        at = schema_of_member(schema, *at, step);
    }
    return at;
}

std::vector<Problem> schema_problems(const Schema& schema, const Json& value, const std::string& where) {
    std::vector<Violation> found = violations(schema, value);
    Steps steps;
    DateCheck{schema.json(), found}(&schema.json(), value, steps);
    std::stable_sort(found.begin(), found.end(), before);
    std::vector<Problem> problems;
    std::set<std::pair<std::string, std::string>> seen;
    for (const Violation& violation : found)
        for (Problem& problem : explain(violation, schema.json(), value, where))
            if (seen.insert({problem.where, problem.what.en}).second) problems.push_back(std::move(problem));
    if (problems.size() <= kMostProblems) return problems;
    const std::size_t more = problems.size() - kMostProblems;
    problems.resize(kMostProblems);
    problems.push_back(rest(more, where));
    return problems;
}

}  // namespace hocba::record
