// Scans of paper on their way into a PDF: each page's picture as it came, decoded once to measure it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/raster.h"
#include "engine/base/result.h"
#include "engine/scan/scan.h"

namespace hocba::scan {

/// Pixels a metre; 0: the file does not say.
struct Density {
    std::uint32_t across = 0, down = 0;
};

struct PaperPage {
    std::string where;  // "a.jpg", "a.pdf: page 3"
    Raster picture;
    Density density;
    bool has_colour = false;  // some pixel is not grey
};

/// The pages of a JPEG, a PNG or a PDF of scans, in order; decoded in the limited child alone.
/// - A JPEG's bytes are its own (also those in a PDF): baseline, extended or progressive, 8 bits, grey or
///   three colours, whole.
/// - A PNG's image data are its own: not interlaced, nothing transparent.
/// - A page of a PDF shows one picture, upright, and no visible text; a JPEG stays as it is, other samples of
///   8 bits become rows of a PNG without loss. Its density is how large the page shows it.
/// Fault::document with every page that is not so, at its place. The same bytes give the same pages.
Result<std::vector<PaperPage>> take_paper(std::string_view bytes, const std::string& name,
                                          std::chrono::milliseconds patience = kPatience);

}  // namespace hocba::scan
