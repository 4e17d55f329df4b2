#include <fmt/format.h>

#include "engine/record/record.h"
#include "engine/record/rules.h"

namespace hocba::record {
namespace {

/// Only their books have lines that a record may leave out without a word of the circular's rules.
bool is_secondary(const Circular& circular) {
    return circular.phases.front().grade >= 6;
}

void check_pupil(const Record& record, const Circular& circular, Findings& findings) {
    check_person(record, circular, findings);
    const Json* list = record.json().find("years");
    if (list == nullptr || list->array() == nullptr) return;
    std::vector<Year> years;
    for (const Json& json : *list->array())
        years.push_back(year_of(record, json, fmt::format("/years/{}", years.size()), circular, findings));
    check_order(years);
    for (const Year& year : years) {
        check_class(year);
        circular.check_year(year);
    }
    if (is_secondary(circular)) check_blank(record, years, findings);
}

Problem placed(const Year& year, std::string_view member, Text what, Text hint) {
    return {fmt::format("{}/{}", year.where, member), std::move(what), std::move(hint)};
}

Problem without_rules(const Record& record, std::string_view circular) {
    return {record.place() + "/circular",
            {fmt::format("Chưa có quy tắc kiểm tra cho \"{}\"; chỉ kiểm tra theo lược đồ", circular),
             fmt::format("there are no rules for \"{}\"; only its schema was checked", circular)},
            {"Người phụ trách tự đối chiếu với thông tư", "compare it with the circular by hand"}};
}

}  // namespace

void Year::contradiction(std::string_view member, Text what, Text hint) const {
    (flag(json, "individual_plan", false) ? findings.warnings : findings.errors)
        .push_back(placed(*this, member, std::move(what), std::move(hint)));
}

void Year::doubt(std::string_view member, Text what, Text hint) const {
    findings.warnings.push_back(placed(*this, member, std::move(what), std::move(hint)));
}

Text Year::cited(std::string_view vi, std::string_view en, std::string_view clause) const {
    return {fmt::format("{} ({}, {})", vi, circular.name, clause),
            fmt::format("{} ({}, {})", en, circular.name, clause)};
}

Year year_of(const Record& record, const Json& json, std::string where, const Circular& circular,
             Findings& findings) {
    return {json,
            record.place() + where,
            record.json().text_or("level"),
            json.integer_or("grade", 0),
            first_year(json.text_or("name")),
            circular,
            findings};
}

int first_year(std::string_view name) {
    if (name.size() != 9 || name[4] != '-') return 0;
    int year = 0;
    for (const char c : name.substr(0, 4)) {
        if (c < '0' || c > '9') return 0;
        year = year * 10 + (c - '0');
    }
    return year;
}

bool flag(const Json& json, std::string_view name, bool otherwise) {
    const Json* member = json.find(name);
    return member != nullptr && member->boolean() != nullptr ? *member->boolean() : otherwise;
}

Text listed(const std::vector<Text>& reasons) {
    constexpr std::size_t kMost = 3;
    Text out;
    for (std::size_t i = 0; i < reasons.size() && i < kMost; ++i) {
        out.vi += (i == 0 ? "" : "; ") + reasons[i].vi;
        out.en += (i == 0 ? "" : "; ") + reasons[i].en;
    }
    if (reasons.size() > kMost) out = {out.vi + "; …", out.en + "; …"};
    return out;
}

Findings check(const Record& record, std::string_view otherwise) {
    Findings findings;
    const std::string number = record.json().text_or("circular", otherwise);
    const Circular* circular = circular_of(number);
    if (circular == nullptr)
        findings.warnings.push_back(without_rules(record, number));
    else if (is_class_form(record))
        check_class_form(record, *circular, findings);
    else
        check_pupil(record, *circular, findings);
    return findings;
}

}  // namespace hocba::record
