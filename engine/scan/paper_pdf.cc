#include <png.h>

#include <array>
#include <cmath>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <set>
#include <vector>

#include "engine/scan/decode.h"
#include "engine/scan/paper_page.h"
#include "engine/scan/pdf_objects.h"

namespace hocba::scan {
namespace {

/// ISO 32000-1, table 106: text rendering mode 3 neither fills nor strokes.
constexpr double kInvisible = 3;
constexpr double kPointsPerMetre = 72 / 0.0254;

tl::unexpected<Error> not_one_picture() {
    return not_taken({"Trang PDF không phải đúng một ảnh quét: có chữ, hình vẽ, hoặc nhiều ảnh ghép lại.",
                      "The page is not one picture: it has text, drawings, or a picture cut into pieces."},
                     {"Quét lại, hoặc xuất trang ra JPEG.", "Scan it again, or export the page as JPEG."});
}

/// Which picture a page shows, and the matrix that places it.
class Content : public QPDFObjectHandle::ParserCallbacks {
  public:
    void handleObject(QPDFObjectHandle object) override {
        if (object.isInlineImage()) drawings = true;
        if (!object.isOperator()) {
            operands_.push_back(object);
            return;
        }
        take(object.getOperatorValue());
        operands_.clear();
    }
    void handleEOF() override {}

    using Matrix = std::array<double, 6>;
    std::vector<std::pair<std::string, Matrix>> shown;  // XObject's name, where
    bool drawings = false;                              // or text that can be seen

  private:
    struct State {
        Matrix matrix{1, 0, 0, 1, 0, 0};
        double text_mode = 0;
    };

    void take(const std::string& name) {
        static const std::set<std::string> paints = {"f", "F", "f*", "B", "B*", "b", "b*", "s", "S", "sh"};
        static const std::set<std::string> writes = {"Tj", "TJ", "'", "\""};
        if (paints.count(name) != 0) drawings = true;
        if (writes.count(name) != 0) drawings |= state_.text_mode != kInvisible;
        if (name == "Tr") state_.text_mode = number(0);
        if (name == "q" && saved_.size() < 64) saved_.push_back(state_);
        if (name == "Q" && !saved_.empty()) {
            state_ = saved_.back();
            saved_.pop_back();
        }
        if (name == "cm") multiply();
        if (name == "Do" && !operands_.empty() && operands_.back().isName())
            shown.emplace_back(operands_.back().getName(), state_.matrix);
    }
    double number(std::size_t i) const {
        QPDFObjectHandle operand = i < operands_.size() ? operands_[i] : QPDFObjectHandle::newNull();
        return operand.isNumber() ? operand.getNumericValue() : 0;
    }
    /// ISO 32000-1, 8.3.4: the new matrix comes before the current one.
    void multiply() {
        const Matrix& m = state_.matrix;
        const Matrix n{number(0), number(1), number(2), number(3), number(4), number(5)};
        state_.matrix = {n[0] * m[0] + n[1] * m[2],        n[0] * m[1] + n[1] * m[3],
                         n[2] * m[0] + n[3] * m[2],        n[2] * m[1] + n[3] * m[3],
                         n[4] * m[0] + n[5] * m[2] + m[4], n[4] * m[1] + n[5] * m[3] + m[5]};
    }

    std::vector<QPDFObjectHandle> operands_;
    State state_;
    std::vector<State> saved_;
};

/// Samples of 8 bits as a PNG, without loss.
Result<PaperPage> samples_page(QPDFObjectHandle image, int width, int height, int colours) {
    const auto data = image.getStreamData(qpdf_dl_generalized);
    const std::size_t expected = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                                 static_cast<std::size_t>(colours);
    if (data->getSize() < expected) return damaged("PDF");
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = static_cast<png_uint_32>(width);
    png.height = static_cast<png_uint_32>(height);
    png.format = colours == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
    std::string file(size, '\0');
    if (png_image_write_to_memory(&png, file.data(), &size, 0, data->getBuffer(), 0, nullptr) == 0)
        return damaged("PDF");
    file.resize(size);
    return png_page(file);
}

Result<PaperPage> picture_of(QPDFObjectHandle image) {
    QPDFObjectHandle dictionary = image.getDict();
    const int width = integer(dictionary, "/Width", 0), height = integer(dictionary, "/Height", 0);
    if (width < 1 || height < 1) return damaged("PDF");
    if (static_cast<std::size_t>(width) * static_cast<std::size_t>(height) > kMostPixels)
        return too_large(static_cast<std::size_t>(width), static_cast<std::size_t>(height));
    const Filter filter = last_filter(dictionary);
    const int colours = colours_of(dictionary.getKey("/ColorSpace"));
    const bool plain =
        !dictionary.hasKey("/SMask") && !dictionary.hasKey("/Mask") && !is_inverted(dictionary);
    if (plain && filter.name == "/DCTDecode" && filter.is_only) {
        const auto raw = image.getRawStreamData();
        return jpeg_page({reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize()});
    }
    const bool decodes = filter.name.empty() || filter.name == "/FlateDecode" ||
                         filter.name == "/LZWDecode" || filter.name == "/RunLengthDecode";
    const bool indexed = dictionary.getKey("/ColorSpace").isArray() &&
                         dictionary.getKey("/ColorSpace").getArrayItem(0).isNameAndEquals("/Indexed");
    const bool fits = plain && !indexed && (colours == 1 || colours == 3) &&
                      integer(dictionary, "/BitsPerComponent", 0) == 8;
    if (decodes && fits) return samples_page(image, width, height, colours);
    return not_taken(
        {"Ảnh trong trang PDF lưu kiểu không nhận (đen trắng, JBIG2, JPEG 2000, CMYK, có mặt nạ …).",
         "The page's picture is of a kind that is not taken (black and white, JBIG2, JPEG 2000, CMYK, masked "
         "…)."},
        {"Quét lại ra JPEG màu.", "Scan it again as colour JPEG."});
}

Result<PaperPage> placed(QPDFPageObjectHelper page) {
    Content content;
    page.parseContents(&content);
    if (content.drawings || content.shown.size() != 1) return not_one_picture();
    const auto& [name, m] = content.shown.front();
    auto images = page.getImages();
    const auto image = images.find(name);
    if (image == images.end()) return not_one_picture();
    QPDFObjectHandle turn = page.getAttribute("/Rotate", false);
    const bool upright = m[0] > 0 && m[3] > 0 && std::abs(m[1]) < 1e-3 && std::abs(m[2]) < 1e-3 &&
                         (!turn.isInteger() || turn.getIntValue() % 360 == 0);
    if (!upright)
        return not_taken(
            {"Ảnh trong trang PDF bị xoay hoặc lật.", "The page's picture is turned or mirrored."},
            {"Quét đúng chiều, hoặc xuất trang ra JPEG.", "Scan it upright, or export it as JPEG."});
    auto taken = picture_of(image->second);
    if (!taken) return taken;
    QPDFObjectHandle unit = page.getAttribute("/UserUnit", false);
    const double scale = (unit.isNumber() ? unit.getNumericValue() : 1) / kPointsPerMetre;
    const auto density = [scale](std::uint32_t pixels, double length) {
        const double value = pixels / (length * scale);
        return value > 0 && value < 1e7 ? static_cast<std::uint32_t>(std::lround(value)) : 0;
    };
    taken->density = {density(taken->picture.width, m[0]), density(taken->picture.height, m[3])};
    return taken;
}

}  // namespace

Result<PaperPage> pdf_page(std::string_view pdf, int page) {
    return carefully([&]() -> Result<PaperPage> {
        QPDF document;
        open(document, pdf);
        return placed(QPDFPageDocumentHelper(document).getAllPages().at(static_cast<std::size_t>(page)));
    });
}

}  // namespace hocba::scan
