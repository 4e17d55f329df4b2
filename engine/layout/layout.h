// Flow to pages: the body is paginated first, furniture is drawn last, nothing is laid out twice.
#pragma once

#include "engine/base/result.h"
#include "engine/form/flow.h"
#include "engine/page/page.h"
#include "engine/text/font.h"

namespace hocba::layout {

/// Fault::font names a character that no font has, with the block's place; Fault::form names what does not
/// fit, with page, place and the millimetres that are missing.
Result<page::Pages> lay_out(const form::Flow& flow, const text::FontSet& fonts);

}  // namespace hocba::layout
