// The readers of pictures and of scanned pages: they may refuse, they may not crash, and a picture has as
// many pixels as its size says.
#include <cstdlib>

#include "engine/scan/decode.h"
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

}  // namespace

void fuzz_one(std::string_view bytes) {
    look(scan::decode_png(bytes));
    look(scan::decode_jpeg(bytes));
    const auto pages = scan::count_pages(bytes);
    if (!pages) return;
    for (int page = 0; page < *pages && page < 4; ++page) (void)scan::for_each_image(bytes, page, look);
}
