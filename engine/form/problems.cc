#include "engine/form/problems.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/edit_distance.h"

namespace hocba::form {
namespace {

constexpr std::size_t kListed = 12;

}  // namespace

Text nearest_hint(std::string_view wrong, const std::vector<std::string>& known) {
    if (known.empty()) return {};
    wrong = wrong.substr(0, 64);
    const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
        return edit_distance<char>(wrong, a) < edit_distance<char>(wrong, b);
    });
    if (edit_distance<char>(wrong, *nearest) <= std::max<std::size_t>(2, wrong.size() / 3)) {
        return {fmt::format("Có phải là \"{}\"?", *nearest), fmt::format("did you mean \"{}\"?", *nearest)};
    }
    const auto end = known.begin() + static_cast<std::ptrdiff_t>(std::min(kListed, known.size()));
    const std::string list = fmt::format("{}", fmt::join(known.begin(), end, ", "));
    const char* more = known.size() > kListed ? ", …" : "";
    return {fmt::format("Ở đây có thể dùng: {}{}", list, more), fmt::format("known here: {}{}", list, more)};
}

}  // namespace hocba::form
