// MOET's XML: a record or an error with a place, never more; and its signatures, which are never right by
// accident.
#include <cstdlib>

#include "engine/record/moet_xml.h"
#include "engine/record/record.h"
#include "engine/sign/xml_signature.h"
#include "engine/verify/xml_reading.h"
#include "tests/fuzz/target.h"

using namespace hocba;

void fuzz_one(std::string_view bytes) {
    static const bool ready = (sign::prepare_xml_inspection(), true);
    static_cast<void>(ready);
    const auto record = record::from_moet_xml(bytes, "in.xml");
    if (!record && record.error().problems.empty()) std::abort();
    const auto reading = verify::decode_xml(verify::encode(verify::read_xml(bytes, "in.xml")));
    if (!reading) std::abort();
}
