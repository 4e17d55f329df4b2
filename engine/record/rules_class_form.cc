// A record of a whole class: its year, and every pupil's averages where the circular has a formula for them.
#include <fmt/format.h>

#include "engine/record/rules.h"
#include "engine/record/rules_tt22.h"

namespace hocba::record {
namespace {

/// A sheet of one subject has the marks in the pupil, a sheet of all has them in the pupil's `subjects`.
void check_averages(const Year& pupil, const std::string& subject) {
    if (pupil.json.find("subjects") != nullptr)
        tt22::check_averages(pupil);
    else
        tt22::check_scored(pupil, {subject, "", pupil.json});
}

}  // namespace

void check_class_form(const Record& record, const Circular& circular, Findings& findings) {
    const Json* json = record.json().find("year");
    const Json* pupils = record.json().find("pupils");
    if (json == nullptr || json->object() == nullptr || pupils->array() == nullptr) return;
    const Year year = year_of(record, *json, "/year", circular, findings);
    check_class(year);
    if (circular.check_year != tt22::check_year) return;
    for (std::size_t i = 0; i < pupils->array()->size(); ++i) {
        const Json& pupil = (*pupils->array())[i];
        check_averages({pupil, fmt::format("{}/pupils/{}", record.place(), i), year.level, year.grade,
                        year.start, circular, findings},
                       pupil.text_or("name"));
    }
}

}  // namespace hocba::record
