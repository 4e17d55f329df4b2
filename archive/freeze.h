// Until when a school may itself recall or replace what it issued (QĐ 1789/QĐ-SGDĐT TP.HCM, Điều 21).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.h"
#include "engine/base/json.h"

namespace hocba::archive {

/// Days of the calendar year in which a school year ends. The data are closed *before* that day (Điều 21.1,
/// 21.2), so it is the first on which the school may no longer change them by itself (21.4, 21.6).
struct Freeze {
    std::string usual = "06-30";       // MM-DD
    std::string reassessed = "08-15";  // of pupils awaiting re-assessment
};

/// Whether both days exist.
bool is_lawful(const Freeze& freeze);

/// Of the school year in a record: not promoted and not yet refused ("Ở lại lớp 6"), or already with a result
/// after re-assessment.
bool awaits_reassessment(const Json& record, std::string_view school_year);

/// Whether the first day of the freeze has begun in Vietnam (UTC+7). A school year that is not written as
/// "2023-2024" is frozen: nobody can say until when it is not.
bool is_frozen(const Freeze& freeze, std::string_view school_year, bool reassessed, Instant now);

}  // namespace hocba::archive
