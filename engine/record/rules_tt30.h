// The rules of Thông tư 30/2014/TT-BGDĐT, as amended by Thông tư 22/2016/TT-BGDĐT (primary school before TT
// 27).
#pragma once

#include "engine/record/rules.h"

namespace hocba::record::tt30 {

void check_year(const Year& year);

}  // namespace hocba::record::tt30
