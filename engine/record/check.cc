#include <fmt/format.h>

#include <cctype>

#include "engine/record/record.h"
#include "engine/record/rules.h"

namespace hocba::record {
namespace {

void check_tt27(const Record& record, Findings& findings) {
    check_person(record, findings);
    const Json* years = record.json().find("years");
    if (years == nullptr || years->array() == nullptr) return;
    for (std::size_t i = 0; i < years->array()->size(); ++i) {
        const Json& json = (*years->array())[i];
        const Year year{json, fmt::format("{}/years/{}", record.place(), i), json.integer_or("grade", 0),
                        findings};
        check_class(year);
        check_subjects(year);
        check_result(year);
        check_completion(year);
    }
}

Problem placed(const Year& year, std::string_view member, Text what, Text hint) {
    return {fmt::format("{}/{}", year.where, member), std::move(what), std::move(hint)};
}

}  // namespace

void Year::contradiction(std::string_view member, Text what, Text hint) const {
    const Json* plan = json.find("individual_plan");
    const bool adjusted = plan != nullptr && plan->boolean() != nullptr && *plan->boolean();
    (adjusted ? findings.warnings : findings.errors)
        .push_back(placed(*this, member, std::move(what), std::move(hint)));
}

void Year::doubt(std::string_view member, Text what, Text hint) const {
    findings.warnings.push_back(placed(*this, member, std::move(what), std::move(hint)));
}

const Subject* subject_of(std::string_view key) {
    for (const Subject& subject : kSubjects)
        if (subject.key == key) return &subject;
    return nullptr;
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

Findings check(const Record& record, std::string_view otherwise) {
    Findings findings;
    const std::string circular = record.json().text_or("circular", otherwise);
    if (circular == "27/2020/TT-BGDĐT") {
        check_tt27(record, findings);
        return findings;
    }
    findings.warnings.push_back(
        {record.place() + "/circular",
         {fmt::format("Chưa có quy tắc kiểm tra cho \"{}\"; chỉ kiểm tra theo lược đồ", circular),
          fmt::format("there are no rules for \"{}\"; only its schema was checked", circular)},
         {"Người phụ trách tự đối chiếu với thông tư", "compare it with the circular by hand"}});
    return findings;
}

}  // namespace hocba::record
