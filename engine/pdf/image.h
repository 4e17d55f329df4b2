// PNG pictures as image XObjects (ISO 32000-1, 8.9), transparency as a soft mask.
#pragma once

#include <map>
#include <string_view>

#include "engine/base/result.h"
#include "engine/page/page.h"
#include "engine/pdf/writer.h"

namespace hocba::pdf {

/// Each different picture once: its PNG bytes, held by the pages, and its place in the list.
using Images = std::map<std::string_view, std::size_t>;
Images used_images(const page::Pages& pages);

/// Fault::conformance if `png` is no PNG or larger than 50 million pixels.
Result<Reference> write_image(Writer& writer, std::string_view png);

}  // namespace hocba::pdf
