#include "engine/scan/scanned.h"

#include <algorithm>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <string>

namespace hocba::scan {
namespace {

/// ISO 32000-1, table 106: text rendering mode 3 neither fills nor strokes.
constexpr long long kInvisible = 3;

/// Goes through one content stream.
class Content : public QPDFObjectHandle::ParserCallbacks {
  public:
    void handleObject(QPDFObjectHandle object) override {
        if (object.isInlineImage()) has_image = true;
        if (object.isInteger()) last_integer_ = object.getIntValue();
        if (!object.isOperator()) return;
        const std::string name = object.getOperatorValue();
        if (name == "Tr") mode_ = last_integer_;
        if (name == "Q") mode_ = 0;  // what was saved is not known; scanners do not write it so
        if (name == "Tj" || name == "TJ" || name == "'" || name == "\"") shows_text |= mode_ != kInvisible;
    }
    void handleEOF() override {}

    bool has_image = false, shows_text = false;

  private:
    long long mode_ = 0, last_integer_ = 0;
};

bool is_picture(QPDFPageObjectHelper page) {
    Content content;
    page.parseContents(&content);
    page.forEachImage(
        true, [&](QPDFObjectHandle&, QPDFObjectHandle&, const std::string&) { content.has_image = true; });
    page.forEachFormXObject(true, [&](QPDFObjectHandle& form, QPDFObjectHandle&, const std::string&) {
        QPDFPageObjectHelper(form).parseContents(&content);
    });
    return content.has_image && !content.shows_text;
}

}  // namespace

bool only_pictures(std::string_view pdf) {
    QPDF document;
    document.setSuppressWarnings(true);
    document.processMemoryFile("document.pdf", pdf.data(), pdf.size());
    if (document.getRoot().hasKey("/AcroForm")) return false;
    if (QPDFEmbeddedFileDocumentHelper(document).hasEmbeddedFiles()) return false;
    const auto pages = QPDFPageDocumentHelper(document).getAllPages();
    return !pages.empty() && std::all_of(pages.begin(), pages.end(), is_picture);
}

}  // namespace hocba::scan
