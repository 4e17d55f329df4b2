#include "engine/record/nearest.h"

#include <algorithm>

#include "engine/base/edit_distance.h"
#include "engine/base/utf8.h"

namespace hocba::record {
namespace {

constexpr std::size_t kLongestName = 64;  // longer text is no misspelt name

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
    if (name.size() > kLongestName) return "";
    const std::u32string wanted = code_points(upper(name));
    std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    std::string found;
    for (const std::string& candidate : known) {
        const std::size_t d = edit_distance<char32_t>(wanted, code_points(upper(candidate)));
        if (d >= best) continue;
        best = d;
        found = candidate;
    }
    return found;
}

}  // namespace hocba::record
