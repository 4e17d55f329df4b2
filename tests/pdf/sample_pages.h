// Pages built by hand, one kind each, in Tinos: what layout would have made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/page/page.h"
#include "engine/pdf/pdf.h"
#include "engine/text/font.h"

namespace hocba::sample {

/// Opened once from the project's manifest.
const text::FontSet& fonts();

/// Title, language, a fixed date, an id of 16 bytes, two properties and one attachment.
pdf::Info info();

page::Sealed one_line(std::string_view text = "Họ và tên: Nguyễn Thị Ánh Tuyết");
page::Sealed word_by_word(std::string_view words);  // each word by the fonts that draw it
page::Sealed justified_line();                      // 2 mm added to each space
page::Sealed table();                  // a head with spans, two rows, empty cells, rules, a running header
page::Sealed figures();                // pictures in grey, RGB and RGBA; a seal of 21 modules
page::Sealed slots();                  // "principal", then "school" with its lock
page::Sealed draft();                  // an empty seal, a slot, a mark across the page
page::Sealed paragraph_over_pages();   // one element on two pages
page::Sealed every_vietnamese_font();  // the four styles

/// The bytes of a document of these pages; the test fails if it is refused.
std::string written(const page::Sealed& sealed);

/// All 134 Vietnamese letters with marks, NFC: lower case a–e and i–y, then upper case.
std::vector<std::string> vietnamese_letters();

/// 2 × 1 or 2 × 2 pixels.
std::string grey_png();
std::string rgb_png();
std::string rgba_png();

}  // namespace hocba::sample
