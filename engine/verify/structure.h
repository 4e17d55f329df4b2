// A PDF through libqpdf without repair: fields, attachments, properties, and what each revision changes.
// Only for the child of sandbox.h.
#pragma once

#include <string_view>
#include <vector>

#include "engine/verify/facts.h"

namespace hocba::verify {

/// Never throws but std::bad_alloc; what cannot be read is a fault.
Facts describe(std::string_view pdf, const std::vector<Revision>& revisions);

}  // namespace hocba::verify
