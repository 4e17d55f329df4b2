// The circulars that have rules here, and the school years in which each applies to a grade.
#include <algorithm>
#include <array>

#include "engine/record/rules.h"
#include "engine/record/rules_tt22.h"
#include "engine/record/rules_tt27.h"
#include "engine/record/rules_tt30.h"
#include "engine/record/rules_tt58.h"

namespace hocba::record {
namespace {

// TT 27/2020, Điều 2: grade 1 from 2020-2021, one grade more each year.
constexpr std::array<Phase, 5> kTt27{{{1, 2020, kStillApplies},
                                      {2, 2021, kStillApplies},
                                      {3, 2022, kStillApplies},
                                      {4, 2023, kStillApplies},
                                      {5, 2024, kStillApplies}}};

// TT 30/2014 is of 28 August 2014; TT 27/2020, Điều 3 leaves it in force until Điều 2 reaches the grade.
constexpr std::array<Phase, 5> kTt30{
    {{1, 2014, 2019}, {2, 2014, 2020}, {3, 2014, 2021}, {4, 2014, 2022}, {5, 2014, 2023}}};

// From memory, as handbooks have it; the circular's text is not at hand.
constexpr std::array<Phase, 7> kTt22{{{6, 2021, kStillApplies},
                                      {7, 2022, kStillApplies},
                                      {8, 2023, kStillApplies},
                                      {9, 2024, kStillApplies},
                                      {10, 2022, kStillApplies},
                                      {11, 2023, kStillApplies},
                                      {12, 2024, kStillApplies}}};

// TT 58/2011, of December 2011 (from memory), until TT 22/2021 reaches the grade.
constexpr std::array<Phase, 7> kTt58{{{6, 2011, 2020},
                                      {7, 2011, 2021},
                                      {8, 2011, 2022},
                                      {9, 2011, 2023},
                                      {10, 2011, 2021},
                                      {11, 2011, 2022},
                                      {12, 2011, 2023}}};

constexpr std::array<Circular, 4> kCirculars{{
    {"27/2020/TT-BGDĐT", "Thông tư 27/2020/TT-BGDĐT", "Phụ lục 1", "Điều 2", "Điều 9 khoản 2", kTt27,
     tt27::check_year, tt27::check_class_book},
    {"22/2021/TT-BGDĐT", "Thông tư 22/2021/TT-BGDĐT", "mẫu học bạ", "lộ trình áp dụng", "kết quả cả năm học",
     kTt22, tt22::check_year, tt22::check_class_book},
    {"30/2014/TT-BGDĐT", "Thông tư 30/2014/TT-BGDĐT", "mẫu học bạ", "Thông tư 27/2020/TT-BGDĐT, Điều 2 và 3",
     "tổng hợp đánh giá cuối năm học", kTt30, tt30::check_year, nullptr},
    {"58/2011/TT-BGDĐT", "Thông tư 58/2011/TT-BGDĐT", "mẫu học bạ", "lộ trình của Thông tư 22/2021/TT-BGDĐT",
     "kết quả cả năm học", kTt58, tt58::check_year, nullptr},
}};

}  // namespace

const Circular* circular_of(std::string_view number) {
    const auto found = std::find_if(kCirculars.begin(), kCirculars.end(),
                                    [&](const Circular& circular) { return circular.number == number; });
    return found == kCirculars.end() ? nullptr : &*found;
}

}  // namespace hocba::record
