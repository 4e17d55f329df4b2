// The mask of a QR symbol (ISO/IEC 18004, 7.8): the least penalty, counted on rows of bits.
#pragma once

#include "engine/base/modules.h"

namespace hocba::qr {

/// `masked` bears mask 0 at level M; `fixed` is 1 where no mask applies. Returns the same symbol under the
/// mask that libqrencode would choose: the first of the lowest penalty.
Modules with_best_mask(const Modules& masked, const Modules& fixed);

}  // namespace hocba::qr
