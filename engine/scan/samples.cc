#include "engine/scan/samples.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace hocba::scan {
namespace {

/// The samples of one row as eight bits each; an index as it is.
class Row {
  public:
    Row(std::string_view bytes, const Layout& layout) : bytes_(bytes), layout_(layout) {}

    int index(std::size_t sample) const {
        if (layout_.bits == 16) return byte(sample * 2);
        const std::size_t bit = sample * layout_.bits;
        const int shift = 8 - layout_.bits - static_cast<int>(bit % 8);
        return byte(bit / 8) >> shift & ((1 << layout_.bits) - 1);
    }
    int level(std::size_t sample) const {
        const int highest = layout_.bits == 16 ? 255 : (1 << layout_.bits) - 1;
        const int level = index(sample) * 255 / highest;
        return layout_.inverted ? 255 - level : level;
    }
    bool has(std::size_t samples) const { return samples * layout_.bits <= bytes_.size() * 8; }

  private:
    std::string_view bytes_;
    const Layout& layout_;

    int byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }
};

std::uint8_t pixel(const Row& row, std::size_t x, const Layout& layout) {
    const std::size_t first = x * layout.colours;
    if (!row.has(first + layout.colours)) return 255;
    if (!layout.palette.empty())
        return layout.palette[std::min<std::size_t>(row.index(x), layout.palette.size() - 1)];
    if (layout.colours == 1) return static_cast<std::uint8_t>(row.level(first));
    const int a = row.level(first), b = row.level(first + 1), c = row.level(first + 2);
    if (layout.colours == 3) return luminance(a, b, c);
    const int light = 255 - row.level(first + 3);  // what black ink leaves
    return luminance(std::max(light - a, 0), std::max(light - b, 0), std::max(light - c, 0));
}

}  // namespace

std::uint8_t luminance(int red, int green, int blue) {
    return static_cast<std::uint8_t>((299 * red + 587 * green + 114 * blue) / 1000);
}

Grey grey_of(std::string_view samples, const Layout& layout) {
    const std::size_t stride =
        (static_cast<std::size_t>(layout.width) * layout.colours * layout.bits + 7) / 8;
    Grey grey{layout.width, layout.height, {}};
    grey.pixels.reserve(static_cast<std::size_t>(layout.width) * layout.height);
    for (int y = 0; y < layout.height; ++y) {
        const std::size_t at = std::min(samples.size(), static_cast<std::size_t>(y) * stride);
        const Row row(samples.substr(at, stride), layout);
        for (int x = 0; x < layout.width; ++x) grey.pixels.push_back(pixel(row, x, layout));
    }
    return grey;
}

}  // namespace hocba::scan
