// Marks as integer tenths (85 is 8,5): rounded half-up, shown, and never a floating-point number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace hocba::record {

/// `sum` / `divisor` rounded to a whole number, an exact half upwards; `sum` ≥ 0, `divisor` > 0.
constexpr std::int64_t half_up(std::int64_t sum, std::int64_t divisor) {
    return (2 * sum + divisor) / (2 * divisor);
}

/// 85 → "8,5" in Vietnamese, "8.5" in English.
Text shown(std::int64_t tenths);

/// A number as JSON writes it, in Vietnamese: "8.75" → "8,75"; also within a sentence.
std::string decimal_comma(std::string_view written);

/// How a quotient is rounded: "51,6 / 8 = 6,45 → 6,5" for an exact half, else "46,5 / 7 = 6,6".
Text division(std::int64_t sum, std::int64_t divisor);

}  // namespace hocba::record
