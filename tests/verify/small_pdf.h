// PDFs by hand for tests: every byte is ours, with a classic cross-reference table.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace hocba::test {

/// Object numbers and their bodies ("<< … >>").
using Objects = std::map<int, std::string>;

/// A catalog (1), pages (2), one page (3) with its content (4), the form (5), and two signature fields:
/// "principal" (6) and "school" (7, which locks).
Objects small_document();
/// The bytes of a first revision.
std::string written(const Objects& objects);
/// An appended revision with those objects.
std::string appended(const std::string& base, const Objects& objects, const std::string& trailer = "");

/// A signature dictionary as object `value` in field `field`, over all but its gap; `contents` is what stands
/// between < and >.
std::string with_signature(const std::string& base, int field, int value, std::string_view contents);

/// A document timestamp in a new field "timestamp1", which has those entries more, and its value behind it.
std::string with_timestamp(const std::string& base, int field, std::string_view contents,
                           const std::string& field_more = "");

/// A flate stream object of `size` zero bytes.
std::string flate_zeros(std::size_t size, const std::string& entries);

}  // namespace hocba::test
