#include "engine/record/tenths.h"

#include <fmt/format.h>

namespace hocba::record {
namespace {

std::string written(std::int64_t tenths, char point) {
    return fmt::format("{}{}{}", tenths / 10, point, tenths % 10);
}

std::string quotient(std::int64_t sum, std::int64_t divisor, char point) {
    const bool half = 2 * (sum % divisor) == divisor;
    const std::string exact = half ? fmt::format("{}5 → ", written(sum / divisor, point)) : "";
    return fmt::format("{} / {} = {}{}", written(sum, point), divisor, exact,
                       written(half_up(sum, divisor), point));
}

}  // namespace

Text shown(std::int64_t tenths) {
    return {written(tenths, ','), written(tenths, '.')};
}

Text division(std::int64_t sum, std::int64_t divisor) {
    return {quotient(sum, divisor, ','), quotient(sum, divisor, '.')};
}

}  // namespace hocba::record
