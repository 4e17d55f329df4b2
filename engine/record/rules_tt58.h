// The rules of Thông tư 58/2011/TT-BGDĐT (secondary school before TT 22/2021): old data, so ranges only.
#pragma once

#include "engine/record/rules.h"

namespace hocba::record::tt58 {

void check_year(const Year& year);

}  // namespace hocba::record::tt58
