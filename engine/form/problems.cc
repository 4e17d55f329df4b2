#include "engine/form/problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace hocba::form {
namespace {

constexpr std::size_t kListed = 12;

/// Levenshtein's distance over bytes.
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

}  // namespace

Text nearest_hint(std::string_view wrong, const std::vector<std::string>& known) {
    if (known.empty()) return {};
    wrong = wrong.substr(0, 64);
    const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
        return edits(wrong, a) < edits(wrong, b);
    });
    if (edits(wrong, *nearest) <= std::max<std::size_t>(2, wrong.size() / 3)) {
        return {fmt::format("Có phải là \"{}\"?", *nearest), fmt::format("did you mean \"{}\"?", *nearest)};
    }
    const auto end = known.begin() + static_cast<std::ptrdiff_t>(std::min(kListed, known.size()));
    const std::string list = fmt::format("{}", fmt::join(known.begin(), end, ", "));
    const char* more = known.size() > kListed ? ", …" : "";
    return {fmt::format("Ở đây có thể dùng: {}{}", list, more), fmt::format("known here: {}{}", list, more)};
}

}  // namespace hocba::form
