// Pictures of paper with QR symbols on it, as the files that a phone or a scanner makes.
#pragma once

#include <string>
#include <vector>

#include "engine/scan/grey.h"

namespace hocba::test {

inline const std::string kFirst = "HTTPS://HOCBA.EXAMPLE/V#FIRSTPAGE234567";
inline const std::string kSecond = "HTTPS://HOCBA.EXAMPLE/V#SECONDPAGE234567";

/// White paper of those pixels.
scan::Grey paper(int width, int height);
/// Draws the symbol of that text, `module` pixels a module, its upper left corner at (x, y).
void draw(scan::Grey& paper, const std::string& text, int x, int y, int module);
/// 600 × 800 pixels with that symbol at 5 pixels a module: 300 dpi.
scan::Grey page_with(const std::string& text);
/// A quarter turn clockwise.
scan::Grey turned(const scan::Grey& grey);

std::string png_of(const scan::Grey& grey);
std::string jpeg_of(const scan::Grey& grey);
/// One page a picture, as a scanner writes them: an image (DCTDecode) of 144 × 192 points on each.
std::string pdf_of(const std::vector<scan::Grey>& pages);

}  // namespace hocba::test
