// The XMP packet (ISO 16684-1; ISO 19005-3, 6.6) and the information dictionary that says the same.
#pragma once

#include <string>

#include "engine/pdf/pdf.h"
#include "engine/pdf/writer.h"

namespace hocba::pdf {

constexpr std::string_view kPropertyNamespace = "urn:hocba:xmp:1#";

std::string xmp(const Info& info);

Reference write_metadata(Writer& writer, const Info& info);
Reference write_information(Writer& writer, const Info& info);

}  // namespace hocba::pdf
