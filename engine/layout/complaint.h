// Complaints of layout: what does not fit, and by how many millimetres.
#pragma once

#include <string>

#include "engine/base/geometry.h"
#include "engine/base/result.h"

namespace hocba::layout {

/// Fault::form; "…: thiếu 3,7 mm" / "…: 3.7 mm are missing", rounded up.
tl::unexpected<Error> does_not_fit(const std::string& where, const Text& what, Length missing);

}  // namespace hocba::layout
