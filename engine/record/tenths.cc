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

std::string decimal_comma(std::string_view written) {
    std::string out(written);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t i = 1; i + 1 < out.size(); ++i)
        if (out[i] == '.' && is_digit(out[i - 1]) && is_digit(out[i + 1])) out[i] = ',';
    return out;
}

Text division(std::int64_t sum, std::int64_t divisor) {
    return {quotient(sum, divisor, ','), quotient(sum, divisor, '.')};
}

}  // namespace hocba::record
