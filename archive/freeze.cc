#include "archive/freeze.h"

#include <algorithm>
#include <optional>

namespace hocba::archive {
namespace {

std::optional<Date> day_in(std::string_view year, const std::string& month_and_day) {
    return parse_date(std::string(year) + "-" + month_and_day);
}

const Json* year_of(const Json& record, std::string_view name) {
    const Json* years = record.find("years");
    if (years == nullptr || years->array() == nullptr || years->array()->empty()) return nullptr;
    for (const Json& year : *years->array())
        if (year.text_or("name") == name) return &year;
    return &years->array()->back();
}

/// A member of that name at any depth: subjects, conduct and learning each have their own.
bool has_member(const Json& json, std::string_view name) {
    const auto is_there = [name](const Json& inner) { return has_member(inner, name); };
    if (const auto* items = json.array()) return std::any_of(items->begin(), items->end(), is_there);
    const auto* members = json.object();
    if (members == nullptr) return false;
    return members->count(name) != 0 ||
           std::any_of(members->begin(), members->end(),
                       [&](const auto& member) { return is_there(member.second); });
}

}  // namespace

bool is_lawful(const Freeze& freeze) {
    constexpr std::string_view common_year = "2023";  // 29 February is no day of every year
    return day_in(common_year, freeze.usual) && day_in(common_year, freeze.reassessed);
}

bool awaits_reassessment(const Json& record, std::string_view school_year) {
    const Json* year = year_of(record, school_year);
    if (year == nullptr) return false;
    if (has_member(*year, "retest") || has_member(*year, "after_retest") || has_member(*year, "summer"))
        return true;
    const Json* promoted = year->find("promoted");
    const bool refused = promoted != nullptr && promoted->boolean() != nullptr && !*promoted->boolean();
    return refused && !has_member(*year, "denied");
}

bool is_frozen(const Freeze& freeze, std::string_view school_year, bool reassessed, Instant now) {
    constexpr std::size_t written = 9;  // "2023-2024"
    if (school_year.size() != written || school_year[4] != '-') return true;
    const auto day = day_in(school_year.substr(5), reassessed ? freeze.reassessed : freeze.usual);
    return !day || now >= start_of(*day);
}

}  // namespace hocba::archive
