#include <cmath>
#include <optional>

#include "engine/scan/paper_page.h"

namespace hocba::scan {
namespace {

constexpr double kInch = 0.0254, kCentimetre = 0.01;  // metres

constexpr unsigned kApp0 = 0xE0, kApp1 = 0xE1, kStartOfScan = 0xDA, kEnd = 0xD9;

/// Bytes in either order; what lies beyond the end is 0.
class Numbers {
  public:
    Numbers(std::string_view bytes, bool little) : bytes_(bytes), little_(little) {}

    std::uint32_t of(std::size_t at, std::size_t size) const {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i) value = value << 8U | byte(at + (little_ ? size - 1 - i : i));
        return value;
    }

  private:
    std::uint32_t byte(std::size_t at) const {
        return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0;
    }
    std::string_view bytes_;
    bool little_;
};

std::uint32_t per_metre(double pixels, double unit) {
    const double value = pixels / unit;
    return value > 0 && value < 1e7 ? static_cast<std::uint32_t>(std::lround(value)) : 0;
}

/// JFIF 1.02: units, then both densities.
void read_jfif(std::string_view segment, JpegHeader& header) {
    if (!segment.starts_with(std::string_view("JFIF\0", 5)) || segment.size() < 12) return;
    const Numbers numbers(segment, false);
    const std::uint32_t units = numbers.of(7, 1);
    if (units != 1 && units != 2) return;
    const double unit = units == 1 ? kInch : kCentimetre;
    header.density = {per_metre(numbers.of(8, 2), unit), per_metre(numbers.of(10, 2), unit)};
}

/// Exif 2.3, 4.6.2 and 4.6.4: the first directory's Orientation, XResolution, YResolution, ResolutionUnit.
/// What JFIF said of the size counts more.
void read_exif(std::string_view segment, JpegHeader& header) {
    if (!segment.starts_with(std::string_view("Exif\0\0", 6))) return;
    const std::string_view tiff = segment.substr(6);
    const Numbers numbers(tiff, tiff.starts_with("II"));
    const std::size_t directory = numbers.of(4, 4);
    double across = 0, down = 0, unit = kInch;
    const auto rational = [&](std::size_t entry) {
        const std::size_t at = numbers.of(entry + 8, 4);
        const double below = numbers.of(at + 4, 4);
        return below > 0 ? numbers.of(at, 4) / below : 0;
    };
    for (std::size_t i = 0; i < numbers.of(directory, 2); ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        const std::uint32_t tag = numbers.of(entry, 2);
        if (tag == 0x0112) header.orientation = static_cast<int>(numbers.of(entry + 8, 2));
        if (tag == 0x011A) across = rational(entry);
        if (tag == 0x011B) down = rational(entry);
        if (tag == 0x0128 && numbers.of(entry + 8, 2) == 3) unit = kCentimetre;
    }
    if (header.density.across == 0) header.density = {per_metre(across, unit), per_metre(down, unit)};
}

/// SOF0 to SOF15, without DHT, JPG and DAC.
bool is_frame(unsigned marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

void read_segment(unsigned marker, std::string_view segment, JpegHeader& header) {
    if (marker == kApp0) read_jfif(segment, header);
    if (marker == kApp1) read_exif(segment, header);
    if (!is_frame(marker) || header.frame != 0) return;
    const Numbers numbers(segment, false);
    header.frame = static_cast<int>(marker);
    header.bits = static_cast<int>(numbers.of(0, 1));
    header.height = numbers.of(1, 2);
    header.width = numbers.of(3, 2);
    header.colours = static_cast<int>(numbers.of(5, 1));
}

}  // namespace

JpegHeader jpeg_header(std::string_view bytes) {
    JpegHeader header;
    const Numbers numbers(bytes, false);
    for (std::size_t at = 2; at + 4 <= bytes.size();) {
        const unsigned marker = numbers.of(at + 1, 1);
        if (numbers.of(at, 1) != 0xFF || marker == kStartOfScan || marker == kEnd) break;
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        const std::size_t length = numbers.of(at + 2, 2);
        if (length < 2 || length > bytes.size() - at - 2) break;
        read_segment(marker, bytes.substr(at + 4, length - 2), header);
        at += 2 + length;
    }
    return header;
}

}  // namespace hocba::scan
