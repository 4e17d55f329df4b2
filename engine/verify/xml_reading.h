// What the limited child reads of an untrusted MOET XML: its signatures and its data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/sandbox/sandbox.h"
#include "engine/sign/xml_signature.h"

namespace hocba::verify {

struct XmlReading {
    sign::XmlFacts signatures;
    Json data;                      // the record that the XML tells; null if it cannot be read
    std::vector<Problem> problems;  // of its structure (CV 2088, phụ lục 1.1)
};

/// The work itself: no limits.
XmlReading read_xml(std::string_view xml, const std::string& name);
/// As JSON, to go through the pipe.
std::string encode(const XmlReading& reading);
std::optional<XmlReading> decode_xml(std::string_view text);

/// In a limited child. `fault` is "parser-crashed" or "parser-limits" if it did not come to an end.
struct XmlRead {
    XmlReading reading;
    std::string fault;
};
XmlRead read_xml_limited(std::string_view xml, const std::string& name, const sandbox::Deadline& deadline);

}  // namespace hocba::verify
