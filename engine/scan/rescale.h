// Larger, smaller and sharper pictures, in which a symbol is found that was not found in the first.
#pragma once

#include "engine/scan/grey.h"

namespace hocba::scan {

/// A filter's weight at a distance in pixels of the original, and where it ends.
struct Filter {
    double reach;
    double (*weight)(double distance);
};
extern const Filter kBicubic;   // Keys (1981), a = −1/2
extern const Filter kLanczos;   // three lobes
extern const Filter kTriangle;  // linear; for a smaller picture the mean

/// Both sides by `factor`, to the nearest pixel.
Grey scaled(const Grey& grey, double factor, const Filter& filter);
/// Each pixel the mean of those up to `reach` away in each direction, itself included; at the rim, of those
/// that there are.
Grey blurred(const Grey& grey, int reach);
/// Each pixel moved away from that mean, by `times` of what it differs.
Grey sharpened(const Grey& grey, int reach, int times);

}  // namespace hocba::scan
