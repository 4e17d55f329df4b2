#include "engine/record/rules_tt27.h"

namespace hocba::record::tt27 {

void check_year(const Year& year) {
    check_subjects(year);
    check_result(year);
    check_completion(year);
}

}  // namespace hocba::record::tt27
