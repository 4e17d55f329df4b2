// Who signs, as the pages print it: the last school year of record.json.
#pragma once

#include <optional>
#include <string>

#include "engine/base/json.h"

namespace hocba::verify {

/// Somebody else for a homeroom teacher who left (QĐ 1789/QĐ-SGDĐT, Điều 14.7).
struct PrintedOnBehalf {
    std::string by, why;
};

/// A member is empty where the record has none.
struct PrintedSigners {
    std::string head, authority, office;  // "Trần Văn E", "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"
    std::string homeroom;
    std::optional<PrintedOnBehalf> on_behalf;
};

PrintedSigners printed_signers(const Json& record);

/// Whether a certificate's name is the printed one: letters of either case, a title before it or a number
/// behind it does not part them ("ThS. Trần Văn E", "TRẦN VĂN E"). True if either is unknown.
bool same_person(const std::string& printed, const std::string& certified);

}  // namespace hocba::verify
