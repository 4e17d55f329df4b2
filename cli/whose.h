// Whose record a problem is about: a clerk knows pupils by name and class, not by the line of a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "engine/record/record.h"

namespace hocba::cli {

struct Whose {
    std::string place;              // of the record: "lop.ndjson:2"
    std::string pupil, class_name;  // "" if the record does not say; a record of a class has no pupil
};
/// A name to show; "" if it is none, or far too long to be one.
std::string name_in(const Json& json, std::string_view member);
Whose whose_is(const record::Source& source);

enum class Weight { error, remark };

/// "LỖI  lop.ndjson:2 (Trần Văn Bình, 6A) /years/0/award: what\n    → hint" on standard error.
void tell(const Context& context, const std::vector<Problem>& problems, Weight weight, const Whose& whose);

}  // namespace hocba::cli
