// Pictures of visible signatures as NĐ 30/2020 wants them (Phụ lục I, II.7d and II.8a).
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "engine/pdf/deflate.h"
#include "engine/pdf/image.h"
#include "engine/sign/sign.h"

namespace hocba::sign {
namespace {

using namespace literals;

constexpr std::size_t kMostBytes = 2 << 20;
constexpr std::uint64_t kMostPixels = 4'000'000;  // a stamp of 36 mm at 1,200 dpi has 2.9 million
constexpr std::uint32_t kFewestPixels = 64;       // across or down, whichever is more
constexpr Length kSmallestStamp = 20_mm, kLargestStamp = 50_mm;
/// Alpha below it is dust at the edge, above it ink.
constexpr unsigned char kInk = 32;
/// By how much the ink's own colour exceeds the others, of 255: navy blue passes, black does not.
constexpr std::int64_t kTint = 32;

tl::unexpected<Error> refused(const std::string& where, std::string vi, std::string en, Text hint) {
    return fail(Fault::signing, where, {std::move(vi), std::move(en)}, std::move(hint));
}

/// What is seen of a picture, in pixels: from (left, top) to before (right, bottom).
struct Extent {
    std::uint32_t left = UINT32_MAX, top = UINT32_MAX, right = 0, bottom = 0;
    std::uint32_t width() const { return right > left ? right - left : 0; }
    std::uint32_t height() const { return bottom > top ? bottom - top : 0; }
};

Extent inked(const pdf::Samples& samples) {
    Extent out;
    for (std::uint32_t y = 0, i = 0; y < samples.height; ++y) {
        for (std::uint32_t x = 0; x < samples.width; ++x, ++i) {
            if (static_cast<unsigned char>(samples.alpha[i]) < kInk) continue;
            out.left = std::min(out.left, x);
            out.right = std::max(out.right, x + 1);
            out.top = std::min(out.top, y);
            out.bottom = y + 1;
        }
    }
    return out;
}

/// Without the transparent margins, so that its size and its middle are those of the ink. Grey becomes RGB.
pdf::Samples cropped(const pdf::Samples& samples, const Extent& extent) {
    pdf::Samples out{extent.width(), extent.height(), {}, {}, false};
    const std::size_t step = samples.grey ? 1 : 3;
    for (std::size_t y = extent.top; y < extent.bottom; ++y) {
        const std::size_t from = y * samples.width + extent.left;
        out.alpha.append(samples.alpha, from, out.width);
        for (std::size_t i = from * step; i < (from + out.width) * step; ++i)
            out.colour.append(samples.grey ? 3 : 1, samples.colour[i]);
    }
    return out;
}

struct Tint {
    std::int64_t red = 0, green = 0, blue = 0;
};

/// The mean colour of the ink.
Tint tint_of(const pdf::Samples& samples) {
    Tint sum;
    std::int64_t weight = 0;
    const auto at = [&samples](std::size_t i) {
        return std::int64_t{static_cast<unsigned char>(samples.colour[i])};
    };
    for (std::size_t i = 0; i < samples.alpha.size(); ++i) {
        const std::int64_t alpha = static_cast<unsigned char>(samples.alpha[i]);
        sum.red += alpha * at(3 * i);
        sum.green += alpha * at(3 * i + 1);
        sum.blue += alpha * at(3 * i + 2);
        weight += alpha;
    }
    weight = std::max<std::int64_t>(weight, 1);
    return {sum.red / weight, sum.green / weight, sum.blue / weight};
}

Result<pdf::Samples> read(std::string_view png, const std::string& where) {
    if (png.size() > kMostBytes)
        return refused(
            where, "Tệp ảnh lớn hơn 2 MB.", "The picture is larger than 2 MB.",
            {"Cắt và thu nhỏ ảnh (300 dpi là đủ).", "Crop it and scale it down (300 dpi will do)."});
    auto samples = pdf::read_png(png, kMostPixels);
    if (!samples) {
        Problem problem = samples.error().problems.front();
        return refused(where, problem.what.vi, problem.what.en, problem.hint);
    }
    const bool opaque = std::all_of(samples->alpha.begin(), samples->alpha.end(),
                                    [](char alpha) { return static_cast<unsigned char>(alpha) >= kInk; });
    if (opaque)  // or without an alpha channel
        return refused(where, "Ảnh không có nền trong suốt.", "The picture has no transparent background.",
                       {"Xóa nền rồi lưu lại dạng PNG (NĐ 30/2020, Phụ lục I).",
                        "Remove its background and save it as PNG (NĐ 30/2020, annex I)."});
    const Extent extent = inked(*samples);
    if (std::max(extent.width(), extent.height()) < kFewestPixels)
        return refused(where, "Ảnh trống hoặc quá nhỏ.", "The picture is empty or too small.",
                       {"Quét lại ở 300 dpi.", "Scan it again at 300 dpi."});
    return cropped(*samples, extent);
}

pdf::Appearance appearance_of(const pdf::Samples& samples, Length diameter) {
    return {samples.width, samples.height, pdf::deflate(samples.colour), pdf::deflate(samples.alpha),
            diameter};
}

Result<Length> real_size(std::string_view png, const pdf::Samples& samples, Length given,
                         const std::string& where) {
    const std::uint32_t density = pdf::pixels_per_metre(png);
    const std::int64_t pixels = std::max(samples.width, samples.height);
    if (given.um == 0 && density == 0)
        return refused(where, "Không biết con dấu thật rộng bao nhiêu.",
                       "The real size of the stamp is not known.",
                       {"Ghi đường kính vào hocba.toml, ví dụ stamp_mm = 36.",
                        "Give its diameter in hocba.toml, such as stamp_mm = 36."});
    const Length size = given.um != 0 ? given : Length{pixels * 1'000'000 / density};
    if (size >= kSmallestStamp && size <= kLargestStamp) return size;
    return refused(where, fmt::format("Con dấu rộng {} mm: không thể đúng.", size.um / 1000),
                   fmt::format("A stamp of {} mm cannot be right.", size.um / 1000),
                   {"Đo con dấu thật và ghi stamp_mm vào hocba.toml.",
                    "Measure the real stamp and write stamp_mm in hocba.toml."});
}

}  // namespace

Result<pdf::Appearance> hand_signature(std::string_view png, const std::string& where) {
    const auto samples = read(png, where);
    if (!samples) return tl::unexpected(samples.error());
    const Tint tint = tint_of(*samples);
    if (tint.blue >= tint.red + kTint && tint.blue >= tint.green) return appearance_of(*samples, {});
    return refused(where, "Chữ ký trong ảnh không phải màu xanh.",
                   "The signature in the picture is not blue.",
                   {"Ký lại bằng mực xanh rồi quét màu (NĐ 30/2020, Phụ lục I, II.7d).",
                    "Sign in blue ink and scan in colour (NĐ 30/2020, annex I, II.7d)."});
}

Result<pdf::Appearance> stamp(std::string_view png, Length diameter, const std::string& where) {
    const auto samples = read(png, where);
    if (!samples) return tl::unexpected(samples.error());
    const Tint tint = tint_of(*samples);
    if (tint.red < tint.green + kTint || tint.red < tint.blue + kTint)
        return refused(where, "Con dấu trong ảnh không phải màu đỏ.", "The stamp in the picture is not red.",
                       {"Quét màu con dấu đóng bằng mực đỏ (NĐ 30/2020, Phụ lục I, II.8a).",
                        "Scan a red print of the stamp in colour (NĐ 30/2020, annex I, II.8a)."});
    const auto size = real_size(png, *samples, diameter, where);
    if (!size) return tl::unexpected(size.error());
    return appearance_of(*samples, *size);
}

}  // namespace hocba::sign
