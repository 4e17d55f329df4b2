// The readers of pictures and of scanned pages: they may refuse, they may not crash, and a picture has as
// many pixels as its size says.
#include <cstdlib>

#include "engine/scan/decode.h"
#include "engine/scan/paper_page.h"
#include "engine/scan/scan.h"
#include "engine/scan/symbols.h"
#include "tests/fuzz/target.h"

using namespace hocba;

namespace {

/// A small picture is looked at for symbols too; a large one would take all the time.
constexpr std::size_t kSmall = 100'000;

void look(const Result<scan::Grey>& picture) {
    if (!picture) return;
    const scan::Grey& grey = *picture;
    if (grey.width < 1 || grey.height < 1) std::abort();
    if (grey.pixels.size() != static_cast<std::size_t>(grey.width) * static_cast<std::size_t>(grey.height))
        std::abort();
    if (grey.pixels.size() <= kSmall) (void)scan::find_symbols(grey, [](std::string_view) { return false; });
}

/// What goes into a PDF has a size, samples that it can hold, and bytes.
void look_at_paper(const Result<scan::PaperPage>& page) {
    if (!page) return;
    const Raster& picture = page->picture;
    if (picture.width < 1 || picture.height < 1 || picture.bytes.empty()) std::abort();
    if ((picture.colours != 1 && picture.colours != 3) || picture.bits > 16) std::abort();
}

}  // namespace

void fuzz_one(std::string_view bytes) {
    look(scan::decode_png(bytes));
    look(scan::decode_jpeg(bytes));
    look_at_paper(scan::jpeg_page(bytes));
    look_at_paper(scan::png_page(bytes));
    const auto pages = scan::count_pages(bytes);
    if (!pages) return;
    for (int page = 0; page < *pages && page < 4; ++page) {
        (void)scan::for_each_image(bytes, page, look);
        look_at_paper(scan::pdf_page(bytes, page));
    }
}
