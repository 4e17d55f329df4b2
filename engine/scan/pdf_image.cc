#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include <algorithm>
#include <string>

#include "engine/scan/decode.h"
#include "engine/scan/pdf_objects.h"
#include "engine/scan/samples.h"

namespace hocba::scan {
namespace {

/// Smaller than any symbol.
constexpr int kSmallestSide = 21;
constexpr std::size_t kMostIndices = 256;

bool is_true(QPDFObjectHandle dictionary, const char* key) {
    if (!dictionary.isDictionary()) return false;
    QPDFObjectHandle value = dictionary.getKey(key);
    return value.isBool() && value.getBoolValue();
}

/// ISO 32000-1, 8.6.6.3: [/Indexed base hival lookup].
std::vector<std::uint8_t> palette_of(QPDFObjectHandle space) {
    if (!space.isArray() || space.getArrayNItems() != 4 || !space.getArrayItem(0).isNameAndEquals("/Indexed"))
        return {};
    QPDFObjectHandle lookup = space.getArrayItem(3);
    std::string bytes;
    if (lookup.isString()) bytes = lookup.getStringValue();
    if (lookup.isStream()) {
        const auto data = lookup.getStreamData(qpdf_dl_all);
        bytes.assign(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
    }
    Layout colours;
    colours.colours = std::clamp(colours_of(space.getArrayItem(1)), 1, 4);
    colours.width =
        static_cast<int>(std::min(kMostIndices, bytes.size() / static_cast<std::size_t>(colours.colours)));
    colours.height = 1;
    return grey_of(bytes, colours).pixels;
}

Result<Grey> fax_image(QPDFObjectHandle image, const Filter& filter, int rows) {
    const auto raw = image.getRawStreamData();
    const std::string_view bytes(reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize());
    auto grey = decode_fax(
        bytes, {integer(filter.parameters, "/K", 0), integer(filter.parameters, "/Columns", 1728), rows});
    if (grey && is_true(filter.parameters, "/BlackIs1") != is_inverted(image.getDict()))
        for (std::uint8_t& pixel : grey->pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
    return grey;
}

tl::unexpected<Error> not_read(const std::string& filter) {
    return fail(Fault::document, "",
                {"Ảnh trong tệp PDF nén kiểu " + filter.substr(1) + ", chương trình không đọc được.",
                 "The picture in the PDF is compressed as " + filter.substr(1) + ", which is not read."},
                {"Quét lại thành JPEG, hoặc lưu trang thành tệp ảnh.",
                 "Scan it again as JPEG, or save the page as a picture."});
}

Result<Grey> decode(QPDFObjectHandle image) {
    QPDFObjectHandle dictionary = image.getDict();
    Layout layout;
    layout.width = integer(dictionary, "/Width", 0);
    layout.height = integer(dictionary, "/Height", 0);
    if (layout.width < 1 || layout.height < 1) return damaged("PDF");
    if (static_cast<std::size_t>(layout.width) * layout.height > kMostPixels)
        return too_large(layout.width, layout.height);
    const Filter filter = last_filter(dictionary);
    if (filter.name == "/JBIG2Decode" || filter.name == "/JPXDecode") return not_read(filter.name);
    if (filter.name == "/CCITTFaxDecode" && filter.is_only) return fax_image(image, filter, layout.height);
    const bool is_mask = is_true(dictionary, "/ImageMask");
    layout.bits = is_mask ? 1 : integer(dictionary, "/BitsPerComponent", 8);
    layout.colours = is_mask ? 1 : colours_of(dictionary.getKey("/ColorSpace"));
    layout.palette = palette_of(dictionary.getKey("/ColorSpace"));
    layout.inverted = is_inverted(dictionary);
    for (const int bits : {1, 2, 4, 8, 16})
        if (bits == layout.bits && layout.colours != 2 && layout.colours >= 1 && layout.colours <= 4) {
            const auto data = image.getStreamData(qpdf_dl_all);
            return grey_of({reinterpret_cast<const char*>(data->getBuffer()), data->getSize()}, layout);
        }
    return damaged("PDF");
}

}  // namespace

Result<int> count_pages(std::string_view pdf) {
    return carefully([&]() -> Result<int> {
        QPDF document;
        open(document, pdf);
        return static_cast<int>(document.getAllPages().size());
    });
}

Result<void> for_each_image(std::string_view pdf, int page,
                            const std::function<void(const Result<Grey>& image)>& use) {
    return carefully([&]() -> Result<void> {
        QPDF document;
        open(document, pdf);
        QPDFPageObjectHelper(document.getAllPages().at(static_cast<std::size_t>(page)))
            .forEachImage(true, [&](QPDFObjectHandle& image, QPDFObjectHandle&, const std::string&) {
                QPDFObjectHandle dictionary = image.getDict();
                if (integer(dictionary, "/Width", 0) < kSmallestSide ||
                    integer(dictionary, "/Height", 0) < kSmallestSide)
                    return;
                use(carefully([&] { return decode(image); }));
            });
        return {};
    });
}

}  // namespace hocba::scan
