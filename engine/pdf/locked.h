// The signature that ended the procedure: only evidence and timestamps may follow it.
#pragma once

#include <string_view>

#include "engine/base/result.h"
#include "engine/pdf/cross_reference.h"
#include "engine/pdf/pdf.h"

namespace hocba::pdf {

/// The signed field with /Lock. Fault::signing if there is none yet, or if the file is too large to grow.
Result<SignatureField> locked_field(std::string_view pdf, const CrossReference& table);

}  // namespace hocba::pdf
