// The circulars that have rules here, and the school years in which each applies to a grade.
#include <algorithm>
#include <array>

#include "engine/record/rules.h"
#include "engine/record/rules_tt22.h"
#include "engine/record/rules_tt27.h"

namespace hocba::record {
namespace {

// TT 27/2020, Điều 2: grade 1 from 2020-2021, one grade more each year.
constexpr std::array<Phase, 5> kTt27{{{1, 2020, kStillApplies},
                                      {2, 2021, kStillApplies},
                                      {3, 2022, kStillApplies},
                                      {4, 2023, kStillApplies},
                                      {5, 2024, kStillApplies}}};

// From memory, as handbooks have it; the circular's text is not at hand.
constexpr std::array<Phase, 7> kTt22{{{6, 2021, kStillApplies},
                                      {7, 2022, kStillApplies},
                                      {8, 2023, kStillApplies},
                                      {9, 2024, kStillApplies},
                                      {10, 2022, kStillApplies},
                                      {11, 2023, kStillApplies},
                                      {12, 2024, kStillApplies}}};

constexpr std::array<Circular, 2> kCirculars{{
    {"27/2020/TT-BGDĐT", "Thông tư 27/2020/TT-BGDĐT", "Phụ lục 1", "Điều 2", "Điều 9 khoản 2", kTt27,
     tt27::check_year},
    {"22/2021/TT-BGDĐT", "Thông tư 22/2021/TT-BGDĐT", "mẫu học bạ", "lộ trình áp dụng", "kết quả cả năm học",
     kTt22, tt22::check_year},
}};

}  // namespace

const Circular* circular_of(std::string_view number) {
    const auto found = std::find_if(kCirculars.begin(), kCirculars.end(),
                                    [&](const Circular& circular) { return circular.number == number; });
    return found == kCirculars.end() ? nullptr : &*found;
}

}  // namespace hocba::record
