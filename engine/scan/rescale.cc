#include "engine/scan/rescale.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace hocba::scan {
namespace {

constexpr double kPi = 3.14159265358979323846;

double bicubic(double x) {
    const double d = std::abs(x);
    if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
    return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
}

double sinc(double x) {
    return x == 0 ? 1 : std::sin(kPi * x) / (kPi * x);
}

double lanczos(double x) {
    return std::abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
}

double triangle(double x) {
    return std::max(0.0, 1 - std::abs(x));
}

/// What one pixel of the result is made of: pixels of the original from `first` on.
struct Taps {
    int first;
    std::vector<float> weights;  // their sum is 1
};

std::vector<Taps> taps(int from, int to, const Filter& filter) {
    const double step = static_cast<double>(from) / to, spread = std::max(1.0, step);
    std::vector<Taps> all;
    for (int place = 0; place < to; ++place) {
        const double centre = (place + 0.5) * step - 0.5, reach = filter.reach * spread;
        const int first = std::max(0, static_cast<int>(std::ceil(centre - reach)));
        const int last = std::min(from - 1, static_cast<int>(std::floor(centre + reach)));
        double sum = 0;
        for (int i = first; i <= last; ++i) sum += filter.weight((i - centre) / spread);
        Taps one{first, {}};
        for (int i = first; i <= last; ++i)
            one.weights.push_back(static_cast<float>(filter.weight((i - centre) / spread) / sum));
        all.push_back(std::move(one));
    }
    return all;
}

std::uint8_t to_pixel(float value) {
    return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
}

Grey wider(const Grey& grey, int width, const Filter& filter) {
    const auto columns = taps(grey.width, width, filter);
    Grey out{width, grey.height, {}};
    out.pixels.reserve(static_cast<std::size_t>(width) * grey.height);
    for (int y = 0; y < grey.height; ++y) {
        const std::uint8_t* row = grey.pixels.data() + static_cast<std::size_t>(y) * grey.width;
        for (const Taps& column : columns) {
            float sum = 0;
            for (std::size_t i = 0; i < column.weights.size(); ++i)
                sum += column.weights[i] * row[column.first + static_cast<int>(i)];
            out.pixels.push_back(to_pixel(sum));
        }
    }
    return out;
}

/// Row by row, so that the pixels are read as they lie.
Grey higher(const Grey& grey, int height, const Filter& filter) {
    const auto rows = taps(grey.height, height, filter);
    Grey out{grey.width, height, {}};
    out.pixels.reserve(static_cast<std::size_t>(grey.width) * height);
    std::vector<float> sums(grey.width);
    for (const Taps& row : rows) {
        std::fill(sums.begin(), sums.end(), 0.0F);
        for (std::size_t i = 0; i < row.weights.size(); ++i) {
            const auto y = static_cast<std::size_t>(row.first) + i;
            const std::uint8_t* from = grey.pixels.data() + y * grey.width;
            for (int x = 0; x < grey.width; ++x) sums[x] += row.weights[i] * from[x];
        }
        for (const float sum : sums) out.pixels.push_back(to_pixel(sum));
    }
    return out;
}

int times(int length, double factor) {
    return std::max(1, static_cast<int>(std::lround(length * factor)));
}

}  // namespace

const Filter kBicubic{2, bicubic}, kLanczos{3, lanczos}, kTriangle{1, triangle};

Grey scaled(const Grey& grey, double factor, const Filter& filter) {
    return higher(wider(grey, times(grey.width, factor), filter), times(grey.height, factor), filter);
}

Grey blurred(const Grey& grey, int reach) {
    const int width = grey.width, height = grey.height;
    const auto row = [&](int y) { return grey.pixels.data() + static_cast<std::size_t>(y) * width; };
    // Sums of the columns over the rows that are within reach, moved down row by row.
    std::vector<int> columns(width, 0);
    const auto add = [&](int y, int sign) {
        for (int x = 0; y >= 0 && y < height && x < width; ++x) columns[x] += sign * row(y)[x];
    };
    for (int y = 0; y < reach; ++y) add(y, 1);
    Grey out{width, height, {}};
    out.pixels.reserve(grey.pixels.size());
    for (int y = 0; y < height; ++y) {
        add(y + reach, 1);
        add(y - reach - 1, -1);
        const int rows = std::min(y + reach, height - 1) - std::max(y - reach, 0) + 1;
        int sum = 0;
        for (int x = 0; x < std::min(reach, width); ++x) sum += columns[x];
        for (int x = 0; x < width; ++x) {
            if (x + reach < width) sum += columns[x + reach];
            if (x - reach > 0) sum -= columns[x - reach - 1];
            const int across = std::min(x + reach, width - 1) - std::max(x - reach, 0) + 1;
            out.pixels.push_back(static_cast<std::uint8_t>(sum / (rows * across)));
        }
    }
    return out;
}

Grey sharpened(const Grey& grey, int reach, int times) {
    Grey out = blurred(grey, reach);
    for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
        const int here = grey.pixels[i];
        out.pixels[i] = static_cast<std::uint8_t>(std::clamp(here + times * (here - out.pixels[i]), 0, 255));
    }
    return out;
}

}  // namespace hocba::scan
