#include "engine/record/record.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "engine/record/definitions.h"
#include "engine/record/schema_keywords.h"
#include "engine/record/violation.h"

namespace hocba::record {

/// valijson's schema, and validators at rest: each keeps its compiled patterns, and one serves one thread.
struct Schema::Compiled {
    Json json;
    valijson::Schema schema;

    std::unique_ptr<valijson::Validator> take() const {
        const std::lock_guard guard(mutex);
        if (idle.empty()) return std::make_unique<valijson::Validator>(valijson::Validator::kStrongTypes);
        std::unique_ptr<valijson::Validator> validator = std::move(idle.back());
        idle.pop_back();
        return validator;
    }
    void put_back(std::unique_ptr<valijson::Validator> validator) const {
        const std::lock_guard guard(mutex);
        idle.push_back(std::move(validator));
    }

  private:
    mutable std::mutex mutex;
    mutable std::vector<std::unique_ptr<valijson::Validator>> idle;
};

namespace {

struct ToNlohmann {
    nlohmann::json operator()(std::nullptr_t) const { return nullptr; }
    nlohmann::json operator()(bool b) const { return b; }
    nlohmann::json operator()(std::int64_t n) const { return n; }
    nlohmann::json operator()(double n) const { return n; }
    nlohmann::json operator()(const std::string& text) const { return text; }
    nlohmann::json operator()(const Json::Array& items) const {
        nlohmann::json out = nlohmann::json::array();
        for (const Json& item : items) out.push_back(std::visit(*this, item.value));
        return out;
    }
    nlohmann::json operator()(const Json::Object& members) const {
        nlohmann::json out = nlohmann::json::object();
        for (const auto& [name, value] : members) out[name] = std::visit(*this, value.value);
        return out;
    }
};

/// valijson's "format" throws on what is no string and its patterns recurse once a digit: dates are ours
/// (violation.cc). As the name of a property, "format" has an object.
void remove_formats(nlohmann::json& schema) {
    if (schema.is_object() && schema.contains("format") && schema["format"].is_string())
        schema.erase("format");
    for (nlohmann::json& member : schema)
        if (member.is_structured()) remove_formats(member);
}

/// valijson writes "<root>", "[years]", "[0]".
Steps steps_of(const std::vector<std::string>& context) {
    Steps steps;
    for (std::size_t i = 1; i < context.size(); ++i)
        steps.push_back(context[i].substr(1, context[i].size() - 2));
    return steps;
}

/// A parent says only that one of its children failed.
bool is_parent(const Violation& violation) {
    return violation.description.starts_with("Failed to validate");
}

}  // namespace

Result<Schema> Schema::parse(std::string_view bytes, const std::string& name, const Json& definitions) {
    Result<Json> json = parse_json(bytes, name);
    if (!json) return tl::unexpected(Error{Fault::form, std::move(json).error().problems});
    std::vector<Problem> problems;
    expand(*json, definitions, name, problems);
    if (problems.empty()) problems = keyword_problems(*json, name);
    if (!problems.empty()) return tl::unexpected(Error{Fault::form, std::move(problems)});
    const auto compiled = std::make_shared<Compiled>();
    try {
        nlohmann::json document = std::visit(ToNlohmann{}, json->value);
        remove_formats(document);
        const valijson::adapters::NlohmannJsonAdapter adapter(document);
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter, compiled->schema);
    } catch (const std::exception& failure) {
        return fail(
            Fault::form, name,
            {std::string("Lược đồ sai: ") + failure.what(), std::string("bad schema: ") + failure.what()});
    }
    compiled->json = std::move(*json);
    Schema schema;
    schema.compiled_ = compiled;
    return schema;
}

const Json& Schema::json() const {
    return compiled_->json;
}

std::vector<Violation> violations(const Schema& schema, const Json& value) {
    std::vector<Violation> found;
    try {
        const nlohmann::json document = std::visit(ToNlohmann{}, value.value);
        const valijson::adapters::NlohmannJsonAdapter target(document);
        valijson::ValidationResults results;
        auto validator = schema.compiled().take();
        validator->validate(schema.compiled().schema, target, &results);
        schema.compiled().put_back(std::move(validator));
        for (const auto& error : results) found.push_back({steps_of(error.context), error.description});
    } catch (const std::exception& failure) {
        return {{{}, failure.what()}};
    }
    const bool leaves = !std::all_of(found.begin(), found.end(), is_parent);
    if (leaves) found.erase(std::remove_if(found.begin(), found.end(), is_parent), found.end());
    return found;
}

}  // namespace hocba::record
