// Whether a PDF is nothing but pictures of paper. Only for the child of engine/sandbox.
#pragma once

#include <string_view>

namespace hocba::scan {

/// Every page shows an image and no text but invisible (what a scanner's reader of letters adds); there is no
/// form and no attachment. Throws what libqpdf throws of a file that it cannot read.
bool only_pictures(std::string_view pdf);

}  // namespace hocba::scan
