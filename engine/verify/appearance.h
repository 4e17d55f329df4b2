// The one appearance that a signing revision may draw in its field: a picture with a soft mask, and no text.
#pragma once

#include <array>
#include <optional>
#include <utility>

class QPDFObjectHandle;

namespace hocba::verify {

/// The objects of a drawn signature: form XObject, image and soft mask (number, generation).
using Drawn = std::array<std::pair<int, int>, 3>;

/// Nothing unless the field's appearance is, key for key, as engine/pdf/appearance.cc writes it, within the
/// field's rectangle. What a reader shows in a signature field can then say nothing of itself.
std::optional<Drawn> drawn_in(QPDFObjectHandle field);

}  // namespace hocba::verify
