#include "engine/exchange/mapping_tree.h"

#include <algorithm>
#include <vector>

namespace hocba::exchange {
namespace {

bool is_index(const std::string& name) {
    return name == "last" || name.find_first_not_of("0123456789") == name.npos;
}

bool before(const std::string& a, const std::string& b) {
    if (a == "last" || b == "last") return b == "last" && a != "last";
    return std::pair(a.size(), a) < std::pair(b.size(), b);
}

/// The members' names in the order of an array; empty if it is none.
std::vector<std::string> indices(const Json::Object& members) {
    std::vector<std::string> names;
    for (const auto& [name, member] : members) {
        if (!is_index(name)) return {};
        names.push_back(name);
    }
    std::sort(names.begin(), names.end(), before);
    return names;
}

}  // namespace

void put(Json& tree, const record::Steps& steps, Json value) {
    Json* at = &tree;
    for (const std::string& step : steps) {
        if (at->object() == nullptr) *at = Json::Object{};
        at = &(*at->object())[step];
    }
    *at = std::move(value);
}

Json materialised(const Json& tree) {
    const Json::Object* members = tree.object();
    if (members == nullptr) return tree;
    if (const auto names = indices(*members); !names.empty()) {
        Json::Array items;
        for (const std::string& name : names) items.push_back(materialised(members->at(name)));
        return items;
    }
    Json::Object made;
    for (const auto& [name, member] : *members) made[name] = materialised(member);
    return made;
}

std::string pointer_in(const Json& tree, const record::Steps& steps) {
    std::string pointer;
    const Json* at = &tree;
    for (const std::string& step : steps) {
        const Json::Object* members = at->object();
        if (members == nullptr) return pointer;
        const auto names = indices(*members);
        const auto index = std::find(names.begin(), names.end(), step) - names.begin();
        pointer = record::child(pointer, names.empty() ? step : std::to_string(index));
        at = at->find(step);
        if (at == nullptr) return pointer;
    }
    return pointer;
}

}  // namespace hocba::exchange
