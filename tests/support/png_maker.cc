#include "tests/support/png_maker.h"

#include <array>

#include "engine/pdf/deflate.h"

namespace hocba::test {
namespace {

std::string be32(std::uint32_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
    return out;
}

/// W3C PNG, annex D.
std::uint32_t crc_of(const std::string& bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? 0xEDB88320U ^ (crc >> 1U) : crc >> 1U;
    }
    return ~crc;
}

std::string chunk(const std::string& type, const std::string& data) {
    return be32(static_cast<std::uint32_t>(data.size())) + type + data + be32(crc_of(type + data));
}

struct Pass {
    std::uint32_t x, y, step_x, step_y;
};

constexpr std::array<Pass, 7> kAdam7 = {
    {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}};

/// Rows with filter 0.
std::string rows(const Png& about, const Pass& pass) {
    std::string out;
    if (pass.x >= about.width) return out;
    for (std::uint32_t y = pass.y; y < about.height; y += pass.step_y) {
        out += '\0';
        for (std::uint32_t x = pass.x; x < about.width; x += pass.step_x) out += about.pixel(x, y);
    }
    return out;
}

}  // namespace

std::string png(const Png& about) {
    std::string samples;
    if (about.interlaced)
        for (const Pass& pass : kAdam7) samples += rows(about, pass);
    else
        samples = rows(about, {0, 0, 1, 1});
    const std::string head = be32(about.width) + be32(about.height) + static_cast<char>(about.depth) +
                             static_cast<char>(about.colour_type) + std::string(2, '\0') +
                             static_cast<char>(about.interlaced);
    std::string out = "\x89PNG\r\n\x1a\n" + chunk("IHDR", head);
    if (about.pixels_per_metre != 0)
        out += chunk("pHYs", be32(about.pixels_per_metre) + be32(about.pixels_per_metre) + '\1');
    if (!about.palette.empty()) out += chunk("PLTE", about.palette);
    if (!about.transparency.empty()) out += chunk("tRNS", about.transparency);
    return out + chunk("IDAT", pdf::deflate(samples)) + chunk("IEND", "");
}

std::string disc_png(std::uint32_t side, const std::string& rgb, std::uint32_t pixels_per_metre) {
    Png about;
    about.width = about.height = side;
    about.pixels_per_metre = pixels_per_metre;
    about.pixel = [&](std::uint32_t x, std::uint32_t y) {
        const std::int64_t across = 2 * std::int64_t{x} + 1 - side, down = 2 * std::int64_t{y} + 1 - side;
        const bool inside = across * across + down * down <= std::int64_t{side} * side;
        return rgb + (inside ? '\xFF' : '\0');
    };
    return png(about);
}

}  // namespace hocba::test
