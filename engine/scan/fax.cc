#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "engine/base/handle.h"
#include "engine/scan/decode.h"

namespace hocba::scan {
namespace {

using Tiff = Handle<TIFF, TIFFClose>;

std::string le(std::uint32_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
}

/// An entry of TIFF 6.0, section 2: one LONG.
std::string entry(std::uint32_t tag, std::uint32_t value) {
    constexpr std::uint32_t long_type = 4;
    return le(tag, 2) + le(long_type, 2) + le(1, 4) + le(value, 4);
}

/// libtiff reads a strip in a file alone: so the strip gets one.
std::string tiff_of(std::string_view strip, const Fax& fax) {
    const auto rows = static_cast<std::uint32_t>(fax.rows);
    const std::uint32_t data_at = 8 + 2 + 10 * 12 + 4;
    std::string out = "II" + le(42, 2) + le(8, 4) + le(10, 2);
    out += entry(TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(fax.columns));
    out += entry(TIFFTAG_IMAGELENGTH, rows);
    out += entry(TIFFTAG_BITSPERSAMPLE, 1);
    out += entry(TIFFTAG_COMPRESSION, fax.k < 0 ? COMPRESSION_CCITTFAX4 : COMPRESSION_CCITTFAX3);
    out += entry(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    out += entry(TIFFTAG_STRIPOFFSETS, data_at);
    out += entry(TIFFTAG_SAMPLESPERPIXEL, 1);
    out += entry(TIFFTAG_ROWSPERSTRIP, rows);
    out += entry(TIFFTAG_STRIPBYTECOUNTS, static_cast<std::uint32_t>(strip.size()));
    out += entry(fax.k < 0 ? TIFFTAG_GROUP4OPTIONS : TIFFTAG_GROUP3OPTIONS,
                 fax.k > 0 ? GROUP3OPT_2DENCODING : 0);
    return out + le(0, 4) + std::string(strip);
}

/// A file in memory, for TIFFClientOpen.
struct Memory {
    std::string_view bytes;
    std::size_t at = 0;
};

tmsize_t read_from(thandle_t handle, void* to, tmsize_t size) {
    auto* memory = static_cast<Memory*>(handle);
    const std::size_t count = std::min(static_cast<std::size_t>(size), memory->bytes.size() - memory->at);
    std::memcpy(to, memory->bytes.data() + memory->at, count);
    memory->at += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t write_nothing(thandle_t, void*, tmsize_t) {
    return 0;
}

toff_t seek_in(thandle_t handle, toff_t offset, int whence) {
    auto* memory = static_cast<Memory*>(handle);
    const std::size_t from = whence == SEEK_CUR ? memory->at : whence == SEEK_END ? memory->bytes.size() : 0;
    memory->at = std::min(from + offset, memory->bytes.size());
    return memory->at;
}

int keep_open(thandle_t) {
    return 0;
}

toff_t size_of(thandle_t handle) {
    return static_cast<Memory*>(handle)->bytes.size();
}

}  // namespace

Result<Grey> decode_fax(std::string_view bytes, const Fax& fax) {
    const auto pixels =
        static_cast<std::size_t>(std::max(fax.columns, 0)) * static_cast<std::size_t>(fax.rows);
    if (pixels == 0) return damaged("PDF");
    if (pixels > kMostPixels) return too_large(fax.columns, fax.rows);
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
    const std::string file = tiff_of(bytes, fax);
    Memory memory{file};
    const Tiff tiff(TIFFClientOpen("fax", "rm", &memory, read_from, write_nothing, seek_in, keep_open,
                                   size_of, nullptr, nullptr));
    if (!tiff) return damaged("PDF");
    const std::size_t row = (static_cast<std::size_t>(fax.columns) + 7) / 8;
    // A strip that ends early or is damaged gives the rows that are there.
    std::vector<std::uint8_t> bits(row * static_cast<std::size_t>(fax.rows), 0);
    (void)TIFFReadEncodedStrip(tiff.get(), 0, bits.data(), static_cast<tmsize_t>(bits.size()));
    Grey grey{fax.columns, fax.rows, {}};
    grey.pixels.reserve(pixels);
    for (int y = 0; y < fax.rows; ++y)
        for (int x = 0; x < fax.columns; ++x) {
            const int bit = bits[static_cast<std::size_t>(y) * row + x / 8] >> (7 - x % 8) & 1;
            grey.pixels.push_back(bit != 0 ? 0 : 255);
        }
    return grey;
}

}  // namespace hocba::scan
