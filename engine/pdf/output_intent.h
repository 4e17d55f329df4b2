// The output intent: sRGB (IEC 61966-2-1) as a small ICC profile made by hand.
#pragma once

#include <string>

#include "engine/pdf/writer.h"

namespace hocba::pdf {

/// An ICC.1:2010 (v4.2) matrix/TRC display profile of sRGB, adapted to D50.
std::string srgb_profile();

/// ISO 19005-3, 6.2.3: one GTS_PDFA1 intent, so that DeviceRGB and DeviceGray have a meaning.
Reference write_output_intent(Writer& writer);

}  // namespace hocba::pdf
