// Scans of paper as pages of their real size, and words put onto pages that have none of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/geometry.h"
#include "engine/base/result.h"
#include "engine/engine.h"
#include "engine/form/flow.h"
#include "engine/page/page.h"
#include "engine/text/font.h"

namespace hocba {

/// What is asked of scans besides 200 dpi (NĐ 30/2020, Phụ lục I, Phần II, I.2).
struct ScanRules {
    bool grey = false;          // grey will do
    std::optional<Size> paper;  // of the open book's page, whatever the file says; upright or turned
};

/// One page of paper.
struct ScanSheet {
    std::string file;
    std::int64_t page = 1;  // of the file
    Raster picture;
    Size size;             // of the paper
    std::int64_t dpi = 0;  // the lower of both directions, rounded
    bool colour = false;
};

/// Every page of every file, in order, decoded in the limited child. Fault::document with each page that is
/// not as it must be: resolution not told or below 200 dpi, no colour, no size of a page, unreadable.
Result<std::vector<ScanSheet>> sheets_of(const std::vector<Scan>& scans, const ScanRules& rules);

/// A page as large as the paper, and below it `strip` more.
void add_sheet(page::Pages& pages, const ScanSheet& sheet, Length strip = {});

/// Lays out `flow`, which fits on one page, over the page of that index.
Result<void> put_words(page::Pages& pages, std::size_t index, const form::Flow& flow,
                       const text::FontSet& fonts);

}  // namespace hocba
