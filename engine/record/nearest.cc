#include "engine/record/nearest.h"

#include <algorithm>
#include <numeric>

#include "engine/base/utf8.h"

namespace hocba::record {
namespace {

constexpr std::size_t kLongestName = 64;  // longer text is no misspelt name

std::size_t distance(std::u32string_view a, std::u32string_view b) {
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

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
    if (name.size() > kLongestName) return "";
    const std::u32string wanted = code_points(upper(name));
    std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    std::string found;
    for (const std::string& candidate : known) {
        const std::size_t d = distance(wanted, code_points(upper(candidate)));
        if (d >= best) continue;
        best = d;
        found = candidate;
    }
    return found;
}

}  // namespace hocba::record
