#include "engine/record/definitions.h"

#include <fmt/format.h>

#include "engine/record/nearest.h"
#include "engine/record/place.h"

namespace hocba::record {
namespace {

constexpr std::string_view kShared = "../definitions.json#/";
constexpr int kDeepest = 64;  // so that a circle ends

struct Expander {
    const Json& definitions;
    std::vector<Problem>& problems;

    void operator()(Json& schema, const std::string& where, int depth) {
        if (auto* items = schema.array())
            for (std::size_t i = 0; i < items->size(); ++i)
                (*this)((*items)[i], child(where, std::to_string(i)), depth);
        if (schema.object() == nullptr) return;
        const std::string reference = schema.text_or("$ref");
        if (reference.starts_with(kShared)) replace(schema, reference.substr(kShared.size()), where, depth);
        if (schema.object() == nullptr) return;
        for (auto& [name, member] : *schema.object()) (*this)(member, child(where, name), depth + 1);
    }

    void replace(Json& schema, const std::string& name, const std::string& where, int depth) {
        const Json* found = definitions.find(name);
        if (found == nullptr || found->object() == nullptr || depth > kDeepest) return unknown(name, where);
        Json::Object beside = std::move(*schema.object());
        schema = *found;
        for (auto& [member, value] : beside)
            if (member != "$ref") (*schema.object())[member] = std::move(value);
        if (schema.find("$ref") != nullptr) (*this)(schema, where, depth + 1);
    }

    void unknown(const std::string& name, const std::string& where) {
        std::vector<std::string> known;
        if (definitions.object() != nullptr)
            for (const auto& [member, value] : *definitions.object()) known.push_back(member);
        const std::string near = nearest(name, known);
        problems.push_back(
            {where,
             {fmt::format("definitions.json không có \"{}\", hoặc nó trỏ vòng về chính nó", name),
              fmt::format("definitions.json has no \"{}\", or it leads back to itself", name)},
             near.empty() ? Text{}
                          : Text{fmt::format("Có phải {}?", near), fmt::format("did you mean {}?", near)}});
    }
};

}  // namespace

void expand(Json& schema, const Json& definitions, const std::string& where, std::vector<Problem>& problems) {
    Expander{definitions, problems}(schema, where, 0);
}

}  // namespace hocba::record
