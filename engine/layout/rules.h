// The rules of a page: borders of neighbouring cells become one stroke.
#pragma once

#include <vector>

#include "engine/page/page.h"

namespace hocba::layout {

/// The four edges of an area, each stroke centred on its edge and long enough to close the corners.
void add_frame(std::vector<page::Stroke>& rules, const Rect& area, Length width, Colour colour);

/// Strokes on one line, of one width and colour, that touch or overlap are joined; sorted.
std::vector<page::Stroke> joined(std::vector<page::Stroke> rules);

}  // namespace hocba::layout
