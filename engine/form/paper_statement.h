// What is printed with a scan of paper: a first page that says what it is and who answers for it, and a line
// below each picture.
#pragma once

#include "engine/form/flow.h"
#include "engine/form/paper.h"

namespace hocba::form {

/// Height of the line below a picture, added to the paper's own.
inline constexpr Length kStrip{9000};

/// The first pages: whose paper, that it is a copy, what was checked and what was not, every sheet, and the
/// slots "principal" and "school" (QĐ 1789/QĐ-SGDĐT, Điều 22.3a).
Flow statement_of(const Paper& paper);

/// The line below picture `sheet` (from 0), on a page of its own size.
Flow strip_of(const Paper& paper, std::size_t sheet);

}  // namespace hocba::form
