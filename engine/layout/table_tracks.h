// Column widths: fixed lengths, and shares of what is left.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/form/flow.h"

namespace hocba::layout {

/// Each column's left and right edge, from the left of the whole.
struct Track {
    Length left, right;
};

/// Shares are exact: the last one ends at `width`. Fault::form with the millimetres that are missing.
Result<std::vector<Track>> tracks_of(const std::vector<form::Track>& tracks, Length gap, Length width,
                                     const std::string& where);

}  // namespace hocba::layout
