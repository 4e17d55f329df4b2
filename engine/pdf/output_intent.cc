#include "engine/pdf/output_intent.h"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <utility>
#include <vector>

namespace hocba::pdf {
namespace {

std::string be32(std::size_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
    return out;
}

/// s15Fixed16Number (ICC.1:2010, 4.6).
std::string fixed(double value) {
    return be32(static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 65536))));
}

std::string fixed(std::initializer_list<double> values) {
    std::string out;
    for (const double value : values) out += fixed(value);
    return out;
}

std::string multi_localised(std::string_view ascii) {
    std::string out = "mluc" + be32(0) + be32(1) + be32(12) + "enUS" + be32(ascii.size() * 2) + be32(28);
    for (const char c : ascii) (out += '\0') += c;
    out.resize((out.size() + 3) / 4 * 4, '\0');
    return out;
}

std::string xyz(double x, double y, double z) {
    return "XYZ " + be32(0) + fixed({x, y, z});
}

/// The tags' order is the file's; the three curves share one element.
std::vector<std::pair<std::string, std::string>> elements() {
    // IEC 61966-2-1: y = ((x + 0.055) / 1.055)^2.4, x / 12.92 below 0.04045.
    const std::string curve = "para" + be32(0) + std::string("\0\3\0\0", 4) +
                              fixed({2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045});
    // Bradford, D65 to D50 (ICC.1:2010, annex E).
    const std::string adaptation =
        "sf32" + be32(0) +
        fixed({1.047882, 0.022919, -0.050201, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678});
    return {{"desc", multi_localised("sRGB")},
            {"cprt", multi_localised("CC0")},
            {"wtpt", xyz(0.9642, 1, 0.8249)},
            {"chad", adaptation},
            {"rXYZ", xyz(0.436066, 0.222488, 0.013916)},
            {"gXYZ", xyz(0.385147, 0.716873, 0.097076)},
            {"bXYZ", xyz(0.143066, 0.060608, 0.714096)},
            {"rTRC", curve}};
}

std::string header(std::size_t size) {
    std::string out = be32(size) + be32(0) + std::string("\4\x20\0\0", 4) + "mntrRGB XYZ " +
                      std::string("\x07\xE8\0\1\0\1\0\0\0\0\0\0", 12) + "acsp" + std::string(28, '\0') +
                      fixed({0.9642, 1, 0.8249});
    out.resize(128, '\0');
    return out;
}

}  // namespace

std::string srgb_profile() {
    const auto all = elements();
    const std::size_t count = all.size() + 2;
    const std::size_t start = 128 + 4 + 12 * count;
    std::string table, data, curve;
    for (const auto& [signature, element] : all) {
        curve = be32(start + data.size()) + be32(element.size());
        table += signature + curve;
        data += element;
    }
    table += "gTRC" + curve + "bTRC" + curve;
    return header(start + data.size()) + be32(count) + table + data;
}

Reference write_output_intent(Writer& writer) {
    static const std::string icc = srgb_profile();  // the same in every document
    const Reference profile = writer.add_stream("/N 3", icc);
    return writer.add(
        fmt::format("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
                    "/RegistryName(http://www.color.org)/DestOutputProfile {}>>",
                    to_string(profile)));
}

}  // namespace hocba::pdf
