// Empty signature fields, merged with their widgets (ISO 32000-1, 12.7.4.5, 12.5.6.19).
#pragma once

#include <string>
#include <vector>

#include "engine/page/page.h"
#include "engine/pdf/structure.h"
#include "engine/pdf/writer.h"

namespace hocba::pdf {

/// In the order of the pages. All lie outside object streams: a signature replaces them.
std::vector<Widget> write_fields(Writer& writer, const page::Pages& pages,
                                 const std::vector<Reference>& page_references);

/// The interactive form; never changed afterwards.
Reference write_form(Writer& writer, const std::vector<Widget>& widgets);

}  // namespace hocba::pdf
