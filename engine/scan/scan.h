// From pictures of paper to the texts of the QR symbols on it.
//
// Readers of foreign files, each the plainest of Debian that hands back an error instead of leaping out of
// our code, and of a licence that leaves hocba its own: libpng's simplified reader for PNG, libjpeg-turbo's
// TurboJPEG interface for JPEG, and for a PDF of scanned pages libqpdf, which hands out the images as a
// scanner put them in, with libtiff for CCITT. Poppler would also draw JBIG2, JPEG 2000 and pages cut into
// strips, but it is under the GPL. All of them, and ZXing and zbar, run in the limited child alone
// (engine/sandbox).
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace hocba::scan {

/// A symbol's text, in printable ASCII (another is left out), and what read it: "ZXing", "zbar 2× bicubic".
struct Symbol {
    std::string text, reader;
    bool operator==(const Symbol&) const = default;
};

/// One picture, or one page of a PDF. `where`: "a.jpg", "a.pdf: page 3".
struct Sheet {
    std::string where;
    std::vector<Symbol> symbols;  // in no order of the paper; each text once
    std::optional<Error> unread;  // why nothing was read of this page of a PDF, whatever the others gave
};

/// Whether a text is what is looked for. Without one the picture is looked at again at other sizes, so that
/// another QR on the same paper does not end the search.
using Wanted = std::function<bool(std::string_view text)>;

/// By the first bytes: PNG, JPEG.
bool is_picture(std::string_view bytes);
/// "WebP", "TIFF", "BMP", "GIF", "HEIF" (HEIC, AVIF) by the first bytes: a picture, which is not read; "" if
/// it is none of these.
std::string_view foreign_picture(std::string_view bytes);
/// By the first bytes.
bool is_jpeg(std::string_view bytes);
bool is_pdf(std::string_view bytes);
/// Whether it is a PDF of nothing but pictures: no text that can be seen, no form, no attachment.
bool is_scanned(std::string_view pdf);

/// For one file, whatever it has of pages.
inline constexpr std::chrono::milliseconds kPatience{120'000};

/// A picture is one sheet, a PDF one a page; a sheet without symbols is no error. The same bytes give the
/// same sheets. Fault::document if they cannot be decoded, or are larger than what is read: 64 million pixels
/// (a page of a PDF is drawn at 300 dpi or less), 60 pages, 512 MB of memory and 20 s a sheet, and `patience`
/// for the file.
Result<std::vector<Sheet>> read(std::string_view bytes, const std::string& name, const Wanted& wanted,
                                std::chrono::milliseconds patience = kPatience);

}  // namespace hocba::scan
