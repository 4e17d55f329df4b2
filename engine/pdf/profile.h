// What PDF/A-3a and PDF/UA-1 ask of pages and info: checked before a byte is written.
#pragma once

#include <vector>

#include "engine/page/page.h"
#include "engine/pdf/pdf.h"
#include "engine/text/font.h"

namespace hocba::pdf {

/// Every violation with its place; empty if the document will conform. PDF_A3.md names each rule's clause.
std::vector<Problem> violations(const page::Pages& pages, const text::FontSet& fonts, const Info& info);

}  // namespace hocba::pdf
