#include "engine/record/rules.h"
namespace hocba::record {
void check_tt27(const Record&, Findings&) {}
void check_person(const Record&, Findings&) {}
}  // namespace hocba::record
