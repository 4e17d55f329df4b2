// What FreeType reads of a font file: its name, its metrics, and whether it may be embedded.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/text/font.h"

namespace hocba::text {

struct Description {
    std::string postscript_name;
    Metrics metrics;
};

/// Fault::font at `where` if FreeType cannot open it, it is not scalable, or its licence bits (OpenType, OS/2
/// fsType) forbid embedding it as a subset (ISO 19005-3, 6.2.11.4.1: legally embeddable).
Result<Description> describe(std::string_view bytes, const std::string& where);

}  // namespace hocba::text
