// Values of MOET's XML as values of a record; what cannot be read is said, never guessed.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/record/moet_tags.h"

namespace hocba::record::moet {

/// Either the value, or why it cannot be read (an empty Text if it can).
struct Value {
    Json json;
    Text refused = {};
};

Value read(Kind kind, const std::string& text);

/// "Hoàn thành tốt", "T" → "T"; the levels of section 1.
Value subject_level(const std::string& text);

/// "Ngoại ngữ 1 (Tiếng Anh)" → {"ngoai_ngu_1", "Tiếng Anh"}; an empty key if no row of the form has that
/// name.
struct SubjectName {
    std::string key, language;
};
SubjectName subject_name(const std::string& name);

}  // namespace hocba::record::moet
