#include "tests/scan/paper.h"

#include <fmt/format.h>
#include <turbojpeg.h>

#include <catch2/catch.hpp>

#include "engine/base/handle.h"
#include "engine/qr/qr.h"
#include "tests/support/png_maker.h"

namespace hocba::test {
namespace {

/// Objects 1, 2, … with a classic cross-reference table.
std::string pdf_with(const std::vector<std::string>& objects) {
    std::string out = "%PDF-1.4\n";
    std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010} 00000 n \n", out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const std::size_t start = out.size();
    return out + table +
           fmt::format("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, start);
}

std::string stream(const std::string& entries, const std::string& bytes) {
    return fmt::format("<<{}/Length {}>>\nstream\n", entries, bytes.size()) + bytes + "\nendstream";
}

}  // namespace

scan::Grey paper(int width, int height) {
    return {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height, 255)};
}

void draw(scan::Grey& paper, const std::string& text, int x, int y, int module) {
    const auto symbol = qr::encode(text);
    REQUIRE(symbol);
    for (int row = 0; row < symbol->side * module; ++row)
        for (int column = 0; column < symbol->side * module; ++column)
            if (symbol->at(row / module, column / module))
                paper.pixels[static_cast<std::size_t>(y + row) * paper.width + x + column] = 0;
}

scan::Grey page_with(const std::string& text) {
    scan::Grey page = paper(600, 800);
    draw(page, text, 350, 550, 5);
    return page;
}

scan::Grey turned(const scan::Grey& grey) {
    scan::Grey out = paper(grey.height, grey.width);
    for (int y = 0; y < grey.height; ++y)
        for (int x = 0; x < grey.width; ++x)
            out.pixels[static_cast<std::size_t>(x) * out.width + out.width - 1 - y] =
                grey.pixels[static_cast<std::size_t>(y) * grey.width + x];
    return out;
}

std::string png_of(const scan::Grey& grey) {
    Png about;
    about.width = static_cast<std::uint32_t>(grey.width);
    about.height = static_cast<std::uint32_t>(grey.height);
    about.colour_type = 0;
    about.pixel = [&](std::uint32_t x, std::uint32_t y) {
        return std::string(1, static_cast<char>(grey.pixels[static_cast<std::size_t>(y) * grey.width + x]));
    };
    return png(about);
}

std::string jpeg_of(const scan::Grey& grey) {
    const Handle<void, tjDestroy> compressor(tjInitCompress());
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    REQUIRE(tjCompress2(compressor.get(), grey.pixels.data(), grey.width, 0, grey.height, TJPF_GRAY, &bytes,
                        &size, TJSAMP_GRAY, 90, 0) == 0);
    std::string out(reinterpret_cast<const char*>(bytes), size);
    tjFree(bytes);
    return out;
}

std::string pdf_of(const std::vector<scan::Grey>& pages) {
    std::vector<std::string> objects(2);
    std::string kids;
    for (const scan::Grey& page : pages) {
        const auto number = static_cast<int>(objects.size()) + 1;
        kids += fmt::format("{} 0 R ", number);
        objects.push_back(
            fmt::format("<</Type/Page/Parent 2 0 R/MediaBox[0 0 144 192]/Contents {} 0 R"
                        "/Resources<</XObject<</Im {} 0 R>>>>>>",
                        number + 1, number + 2));
        objects.push_back(stream("", "q 144 0 0 192 0 0 cm /Im Do Q"));
        objects.push_back(
            stream(fmt::format("/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceGray"
                               "/BitsPerComponent 8/Filter/DCTDecode",
                               page.width, page.height),
                   jpeg_of(page)));
    }
    objects[0] = "<</Type/Catalog/Pages 2 0 R>>";
    objects[1] = fmt::format("<</Type/Pages/Count {}/Kids[{}]>>", pages.size(), kids);
    return pdf_with(objects);
}

}  // namespace hocba::test
