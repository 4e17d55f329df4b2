// Header, footer and the mark of a draft: drawn last, when the number of pages is known.
#pragma once

#include "engine/layout/measure.h"
#include "engine/layout/place.h"

namespace hocba::layout {

/// Fault::form if a header or footer is taller than the form gave it.
Result<void> furnish(page::Pages& pages, const form::Flow& flow, Measurer& measurer, Slots& slots);

}  // namespace hocba::layout
