// Embedded files with their relationship to the document (ISO 19005-3, 6.8 and annex E).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/pdf/pdf.h"
#include "engine/pdf/writer.h"

namespace hocba::pdf {

/// "Source", "Data", …
std::string_view relationship_name(Relationship relationship);

/// Entries of the catalog: /AF and /Names, or nothing.
std::string write_attachments(Writer& writer, const std::vector<Attachment>& attachments);

}  // namespace hocba::pdf
