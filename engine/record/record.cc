#include "engine/record/record.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/digest.h"
#include "engine/record/size.h"
#include "engine/record/tenths.h"
#include "engine/record/text.h"
#include "engine/record/violation.h"

namespace hocba::record {
namespace {

/// Marks with `"x-unit": "tenths"` as integer tenths; a mark with a second decimal is a problem.
struct Tenths {
    const Json& root;
    std::vector<Problem>& problems;

    void operator()(const Json* schema, Json& value, const std::string& where) {
        schema = resolved(root, schema);
        if (schema == nullptr) return;
        if (schema->text_or("x-unit") == "tenths") return convert(value, where);
        if (auto* members = value.object())
            for (auto& [name, member] : *members)
                (*this)(member_schema(schema, name), member, child(where, name));
        const Json* items = schema->find("items");
        if (auto* values = value.array(); values != nullptr && items != nullptr)
            for (std::size_t i = 0; i < values->size(); ++i)
                (*this)(items, (*values)[i], child(where, std::to_string(i)));
    }

    static const Json* member_schema(const Json* schema, const std::string& name) {
        const Json* properties = schema->find("properties");
        const Json* member = properties == nullptr ? nullptr : properties->find(name);
        return member != nullptr ? member : schema->find("additionalProperties");
    }

    void convert(Json& value, const std::string& where) {
        if (const std::int64_t* whole = value.integer()) {
            value = Json(*whole * 10);
            return;
        }
        const double* mark = std::get_if<double>(&value.value);
        if (mark == nullptr) return;
        const double tenths = std::round(*mark * 10);
        if (std::fabs(tenths / 10 - *mark) < 1e-9) {
            value = Json(static_cast<std::int64_t>(tenths));
            return;
        }
        const std::string written = canonical(value);
        problems.push_back(
            {where,
             {fmt::format("Điểm {} có hơn một chữ số thập phân", decimal_comma(written)),
              fmt::format("the mark {} has more than one decimal", written)},
             {"Làm tròn đến một chữ số thập phân, ví dụ 8,75 thành 8,8 (trong tệp JSON ghi dấu chấm: 8.8)",
              "round it to one decimal, such as 8.75 to 8.8"}});
    }
};

}  // namespace

Result<Record> from_json(Json json, const Schema& schema, const std::string& place) {
    if (canonical(json).size() > kLargestRecord) return too_large(json, place);
    std::vector<Problem> problems;
    Record record;
    record.place_ = place;
    record.given_ = normalised(std::move(json), place, problems);
    for (Problem& problem : schema_problems(schema, record.given_, place))
        problems.push_back(std::move(problem));
    if (problems.empty()) {
        record.json_ = record.given_;
        Tenths{schema.json(), problems}(&schema.json(), record.json_, place);
    }
    if (!problems.empty()) return tl::unexpected(Error{Fault::record, std::move(problems)});
    return record;
}

const Json* last_year(const Json& record) {
    const Json* years = record.find("years");
    if (years == nullptr) return record.find("year");
    return years->array() == nullptr || years->array()->empty() ? nullptr : &years->array()->back();
}

Result<Record> parse(std::string_view bytes, const Schema& schema, const std::string& place) {
    Result<Json> json = read_record(bytes, place);
    if (!json) return forward(std::move(json));
    return from_json(std::move(*json), schema, place);
}

Json as_unit(Json record) {
    Json::Object* members = record.object();
    const auto years = members == nullptr ? Json::Object::iterator{} : members->find("years");
    if (members == nullptr || years == members->end()) return record;
    if (Json::Array* items = years->second.array(); items != nullptr && items->size() > 1)
        items->erase(items->begin(), items->end() - 1);
    return record;
}

std::string Record::digest() const {
    return sha256(canonical(json_));
}

std::string Record::bytes() const {
    return canonical(given_);
}

}  // namespace hocba::record
