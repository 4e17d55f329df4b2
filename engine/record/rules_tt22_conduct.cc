// Kết quả rèn luyện of the year from those of its terms.
#include <fmt/format.h>

#include "engine/record/rules_tt22.h"

namespace hocba::record::tt22 {
namespace {

constexpr auto good = Level::good, fair = Level::fair, passed = Level::passed, not_passed = Level::not_passed;

/// A row for term 2, a column for term 1, each from Chưa đạt to Tốt.
constexpr std::array<std::array<Level, 4>, 4> kYear{{
    {not_passed, not_passed, not_passed, not_passed},
    {passed, passed, passed, fair},
    {passed, fair, fair, fair},
    {fair, fair, good, good},
}};

}  // namespace

void check_conduct(const Year& year) {
    const auto first = level_in(year, "conduct", "term1"), second = level_in(year, "conduct", "term2"),
               found = level_in(year, "conduct", "year");
    if (!first || !second || !found) return;
    const Level expected = kYear[static_cast<std::size_t>(*second)][static_cast<std::size_t>(*first)];
    if (*found == expected) return;
    year.contradiction(
        "conduct/year",
        year.cited(
            fmt::format("Rèn luyện cả năm ghi \"{}\", nhưng học kì I {}, học kì II {} phải là \"{}\"",
                        name_of(*found), name_of(*first), name_of(*second), name_of(expected)),
            fmt::format("conduct of the year says \"{}\", but {} in term 1 and {} in term 2 give \"{}\"",
                        name_of(*found), name_of(*first), name_of(*second), name_of(expected)),
            kConduct),
        {"Sửa kết quả rèn luyện cả năm hoặc của học kì", "correct the level of the year or of a term"});
}

}  // namespace hocba::record::tt22
