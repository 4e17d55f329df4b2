#include "engine/exchange/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/exchange/mapping_constants.h"
#include "engine/exchange/sheet_text.h"
#include "engine/record/nearest.h"
#include "engine/record/violation.h"

namespace hocba::exchange {
namespace {

bool is_index(const std::string& step) {
    return step == "last" ||
           (!step.empty() && step.size() < 4 && step.find_first_not_of("0123456789") == step.npos);
}

Kind kind_of(const Json& schema) {
    if (schema.find("const") != nullptr) return Kind::fixed;
    if (schema.text_or("x-unit") == "tenths") return Kind::mark;
    if (schema.find("enum") != nullptr) return Kind::choice;
    if (schema.text_or("format") == "date") return Kind::day;
    const std::string type = schema.text_or("type");
    if (type == "integer") return Kind::whole;
    if (type == "number") return Kind::decimal;
    return type == "boolean" ? Kind::flag : Kind::text;
}

bool is_group(const Json& schema) {
    return schema.find("properties") != nullptr || schema.find("items") != nullptr;
}

bool requires_member(const Json& parent, const std::string& name) {
    const Json* required = parent.find("required");
    if (required == nullptr || required->array() == nullptr) return false;
    const auto& names = *required->array();
    return std::find(names.begin(), names.end(), Json(name)) != names.end();
}

class Planner {
  public:
    Planner(const Mapping& mapping, const Json& root) : mapping_(mapping), root_(root) {}
    std::vector<Problem> problems;

    Plan plan() {
        Plan plan;
        plan.words = folded_words(mapping_.words);
        plan.constants = constants(mapping_.constants);
        for (const SheetMapping& sheet : mapping_.sheets) plan.sheets.push_back(planned(sheet));
        for (const PlannedSheet& sheet : plan.sheets)
            for (const PlannedColumn& column : sheet.columns)
                plan.names_uuid |= column.target.steps == record::Steps{"lookup_uuid"};
        if (mapping_.sheets.empty())
            problems.push_back(
                {mapping_.file,
                 {"Tệp ánh xạ không có bảng nào", "the mapping has no sheet"},
                 {"Thêm một mục [[sheet]] cho bảng học sinh", "add a [[sheet]] for the pupils"}});
        return plan;
    }

  private:
    const Mapping& mapping_;
    const Json& root_;

    static Words folded_words(const Words& words) {
        Words all;
        for (const auto& [word, value] : words) all[folded(word)] = value;
        return all;
    }

    std::vector<PlannedConstant> constants(const std::vector<Constant>& given) {
        std::vector<PlannedConstant> all;
        for (const Constant& constant : given)
            if (Target target; find(constant.to, constant.where, target))
                all.push_back({std::move(target), constant.value, constant.where});
        return all;
    }

    PlannedSheet planned(const SheetMapping& sheet) {
        Target under;
        const bool lost = !sheet.under.empty() && reach(sheet.under, sheet.under_where, under) == nullptr;
        PlannedSheet planned{&sheet, {}, {}};
        if (!lost) planned.constants = constants(sheet.constants);
        std::map<std::string, const Column*> taken;
        for (const Column& column : sheet.columns) {
            if (lost && column.to.starts_with(sheet.under + ".")) continue;  // said once, for all of them
            const auto [other, is_new] = taken.emplace(column.to, &column);
            if (!is_new && (!column.join || !other->second->join)) twice(*other->second, column);
            if (Target target; find(column.to, column.where, target))
                planned.columns.push_back({&column, std::move(target), folded_words(column.words)});
        }
        return planned;
    }

    void twice(const Column& first, const Column& second) {
        problems.push_back(
            {second.where,
             {fmt::format("Cột \"{}\" và cột \"{}\" cùng vào \"{}\"", first.header, second.header, second.to),
              fmt::format("\"{}\" and \"{}\" both go to \"{}\"", first.header, second.header, second.to)},
             {"Muốn nối hai cột, ghi cho cả hai: { to = \"…\", join = \" \" }",
              "to join the two, write for both: { to = \"…\", join = \" \" }"}});
    }

    /// Whether the form has that member; `target` is it.
    bool find(const std::string& path, const std::string& where, Target& target) {
        const Json* node = reach(path, where, target);
        if (node == nullptr) return false;
        if (is_group(*node)) return group(path, where);
        target.schema = node;
        target.kind = kind_of(*node);
        return true;
    }

    /// The schema of that member, or null, and the problem is said.
    const Json* reach(const std::string& path, const std::string& where, Target& target) {
        const Json* node = record::resolved(root_, &root_);
        for (const std::string& step : steps_of(path)) {
            const Json* properties = node->find("properties");
            const Json* next = properties != nullptr ? properties->find(step) : nullptr;
            if (next == nullptr && is_index(step)) next = node->find("items");
            if (next == nullptr) return unknown(path, step, *node, where);
            target.required = requires_member(*node, step);
            if (next->find("title") != nullptr) target.title = next->text_or("title");
            node = record::resolved(root_, next);
            if (node == nullptr) return unknown(path, step, *next, where);
            if (next->find("title") == nullptr && node->find("title") != nullptr)
                target.title = node->text_or("title");
            target.steps.push_back(step);
        }
        return node;
    }

    const Json* unknown(const std::string& path, const std::string& step, const Json& node,
                        const std::string& where) {
        std::vector<std::string> known;
        const Json* properties = node.find("properties");
        if (properties != nullptr && properties->object() != nullptr)
            for (const auto& [name, member] : *properties->object()) known.push_back(name);
        if (node.find("items") != nullptr) known.emplace_back("last");
        const std::string meant = record::nearest(step, known);
        const std::string list = fmt::format("{}", fmt::join(known, ", "));
        problems.push_back({where,
                            {fmt::format("Mẫu không có mục \"{}\" (trong \"{}\")", step, path),
                             fmt::format("the form has no member \"{}\" (in \"{}\")", step, path)},
                            meant.empty() ? Text{fmt::format("Các mục ở đó: {}", list),
                                                 fmt::format("members there: {}", list)}
                                          : Text{fmt::format("Có phải là \"{}\"?", meant),
                                                 fmt::format("did you mean \"{}\"?", meant)}});
        return nullptr;
    }

    bool group(const std::string& path, const std::string& where) {
        problems.push_back({where,
                            {fmt::format("\"{}\" là một nhóm nhiều mục, không phải một ô", path),
                             fmt::format("\"{}\" is a group of members, not one value", path)},
                            {"Ghi đủ đến mục trong nhóm, ví dụ \"years.last.subjects.toan.level\"",
                             "name a member of it, such as \"years.last.subjects.toan.level\""}});
        return false;
    }
};

}  // namespace

record::Steps steps_of(const std::string& path) {
    record::Steps steps;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.size(), path.find('.', at));
        steps.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return steps;
}

Result<Plan> plan_of(const Mapping& mapping, const record::Schema& schema) {
    Planner planner(mapping, schema.json());
    Plan plan = planner.plan();
    if (planner.problems.empty()) planner.problems = constant_problems(plan, schema);
    if (!planner.problems.empty()) return tl::unexpected(Error{Fault::usage, std::move(planner.problems)});
    return plan;
}

}  // namespace hocba::exchange
