// Finds the plain objects of a document of ours through its chain of cross-reference streams (7.5.8).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/pdf/pdf.h"

namespace hocba::pdf {

/// The newest state. `places[n]` is the offset of plain object n, 0 if it is free or in an object stream.
struct CrossReference {
    std::uint64_t start = 0;   // offset of the newest cross-reference stream
    std::string_view trailer;  // its dictionary
    std::vector<std::uint64_t> places;
};

/// Fault::document if `pdf` was not written by us.
Result<CrossReference> read_cross_reference(std::string_view pdf);

/// The dictionary of a plain object.
Result<std::string_view> plain_dictionary(std::string_view pdf, const CrossReference& table, int number);

/// What `signature_fields` answers, for who has the table already.
Result<std::vector<SignatureField>> fields_of(std::string_view pdf, const CrossReference& table);

}  // namespace hocba::pdf
