// MOET's XML: a record or an error with a place, never more.
#include <cstdlib>

#include "engine/record/moet_xml.h"
#include "engine/record/record.h"
#include "tests/fuzz/target.h"

using namespace hocba;

void fuzz_one(std::string_view bytes) {
    const auto record = record::from_moet_xml(bytes, "in.xml");
    if (!record && record.error().problems.empty()) std::abort();
    static_cast<void>(record::read_moet_xml(bytes, "in.xml"));
}
