// A record of a whole class: its class and year here, its pupils by the circular's rules.
#include "engine/record/rules.h"

namespace hocba::record {

bool is_class_form(const Record& record) {
    return record.json().find("pupil") == nullptr && record.json().find("years") == nullptr;
}

void check_class_form(const Record& record, const Circular& circular, Findings& findings) {
    const Json* json = record.json().find("year");
    if (json == nullptr || json->object() == nullptr) return;
    const Year year = year_of(record, *json, "/year", circular, findings);
    check_class(year);
    if (circular.check_class_book != nullptr) circular.check_class_book(record, year);
}

}  // namespace hocba::record
