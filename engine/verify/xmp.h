// Our own properties out of an XMP packet (ISO 16684-1), without an XML parser: the writer is ours too.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace hocba::verify {

/// Name and value of every element or attribute in the namespace urn:hocba:xmp:1#. A property that stands
/// twice with different values is given as "" (nobody may choose one of them).
std::map<std::string, std::string> xmp_properties(std::string_view packet);

}  // namespace hocba::verify
