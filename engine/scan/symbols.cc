#include "engine/scan/symbols.h"

// ZXing defines macros with names of zbar's classes, so zbar stands first.
#include <zbar.h>

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/handle.h"
#include "engine/scan/rescale.h"

namespace hocba::scan {
namespace {

using Scanner = Handle<zbar::zbar_image_scanner_t, zbar::zbar_image_scanner_destroy>;
using Image = Handle<zbar::zbar_image_t, zbar::zbar_image_destroy>;

/// A larger picture than this is not made: an A4 page at 600 dpi has 35 million pixels.
constexpr double kMostPixelsMade = 36e6;

struct Attempt {
    const char* name;
    double factor;
    Grey (*make)(const Grey&);
};

/// What it takes to find the rest, the likeliest first (docs/scan.md has the counts).
constexpr std::array<Attempt, 5> kAttempts = {{
    {"sharpened", 1, [](const Grey& grey) { return sharpened(grey, 4, 3); }},  // out of focus
    {"0.5×", 0.5, [](const Grey& grey) { return scaled(grey, 0.5, kTriangle); }},
    {"2× bicubic", 2, [](const Grey& grey) { return scaled(grey, 2, kBicubic); }},
    {"3× bicubic, blurred", 3, [](const Grey& grey) { return blurred(scaled(grey, 3, kBicubic), 1); }},
    {"3× Lanczos, sharpened", 3, [](const Grey& grey) { return sharpened(scaled(grey, 3, kLanczos), 1, 1); }},
}};

class Search {
  public:
    explicit Search(const Wanted& wanted) : wanted_(wanted) {}

    /// Both readers, the second only if the first found nothing that is wanted.
    void look(const Grey& grey, const std::string& at) {
        add(read_by_zxing(grey), "ZXing" + at);
        if (!found_) add(read_by_zbar(grey), "zbar" + at);
    }
    bool found() const { return found_; }
    std::vector<Symbol> take() { return std::move(symbols_); }

  private:
    const Wanted& wanted_;
    std::vector<Symbol> symbols_;
    bool found_ = false;

    void add(const std::vector<std::string>& texts, const std::string& reader) {
        for (const std::string& text : texts) {
            const auto same = [&](const Symbol& one) { return one.text == text; };
            if (std::any_of(symbols_.begin(), symbols_.end(), same)) continue;
            symbols_.push_back({text, reader});
            found_ = found_ || wanted_(text);
        }
    }
};

}  // namespace

std::vector<std::string> read_by_zxing(const Grey& grey) {
    const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode);
    const ZXing::ImageView view(grey.pixels.data(), grey.width, grey.height, ZXing::ImageFormat::Lum);
    std::vector<std::string> texts;
    for (const auto& result : ZXing::ReadBarcodes(view, hints))
        if (result.isValid()) texts.push_back(result.text());
    return texts;
}

std::vector<std::string> read_by_zbar(const Grey& grey) {
    const Scanner scanner(zbar::zbar_image_scanner_create());
    const Image image(zbar::zbar_image_create());
    if (!scanner || !image) return {};
    // Only QR: zbar also takes rows of a symbol for a bar code of digits.
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::zbar_image_set_format(image.get(), zbar_fourcc('Y', '8', '0', '0'));
    zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(grey.width),
                              static_cast<unsigned>(grey.height));
    zbar::zbar_image_set_data(image.get(), grey.pixels.data(), grey.pixels.size(), nullptr);
    if (zbar::zbar_scan_image(scanner.get(), image.get()) <= 0) return {};
    std::vector<std::string> texts;
    for (const auto* symbol = zbar::zbar_image_first_symbol(image.get()); symbol != nullptr;
         symbol = zbar::zbar_symbol_next(symbol))
        texts.emplace_back(zbar::zbar_symbol_get_data(symbol), zbar::zbar_symbol_get_data_length(symbol));
    return texts;
}

std::vector<Symbol> find_symbols(const Grey& grey, const Wanted& wanted) {
    Search search(wanted);
    search.look(grey, "");
    for (const Attempt& attempt : kAttempts) {
        if (search.found()) break;
        const double pixels = static_cast<double>(grey.width) * grey.height * attempt.factor * attempt.factor;
        if (pixels <= kMostPixelsMade) search.look(attempt.make(grey), std::string(" ") + attempt.name);
    }
    return search.take();
}

}  // namespace hocba::scan
