// Foreign files to grey pixels. Only for the child of engine/sandbox.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "engine/base/result.h"
#include "engine/scan/grey.h"

namespace hocba::scan {

inline constexpr std::size_t kMostPixels = 64'000'000;
inline constexpr int kMostPages = 60;

/// What is transparent counts as white paper. Fault::document as of scan::read.
Result<Grey> decode_png(std::string_view bytes);
/// A JPEG that ends early gives the part that is there.
Result<Grey> decode_jpeg(std::string_view bytes);

/// One strip of CCITT G3 or G4 (ISO 32000-1, table 11): `k` as there. Black is 0.
struct Fax {
    long long k = 0;
    int columns = 1728, rows = 0;
};
Result<Grey> decode_fax(std::string_view bytes, const Fax& fax);

Result<int> count_pages(std::string_view pdf);
/// The images on a page (from 0), each by itself: a page that is cut into strips is not put together.
/// JBIG2 and JPEG 2000 are not read; such an image is an error, and the others are still given.
Result<void> for_each_image(std::string_view pdf, int page,
                            const std::function<void(const Result<Grey>& image)>& use);

/// The ways to fail.
tl::unexpected<Error> damaged(const char* what);
tl::unexpected<Error> too_large(std::size_t width, std::size_t height);

}  // namespace hocba::scan
