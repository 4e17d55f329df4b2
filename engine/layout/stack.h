// Blocks under one another: the spaces between them, and cutting them where a page ends.
#pragma once

#include <cstddef>
#include <optional>

#include "engine/layout/tree.h"

namespace hocba::layout {

/// Sets every gap (the larger of two neighbours' spaces; none above the first) and returns the height.
Length settle(Content& content);

/// What fits `available` from content[first…last − 1] on; `first` moves past it, a cut block stays with its
/// rest. `full` is the height of an empty page here: only what is taller may be cut against its wish.
Content take(Content& content, std::size_t& first, std::size_t last, Length available, Length full);

/// The front of one block that does not fit as a whole; the block keeps the rest. Nothing if no part fits.
std::optional<Node> take_part(Node& node, Length available, Length full);

/// The height of the smallest front part.
Length smallest_part(const Node& node);

}  // namespace hocba::layout
